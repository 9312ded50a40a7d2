import type { CommandView, View, WizardView } from './contract.ts';

/** The rows of what was read, as they go with a view. */
interface SentRows {
  /** How many of the rows that were sent before are still so. */
  readonly kept: number;
  readonly more: readonly CommandView[];
}

/**
 * A view on its way to a window. What was read goes once, not with each view: of a large server it is megabytes. Where `rows` is there,
 * `discovery.reads` is empty and `commands` holds only what comes after what was read.
 */
export type SentView = View | (WizardView & { readonly rows: SentRows });

/** Out: what makes a view ready for one window, view after view in their order. */
export function viewWriter(): (view: View) => SentView {
  let last: readonly CommandView[] = [];
  return (view) => {
    if (view.phase === 'start') return view;
    const { discovery, commands } = view;
    const { reads } = discovery;
    if (reads.length === 0 || sameRows(reads, commands) < reads.length) return view;
    const kept = sameRows(reads, last);
    last = reads;
    return {
      ...view,
      discovery: { ...discovery, reads: [] },
      commands: commands.slice(reads.length),
      rows: { kept, more: reads.slice(kept) },
    };
  };
}

/** Out: what makes a whole view again of what one writer wrote; a row that has not changed stays the same value. */
export function viewReader(): (sent: SentView) => View {
  let last: readonly CommandView[] = [];
  return (sent) => {
    if (!('rows' in sent)) return sent;
    const { rows, ...view } = sent;
    const { kept, more } = rows;
    if (kept !== last.length || more.length > 0) last = [...last.slice(0, kept), ...more];
    return {
      ...view,
      discovery: { ...view.discovery, reads: last },
      commands: view.commands.length === 0 ? last : [...last, ...view.commands],
    };
  };
}

/** How many rows at the beginning are the same in both. */
function sameRows(rows: readonly CommandView[], others: readonly CommandView[]): number {
  const first = rows.findIndex((row, at) => !isSame(row, others[at]));
  return first < 0 ? rows.length : first;
}

function isSame(row: CommandView, other: CommandView | undefined): boolean {
  if (row === other) return true;
  return (
    other !== undefined &&
    row.text === other.text &&
    row.state === other.state &&
    row.kind === other.kind &&
    row.milliseconds === other.milliseconds &&
    row.title === other.title &&
    row.output === other.output
  );
}
