import { createHash } from 'node:crypto';
import {
  type CollectedAnswer,
  type CollectedFile,
  MANIFEST_FORMAT,
  MANIFEST_NAME,
  type Manifest,
  readManifest,
} from '../../flows/collector/manifest.ts';
import { say } from '../../flows/language/say.ts';
import { type Command, isFileRead, PROGRAMS, type ProgramPaths, type Reading, windowsPrograms } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { type Answer, readingKey } from '../../flows/model/reading.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { scriptInWords } from '../../flows/scripts/in-words.ts';
import { decodeText } from '../core/decode-text.ts';
import type { Shell } from '../core/shell.ts';
import type { EvidenceFiles } from './evidence-files.ts';

/** A collected server: a shell with its answers, and what has to be said of the collection itself. */
export interface Collection {
  readonly shell: Shell;
  readonly manifest: Manifest;
  readonly notes: readonly string[];
}

/**
 * Reads a whole collection into memory and compares every file with its hash.
 * Out: the collection, with a note for each thing that is not as the collector left it; a failure where there is no manifest to go by.
 */
export async function openCollection(files: EvidenceFiles): Promise<Result<Collection>> {
  const bytes = await files.read(MANIFEST_NAME);
  if (!bytes.ok) return bytes;
  const text = decodeText(bytes.value, { what: MANIFEST_NAME });
  if (!text.ok) return text;
  const manifest = readManifest(text.value);
  if (!manifest.ok) return refuseManifest(describeFailure(manifest.failure).why);
  const notes: string[] = [...notesOn(manifest.value)];
  const answers = new Map<string, Answer>();
  const programs = windowsPrograms(rootOf(manifest.value));
  for (const answer of manifest.value.answers) {
    const read = await readAnswer(answer, files, programs);
    notes.push(...read.notes);
    if (read.value !== undefined) answers.set(read.value.key, read.value.answer);
  }
  return succeed({ shell: shellOf(answers, programs), manifest: manifest.value, notes });
}

/** The folder of Windows on the collected server; the usual one where the manifest does not say it. */
export function rootOf({ systemRoot }: Manifest): string {
  return /^[A-Za-z]:\\[\w .-]+(?:\\[\w .-]+)*$/.test(systemRoot) ? systemRoot : 'C:\\Windows';
}

function notesOn({ format, collector, finished, language }: Manifest): readonly string[] {
  return [
    ...(format === MANIFEST_FORMAT
      ? []
      : [
          say`The evidence has format ${Number.isNaN(format) ? 'unknown' : format}, and this Kerbwise knows ${MANIFEST_FORMAT}: what it understands is read`,
        ]),
    ...(collector === VERSION
      ? []
      : [
          say`The evidence was collected by Kerbwise ${collector || say`of an unknown version`}, and this is ${VERSION}: readings that one of them lacks are missing`,
        ]),
    ...(finished ? [] : [say`The collector was ended before it was done: what it had read by then is there, the rest is missing`]),
    ...(language === '' || language === 'FullLanguage'
      ? []
      : [say`PowerShell was held in ${language} mode there: what only a script reads is missing`]),
  ];
}

interface ReadAnswer {
  readonly value: { readonly key: string; readonly answer: Answer } | undefined;
  readonly notes: readonly string[];
}

async function readAnswer(collected: CollectedAnswer, files: EvidenceFiles, programs: ProgramPaths): Promise<ReadAnswer> {
  if (collected.kind === 'file') return readFileCopy(collected, files);
  const program = PROGRAMS.find((name) => name === collected.program);
  if (program === undefined) return { value: undefined, notes: [] };
  const command: Command = { program, args: collected.args, effect: 'read', timeoutMs: 60_000 };
  const key = readingKey(command);
  if (collected.state !== 'ran' || collected.exitCode === null) {
    const failure = failureOf(collected.state, collected.why, command, programs);
    return { value: failure && { key, answer: { kind: 'failure', failure } }, notes: [] };
  }
  const [out, err] = [await readStream(collected.out, files), await readStream(collected.err, files)];
  const notes = [...out.notes, ...err.notes];
  if (out.text === undefined || err.text === undefined) return { value: undefined, notes };
  return {
    value: { key, answer: { kind: 'output', output: { exitCode: collected.exitCode, stdout: out.text, stderr: err.text } } },
    notes,
  };
}

