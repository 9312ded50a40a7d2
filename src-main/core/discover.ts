import { say } from '../../flows/language/say.ts';
import { isFileRead, type ProgramPaths, type Reading } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import type { Answer, Answers } from '../../flows/model/reading.ts';
import { readingKey } from '../../flows/model/reading.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { nextReadings } from '../../flows/probes/discovery.ts';
import type { Choices } from '../../flows/server/facts.ts';
import { previewShell } from './preview-shell.ts';
import type { Shell } from './shell.ts';

/** A server to look at: its shell, where its programs are, and what was chosen. */
export interface Place {
  readonly shell: Shell;
  readonly programs: ProgramPaths;
  /** `C:\Windows` */
  readonly systemRoot: string;
}

/** What a reading is at the moment, for a progress list. `text` is the exact command, or the file's path. */
export interface ReadingProgress {
  readonly key: string;
  readonly text: string;
  /** `absent`: evidence that does not hold the answer. */
  readonly state: 'running' | 'done' | 'failed' | 'absent';
  readonly milliseconds: number | null;
  readonly output: string;
}

export type ReadingListener = (progress: ReadingProgress) => void;

/**
 * Reads a server until nothing is left to ask; every question once. Changes nothing.
 * In: the place, what was chosen, a signal that stops it, a listener for progress.
 * Out: the answers, failures among them; `interrupted` where it was stopped.
 */
export async function discover(place: Place, choices: Choices, signal: AbortSignal, listen: ReadingListener): Promise<Result<Answers>> {
  const looked: Place = { ...place, shell: previewShell(place.shell) };
  let answers: Answers = {};
  const breathe = breather();
  for (;;) {
    await turnOfOthers(); // what follows from the answers of a large server takes a while, and what was asked for is shown before
    const open = nextReadings(answers, choices, place.systemRoot);
    if (open.length === 0) return succeed(answers);
    const round: Record<string, Answer> = {};
    for (const reading of open) {
      if (signal.aborted) return fail({ code: 'interrupted', during: 'discovery' });
      round[readingKey(reading)] = await ask(looked, reading, signal, listen);
      await breathe();
    }
    answers = { ...answers, ...round };
    if (signal.aborted) return fail({ code: 'interrupted', during: 'discovery' });
  }
}

/** How long answers that are there at once may keep everything else from its turn. */
const BREATH_MS = 10;

/** Out: what lets others have their turn, where they have had none for a while: a click, a view, a stop. */
function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < BREATH_MS) return;
    await turnOfOthers();
    last = performance.now();
  };
}

/** Two turns: what others have put off to the first of them is done once this goes on. */
async function turnOfOthers(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** In: a place of collected answers. Out: what Kerbwise would ask and nobody collected, as far as that follows from the answers that are there. */
export async function missingReadings(place: Place, choices: Choices): Promise<readonly Reading[]> {
  const missing: Reading[] = [];
  let answers: Answers = {};
  const never = new AbortController().signal;
  for (;;) {
    const open = nextReadings(answers, choices, place.systemRoot);
    if (open.length === 0) return missing;
    for (const reading of open) {
      const answer = await answerTo(place.shell, reading, never);
      if (answer.kind === 'failure' && answer.failure.code === 'notCollected') missing.push(reading);
      answers = { ...answers, [readingKey(reading)]: answer };
    }
  }
}

async function ask(place: Place, reading: Reading, signal: AbortSignal, listen: ReadingListener): Promise<Answer> {
  const key = readingKey(reading);
  const text = readingText(reading, place.programs);
  const started = performance.now();
  listen({ key, text, state: 'running', milliseconds: null, output: '' });
  const answer = await answerTo(place.shell, reading, signal);
  listen({
    key,
    text,
    state: endOf(answer, reading),
    milliseconds: Math.round(performance.now() - started),
    output: shownOutput(answer, reading),
  });
  return answer;
}

function endOf(answer: Answer, reading: Reading): ReadingProgress['state'] {
  if (answer.kind !== 'failure' || isAbsence(answer, reading)) return 'done';
  return answer.failure.code === 'notCollected' ? 'absent' : 'failed';
}

async function answerTo(shell: Shell, reading: Reading, signal: AbortSignal): Promise<Answer> {
  if (isFileRead(reading)) {
    const read = await shell.readFile(reading.file, signal);
    return read.ok ? { kind: 'text', text: read.value } : { kind: 'failure', failure: read.failure };
  }
  const ran = await shell.run(reading, signal);
  return ran.ok ? { kind: 'output', output: ran.value } : { kind: 'failure', failure: ran.failure };
}

/** In: a reading. Out: what the panel shows for it: the text that runs, or the path of the file. */
function readingText(reading: Reading, programs: ProgramPaths): string {
  if (isFileRead(reading)) return reading.file;
  const text = commandText(reading, programs);
  return text.ok ? text.value : [reading.program, ...reading.args].join(' ');
}

/** A web.config that is not there is an answer like any other: that folder says nothing of its own. */
function isAbsence(answer: Answer, reading: Reading): boolean {
  return answer.kind === 'failure' && answer.failure.code === 'file.missing' && isFileRead(reading) && reading.file.endsWith('web.config');
}

/** A configuration file is not shown as output: it holds encrypted passwords, and megabytes; a log holds what people asked for. */
function shownOutput(answer: Answer, reading: Reading): string {
  if (answer.kind === 'text') return say`${answer.text.length} characters read`;
  if (isAbsence(answer, reading)) return say`There is no such file`;
  if (answer.kind === 'failure') return describeFailure(answer.failure).why;
  if (!isFileRead(reading) && reading.program === 'log-tail') return say`${answer.output.stdout.length} characters read`;
  return withoutSecrets([answer.output.stdout, answer.output.stderr].filter((text) => text !== '').join('\n'));
}
