import { use, useId } from 'react';
import { helpTexts } from '../help-texts.ts';
import { HelpContext } from './help-context.ts';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';

/** What is often believed of the step that is shown, and what is so. */
export function Believed() {
  const surface = useSurfaceStyles();
  const id = useId();
  const { believed } = use(HelpContext);
  if (believed === undefined) return null;
  const [belief, truth] = believed;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {helpTexts.believedHeading}
      </h2>
      <p className={surface.text}>
        <b>{helpTexts.believed}:</b> {belief}
        <br />
        <b>{helpTexts.isSo}:</b> <Termed text={truth} />
      </p>
    </section>
  );
}
