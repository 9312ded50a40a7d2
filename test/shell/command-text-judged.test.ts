import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PROGRAMS, windowsPrograms } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import { anyArgument } from './arguments.ts';
import { findEngine } from './engine.ts';
import { call } from './stand-ins.ts';

interface Verdict {
  readonly errors: readonly string[];
  readonly statements: number;
  readonly pipelines: number;
  readonly commands: number;
  readonly name: string | null;
  readonly elements: readonly { readonly constant: boolean; readonly value: string | null }[];
}

const engine = await findEngine();
const SCRIPT_TEXTS: ReadonlySet<string> = new Set(Object.values(SCRIPTS));
const anyCall = fc.record({
  program: fc.constantFrom(...PROGRAMS),
  args: fc.array(anyArgument, { maxLength: 6 }),
  systemRoot: fc.constantFrom('C:\\Windows', 'D:\\WINNT', "C:\\Own'er’s (x86) $(1)", 'C:\\Fenêtres', 'C:\\a;b'),
});

test.skipIf(engine.path === undefined)(
  `PowerShell's own parser finds one command of constants in every command text${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  () => {
    const made = fc.sample(anyCall, 6000).flatMap(({ program, args, systemRoot }) => {
      const programs = windowsPrograms(systemRoot);
      const text = commandText(call(program, args), programs);
      return text.ok ? [{ text: text.value, words: [programs[program], ...args] }] : [];
    });
    expect(made.length).toBeGreaterThan(1000);
    const verdicts = judge(made.map(({ text }) => text));
    expect(verdicts).toEqual(
      made.map(({ words }) => ({
        errors: [],
        statements: 1,
        pipelines: 1,
        commands: 1,
        name: words[0]?.startsWith('{') ? null : words[0],
        elements: words.map((value) => ({ constant: true, value, kind: kindOf(value) })),
      })),
    );
  },
  60_000,
);

/** A script of ours stands where a program's path would. */
function kindOf(word: string): string {
  return SCRIPT_TEXTS.has(word) ? 'ScriptBlockExpressionAst' : 'StringConstantExpressionAst';
}

test.skipIf(engine.path === undefined)('the judge itself finds out a text that is more than one command of constants', () => {
  const verdicts = judge(['a.exe x; b.exe', 'a.exe $x', 'a.exe "$(b)"', 'a.exe -x', "a.exe 'x", 'a.exe 1']);
  const isOneConstantCommand = ({ errors, commands, elements }: Verdict): boolean =>
    errors.length === 0 && commands === 1 && elements.every(({ constant }) => constant);
  expect(verdicts.map(isOneConstantCommand)).toEqual([false, false, false, false, false, false]);
});

function judge(texts: readonly string[]): readonly Verdict[] {
  const lines = texts.map((text) => Buffer.from(text, 'utf8').toString('base64')).join('\n');
  const { stdout } = spawnSync(engine.path ?? '', ['--parse'], { input: `${lines}\n`, encoding: 'utf8', maxBuffer: 1e9 });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line): Verdict => JSON.parse(line));
}
