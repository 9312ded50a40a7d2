import { mergeClasses } from '@fluentui/react-components';
import { type ReactNode, useId } from 'react';
import { useSurfaceStyles } from '../parts/surface-styles.ts';

interface ChoiceProps {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}

/** One thing that can be opened: what it is, what it means, and how to open it. */
export function Choice({ title, lead, children }: ChoiceProps) {
  const surface = useSurfaceStyles();
  const id = useId();
  return (
    <section className={mergeClasses(surface.card, surface.section)} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {title}
      </h2>
      <p className={surface.text}>{lead}</p>
      {children}
    </section>
  );
}
