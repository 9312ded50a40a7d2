import type { ChangeView, CommandView } from '../flows/bridge/contract.ts';

/** What a change does and where; its target alone where nobody said more. */
export function titleOf({ title, target }: Pick<ChangeView, 'title' | 'target'>): string {
  return title ?? target;
}

/** One confirmed command and how far it is. */
export interface CommandLine {
  /** Of a change what it does and where; of its way back the place. */
  readonly title: string;
  readonly command: CommandView;
}

/** The commands of the changes with what has become of them; a command that has not started waits. */
export function changeLines(changes: readonly ChangeView[], commands: readonly CommandView[]): readonly CommandLine[] {
  const ran = commands.slice(1 + commands.findLastIndex(({ kind }) => kind === 'undo')).filter(({ kind }) => kind === 'change');
  return lines(
    'change',
    changes.map((change) => ({ title: titleOf(change), text: change.command })),
    ran,
  );
}

/** The way back, last change first. */
export function undoLines(changes: readonly ChangeView[], commands: readonly CommandView[]): readonly CommandLine[] {
  const ran = commands.slice(1 + commands.findLastIndex(({ kind }) => kind === 'change')).filter(({ kind }) => kind === 'undo');
  return lines(
    'undo',
    changes.toReversed().map(({ target, undo }) => ({ title: target, text: undo })),
    ran,
  );
}

function lines(
  kind: CommandView['kind'],
  wanted: readonly { readonly title: string; readonly text: string }[],
  ran: readonly CommandView[],
): readonly CommandLine[] {
  const left = [...ran];
  // From the end: after a second attempt the same text stands twice, and the later one is meant.
  return wanted
    .toReversed()
    .map(({ title, text }): CommandLine => {
      const at = left.findLastIndex((command) => command.text === text);
      const [found] = at < 0 ? [] : left.splice(at, 1);
      return { title, command: found ?? { kind, text, state: 'waiting', milliseconds: null, output: '' } };
    })
    .toReversed();
}

/** The lines that have been started: what is now so after a failure. */
export function startedLines(all: readonly CommandLine[]): readonly CommandLine[] {
  return all.filter(({ command }) => command.state !== 'waiting' && command.state !== 'planned');
}
