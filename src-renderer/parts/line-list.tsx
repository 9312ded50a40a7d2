import { mergeClasses } from '@fluentui/react-components';
import { useId } from 'react';
import type { CommandView } from '../../flows/bridge/contract.ts';
import type { CommandLine } from '../command-lines.ts';
import { CommandRow } from './command-row.tsx';
import { LongList } from './long-list.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

/** What it does stands above each line already. */
function untitled({ title: _, ...command }: CommandView): CommandView {
  return command;
}

/** One line per confirmed command: waiting, running, done, failed, with its output as it comes. */
export function LineList({ heading, lines }: { readonly heading: string; readonly lines: readonly CommandLine[] }) {
  const surface = useSurfaceStyles();
  const id = useId();
  if (lines.length === 0) return null;
  return (
    <section className={surface.section} aria-labelledby={id}>
      <h2 className={surface.h2} id={id}>
        {heading}
      </h2>
      <LongList items={lines} keyOf={({ command }, index) => `${index} ${command.text}`} height={120}>
        {({ title, command }) => (
          <article className={mergeClasses(surface.card)}>
            <h3 className={surface.h3}>{title}</h3>
            <CommandRow command={untitled(command)} />
          </article>
        )}
      </LongList>
    </section>
  );
}
