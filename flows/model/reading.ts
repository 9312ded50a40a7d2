import { type CommandOutput, isFileRead, type Reading } from './command.ts';
import type { Failure } from './failure.ts';

/** What one reading gave: a program's output, a file's text, or the failure to get it. Plain data, so that it can be saved. */
export type Answer =
  | { readonly kind: 'output'; readonly output: CommandOutput }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** The answers so far, by `readingKey`. */
export type Answers = Readonly<Record<string, Answer>>;

/** Two readings with the same key are the same question: it is asked once. Windows paths and program names ignore letter case. */
export function readingKey(reading: Reading): string {
  return isFileRead(reading) ? `file ${reading.file.toLowerCase()}` : JSON.stringify([reading.program, ...reading.args]);
}
