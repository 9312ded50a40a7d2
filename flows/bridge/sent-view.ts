import type { CommandView, View, WizardView } from './contract.ts';

/** The rows of what was read, as they go with a view. */
interface SentRows {
  /** How many of the rows that were sent before are still so. */
  readonly kept: number;
  readonly more: readonly CommandView[];
  /** How many come with the next messages: so much at once would keep the window from everything else. */
  readonly left: number;
}

/**
 * A view on its way to a window. What was read goes once, not with each view, and in parts: of a large server it is megabytes. Where `rows` is there,
 * `discovery.reads` is empty and `commands` holds only what comes after what was read.
 */
export type SentView = View | (WizardView & { readonly rows: SentRows });

/** About how many characters of rows go with one view. */
const MOST_AT_ONCE = 250_000;

/** Whether there is more of the same view to send. */
export function hasMore(sent: SentView): boolean {
  return 'rows' in sent && sent.rows.left > 0;
}

/** Out: what makes a view ready for one window, view after view in their order; one that has more is written again. */
export function viewWriter(): (view: View) => SentView {
  let last: readonly CommandView[] = [];
  return (view) => {
    if (view.phase === 'start') return view;
    const { discovery, commands } = view;
    const { reads } = discovery;
    if (reads.length === 0 || sameRows(reads, commands) < reads.length) return view;
    const kept = sameRows(reads, last);
    const more = asManyAsGo(reads.slice(kept));
    last = reads.slice(0, kept + more.length);
    return {
      ...view,
      discovery: { ...discovery, reads: [] },
      commands: commands.slice(reads.length),
      rows: { kept, more, left: reads.length - last.length },
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

/** One at least, however long it is. */
function asManyAsGo(rows: readonly CommandView[]): readonly CommandView[] {
  let characters = 0;
  const end = rows.findIndex(({ text, output }, at) => {
    characters += text.length + output.length;
    return at > 0 && characters > MOST_AT_ONCE;
  });
  return end < 0 ? rows : rows.slice(0, end);
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
