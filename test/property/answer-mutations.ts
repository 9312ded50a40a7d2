import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { CommandOutput } from '../../flows/model/command.ts';
import type { Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { decodeText } from '../../src-main/core/decode-text.ts';
import { DENIALS, inAnotherLanguage } from './localized-words.ts';

/** One way in which an answer can be spoiled. `at` and `to` are shares of the text, 0 to 1. */
export type Mutation =
  | { readonly kind: 'cut' | 'line removed' | 'line doubled' | 'element dropped' | 'attribute dropped'; readonly at: number }
  | { readonly kind: 'lines swapped'; readonly at: number; readonly to: number }
  | { readonly kind: 'empty' | 'line ends doubled' | 'bare line ends' | 'cr cr lf' | 'streams swapped' | 'exit code turned' | 'noise' }
  | { readonly kind: 'encoded'; readonly as: (typeof ENCODINGS)[number]; readonly readAs: 'itself' | 'utf8' | 'cp850' }
  | { readonly kind: 'translated'; readonly to: 'de' | 'ru' | 'fr' }
  | { readonly kind: 'denied'; readonly text: number; readonly exitCode: number; readonly onStdout: boolean }
  | { readonly kind: 'failed'; readonly code: (typeof FAILURES)[number]['code'] };

const ENCODINGS = ['utf-16le', 'utf-16be', 'utf8-bom', 'cp850', 'cp866', 'windows-1252'] as const;

const FAILURES = [
  { code: 'access.denied', reading: 'a reading' },
  { code: 'command.timedOut', command: 'a command', timeoutMs: 60_000 },
  { code: 'command.tooMuchOutput', command: 'a command', limitBytes: 8_388_608 },
  { code: 'command.notStarted', command: 'a command', why: 'it is not there' },
  { code: 'session.died', command: 'a command', why: 'it ended' },
  { code: 'file.missing', path: 'a file', why: 'there is none' },
  { code: 'file.unreadable', path: 'a file', why: 'Access is denied.' },
] as const satisfies readonly Failure[];

const share = fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000);

export const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'line removed', 'line doubled'), at: share }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('element dropped', 'attribute dropped'), at: share }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lines swapped' as const), at: share, to: share }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('empty', 'line ends doubled', 'bare line ends', 'cr cr lf', 'streams swapped', 'exit code turned', 'noise'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('encoded' as const),
      as: fc.constantFrom(...ENCODINGS),
      readAs: fc.constantFrom('itself', 'utf8', 'cp850'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('translated' as const), to: fc.constantFrom('de', 'ru', 'fr') }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('denied' as const),
      text: fc.nat({ max: DENIALS.length - 1 }),
      exitCode: fc.constantFrom(0, 1, 5, 1168),
      onStdout: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('failed' as const), code: fc.constantFrom(...FAILURES.map(({ code }) => code)) }) },
);

/** In: the true output of a program. Out: the spoiled one. */
export function spoiledOutput(mutation: Mutation, output: CommandOutput): Result<CommandOutput> {
  const { exitCode, stdout, stderr } = output;
  switch (mutation.kind) {
    case 'exit code turned':
      return succeed({ ...output, exitCode: exitCode === 0 ? 1 : 0 });
    case 'streams swapped':
      return succeed({ exitCode, stdout: stderr, stderr: stdout });
    case 'denied': {
      const text = DENIALS[mutation.text] ?? '';
      return succeed({ exitCode: mutation.exitCode, stdout: mutation.onStdout ? text : '', stderr: mutation.onStdout ? '' : text });
    }
    default: {
      const spoiled = spoiledText(mutation, stdout);
      return spoiled.ok ? succeed({ ...output, stdout: spoiled.value }) : spoiled;
    }
  }
}

/** In: the true text of a file or a stream. Out: the spoiled one, or why it could not be had at all. */
export function spoiledText(mutation: Mutation, text: string): Result<string> {
  switch (mutation.kind) {
    case 'cut':
      return succeed(text.slice(0, Math.floor(mutation.at * text.length)));
    case 'empty':
      return succeed('');
    case 'line ends doubled':
      return succeed(text.replace(/\r?\n/g, '\r\n\r\n'));
    case 'bare line ends':
      return succeed(text.replaceAll('\r\n', '\n'));
    case 'cr cr lf':
      return succeed(text.replaceAll('\r\n', '\r\r\n'));
    case 'noise':
      return succeed(`WARNING: The names of some imported commands include unapproved verbs.\r\n${text}`);
    case 'line removed':
    case 'line doubled':
    case 'lines swapped':
      return succeed(withLine(mutation, text));
    case 'element dropped':
      return succeed(without(/<([A-Za-z][\w.-]*)(?:\s[^<>]*)?(?:\/>|>(?:(?!<\1[\s>])[\s\S])*?<\/\1>)/g, mutation.at, text));
    case 'attribute dropped':
      return succeed(without(/\s[A-Za-z][\w.]*="[^"<]*"/g, mutation.at, text));
    case 'encoded':
      return recoded(mutation, text);
    case 'translated':
      return succeed(inAnotherLanguage(text, mutation.to));
    case 'denied':
      return succeed(DENIALS[mutation.text] ?? '');
    case 'failed':
      return fail(FAILURES.find(({ code }) => code === mutation.code) ?? FAILURES[0]);
    default:
      return succeed(text);
  }
}

function withLine(mutation: Mutation, text: string): string {
  const lines = text.split(/(?<=\n)/);
  const at = 'at' in mutation ? Math.min(Math.floor(mutation.at * lines.length), lines.length - 1) : 0;
  const line = lines[at] ?? '';
  if (mutation.kind === 'line removed') return lines.toSpliced(at, 1).join('');
  if (mutation.kind === 'line doubled') return lines.toSpliced(at, 0, line).join('');
  const to = mutation.kind === 'lines swapped' ? Math.min(Math.floor(mutation.to * lines.length), lines.length - 1) : at;
  return lines
    .with(at, lines[to] ?? '')
    .with(to, line)
    .join('');
}

/** The text without one of the matches. */
function without(pattern: RegExp, share: number, text: string): string {
  const found = [...text.matchAll(pattern)];
  const match = found[Math.min(Math.floor(share * found.length), found.length - 1)];
  return match === undefined ? text : text.slice(0, match.index) + text.slice(match.index + match[0].length);
}

function recoded({ as, readAs }: Extract<Mutation, { kind: 'encoded' }>, text: string): Result<string> {
  const bytes =
    as === 'utf8-bom' ? iconv.encode(text, 'utf8', { addBOM: true }) : iconv.encode(text, as, { addBOM: as.startsWith('utf-16') });
  return readAs === 'itself' ? decodeText(bytes) : succeed(iconv.decode(bytes, readAs));
}
