import { describeFailure, type Failure } from '../../flows/model/failure.ts';

/** Exit codes that scripts rely on. */
export const EXIT = { done: 0, error: 1, action: 2, usage: 64, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The answer to standard output, whole. JSON has two blanks of indent so that people can read it. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLines(lines: readonly string[]): void {
  if (lines.length > 0) process.stdout.write(`${lines.map(oneLine).join('\n')}\n`);
}

/** A note for whoever watches, never part of the answer. */
export function note(text: string): void {
  process.stderr.write(`kerbwise: ${oneLine(text)}\n`);
}

/** What has to be said of a journal that came without its head. */
export function unprovedEnd(journal: string): string {
  return `the lines of ${journal} fit together, but nothing proves that none is missing at its end: ${journal}.head, which Kerbwise writes beside it, is not there or tells of fewer lines`;
}

/** One line that says what happened, why, and what to do next; below it what differs, where a plan no longer fits. */
export function printFailure(failure: Failure): ExitCode {
  const { what, why, next } = describeFailure(failure);
  process.stderr.write(`kerbwise: ${[`${oneLine(what)}: ${oneLine(why)}`, oneLine(next)].map(withoutStop).join('. ')}.\n`);
  if (failure.code === 'plan.stale' && failure.differences.length > 1) {
    process.stderr.write(
      `${boundedLines(failure.differences)
        .map((line) => `  ${oneLine(line)}`)
        .join('\n')}\n`,
    );
  }
  if (failure.code === 'usage.wrong') return EXIT.usage;
  return failure.code === 'interrupted' ? EXIT.interrupted : EXIT.error;
}

/** So many lines of one kind are read; more scroll away what stands above them. */
const MOST_LINES = 20;

/** In: lines of one kind. Out: the first of them, with how many more there are. */
export function boundedLines(lines: readonly string[]): readonly string[] {
  return lines.length <= MOST_LINES ? lines : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`];
}

/** A name from a server may hold anything; on a terminal it must not move the cursor or colour the screen. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trimEnd();
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, '');
}
