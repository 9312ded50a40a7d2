import { spawn } from 'node:child_process';
import { findEngine } from '../shell/engine.ts';

/** A command text, and the words that PowerShell has to find in it: the program and its arguments. */
export interface JudgedText {
  readonly text: string;
  readonly words: readonly string[];
}

interface Verdict {
  readonly errors: readonly string[];
  readonly statements: number;
  readonly pipelines: number;
  readonly commands: number;
  readonly name: string | null;
  readonly elements: readonly { readonly constant: boolean; readonly value: string | null }[];
}

export const engine = await findEngine();

const BATCH = 5_000;

/** Out: the texts in which PowerShell's own parser does not find exactly one command of exactly these constant words. */
export async function escapedTexts(texts: readonly JudgedText[]): Promise<readonly JudgedText[]> {
  const escaped: JudgedText[] = [];
  for (let at = 0; at < texts.length; at += BATCH) {
    const batch = texts.slice(at, at + BATCH);
    const verdicts = await judge(batch.map(({ text }) => text));
    escaped.push(...batch.filter(({ words }, index) => !isOneCommandOf(words, verdicts[index])));
  }
  return escaped;
}

function isOneCommandOf(words: readonly string[], verdict: Verdict | undefined): boolean {
  if (verdict === undefined || verdict.errors.length > 0) return false;
  if (verdict.name !== (isScriptBlock(words[0]) ? null : words[0])) return false;
  if (verdict.statements !== 1 || verdict.pipelines !== 1 || verdict.commands !== 1) return false;
  return (
    verdict.elements.length === words.length && verdict.elements.every(({ constant, value }, index) => constant && value === words[index])
  );
}

/** A script of ours stands where a program's path would: its own text, whole. */
function isScriptBlock(word: string | undefined): boolean {
  return word?.startsWith('{') === true;
}

async function judge(texts: readonly string[]): Promise<readonly Verdict[]> {
  const child = spawn(engine.path ?? '', ['--parse'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('close', () => resolve());
  });
  child.stdin.end(`${texts.map((text) => Buffer.from(text, 'utf8').toString('base64')).join('\n')}\n`);
  await ended;
  const lines = Buffer.concat(parts).toString('utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}