async function readFileCopy(collected: Extract<CollectedAnswer, { kind: 'file' }>, files: EvidenceFiles): Promise<ReadAnswer> {
  const { path, state, why } = collected;
  const key = readingKey({ file: path });
  switch (state) {
    case 'read': {
      const { text, notes } = await readStream(collected.copy, files);
      return { value: text === undefined ? undefined : { key, answer: { kind: 'text', text } }, notes };
    }
    case 'missing':
      return { value: { key, answer: { kind: 'failure', failure: { code: 'file.missing', path, why } } }, notes: [] };
    case 'unreadable':
      return { value: { key, answer: { kind: 'failure', failure: { code: 'file.unreadable', path, why } } }, notes: [] };
    default:
      return { value: undefined, notes: [] };
  }
}

/** What a live server would have said in place of an answer; `undefined` for a state that is not known here. */
function failureOf(state: string, why: string, command: Command, programs: ProgramPaths): Failure | undefined {
  const made = commandText(command, programs);
  const text = made.ok ? made.value : wordsOf(command);
  switch (state) {
    case 'timed-out':
      return { code: 'command.timedOut', command: text, timeoutMs: command.timeoutMs };
    case 'not-started':
    case 'ran':
      return { code: 'command.notStarted', command: text, why: why || say`it gave no exit code` };
    case 'too-long':
      return { code: 'command.tooMuchOutput', command: text, limitBytes: 8 * 1024 * 1024 };
    case 'restricted':
      return { code: 'session.restricted', command: text, why };
    default:
      return undefined;
  }
}

/** Out: the text, empty where the stream was; `undefined` where its file cannot be read, which a note says. */
async function readStream(
  file: CollectedFile | null,
  files: EvidenceFiles,
): Promise<{ readonly text: string | undefined; readonly notes: readonly string[] }> {
  if (file === null) return { text: '', notes: [] };
  if (!/^[^/\\:]+$/.test(file.name) || file.name.startsWith('..'))
    return { text: undefined, notes: [say`${file.name} is no name of a collected file and was not read`] };
  const bytes = await files.read(file.name);
  if (!bytes.ok) return { text: undefined, notes: [describeNote(bytes.failure)] };
  const isEdited = file.sha256 !== null && createHash('sha256').update(bytes.value).digest('hex') !== file.sha256;
  const notes = isEdited ? [say`${file.name} is not as the collector wrote it; it is read as it is now`] : [];
  if (bytes.value.length === 0) return { text: '', notes };
  const text = decodeText(bytes.value, { what: file.name });
  return text.ok ? { text: text.value, notes } : { text: undefined, notes: [...notes, describeNote(text.failure)] };
}

function describeNote(failure: Failure): string {
  const { what, why } = describeFailure(failure);
  return say`${what}: ${why}`;
}

function shellOf(answers: ReadonlyMap<string, Answer>, programs: ProgramPaths): Shell {
  return {
    async run(command) {
      const text = commandText(command, programs);
      if (!text.ok) return text;
      const answer = answers.get(readingKey(command));
      if (answer?.kind === 'output') return succeed(answer.output);
      return fail(answer?.kind === 'failure' ? answer.failure : notCollected(command));
    },
    async readFile(path) {
      const answer = answers.get(readingKey({ file: path }));
      if (answer?.kind === 'text') return succeed(answer.text);
      return fail(answer?.kind === 'failure' ? answer.failure : notCollected({ file: path }));
    },
    close: async () => undefined,
  };
}

function notCollected(reading: Reading): Failure {
  const anew = say`collect the server anew with kerbwise collect, with the same --app and --name as here`;
  if (isFileRead(reading))
    return { code: 'notCollected', reading: reading.file, next: say`Look at ${reading.file} on the server, or ${anew}` };
  const script = scriptInWords(reading);
  if (script !== undefined) return { code: 'notCollected', reading: script, next: say`For this, ${anew}` };
  return { code: 'notCollected', reading: wordsOf(reading), next: say`Run it on the server yourself, or ${anew}` };
}

/** For a person to read, never to run as it stands. */
export function wordsOf(command: Command): string {
  const { program, args } = command;
  const script = scriptInWords(command);
  if (script !== undefined) return script;
  return [program, ...args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg))].join(' ');
}

function refuseManifest(why: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${MANIFEST_NAME} cannot be read`,
    why,
    next: say`Take the zip as the collector wrote it, or collect the server anew with kerbwise collect`,
  });
}
