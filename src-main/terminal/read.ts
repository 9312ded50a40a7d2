import { readFile } from 'node:fs/promises';
import { READ_KINDS, readAnswer } from '../../flows/answers/read-answers.ts';
import { LOG_KINDS } from '../../flows/logs/log-format.ts';
import { fail, type Result } from '../../flows/model/result.ts';
import { decodeText } from '../core/decode-text.ts';
import { reasonOf } from '../core/state-folder.ts';
import { readSpnLists } from '../spn-lists/read-spn-lists.ts';
import { EXIT, type ExitCode, printFailure, printJson } from './answer.ts';
import { readLog } from './read-log.ts';
import { stopOnInterrupt } from './request.ts';

/** The largest file that is read whole: no configuration or output is near it. */
const LARGEST = 64 * 1024 * 1024;

/** Lists are compared with each other, so several files give one answer. */
const SPN_LIST = 'spn-list';

/** `kerbwise read KIND FILE…`: one parser on one file. Several files of one kind give one answer each, a line apart. */
export async function read(kind: string, files: readonly string[]): Promise<ExitCode> {
  if (kind === SPN_LIST) return readLists(files);
  const reader = readerOf(kind);
  if (reader === undefined) {
    process.stderr.write(
      `kerbwise: There is no reader ${JSON.stringify(kind)}: known are ${[...READ_KINDS, ...LOG_KINDS, SPN_LIST].join(', ')}.\n`,
    );
    return EXIT.usage;
  }
  const answers: object[] = [];
  for (const file of files) {
    const answer = await reader(file);
    if (!answer.ok) return printFailure(named(answer.failure, file));
    answers.push(answer.value);
  }
  for (const answer of answers) printJson(answer);
  return EXIT.done;
}

async function readLists(files: readonly string[]): Promise<ExitCode> {
  const signal = stopOnInterrupt();
  try {
    const answer = await readSpnLists(files, signal);
    if (!answer.ok) return printFailure(answer.failure);
    printJson(answer.value);
    return EXIT.done;
  } catch (error) {
    if (signal.aborted) return printFailure({ code: 'interrupted', during: 'reading lists of names' });
    throw error;
  }
}

/** Logs are read in pieces, for they may be of any size; everything else whole. */
function readerOf(kind: string): ((file: string) => Promise<Result<object>>) | undefined {
  const log = LOG_KINDS.find((one) => one === kind);
  if (log !== undefined) {
    const signal = stopOnInterrupt();
    return (file) => readLog(log, file, signal);
  }
  const known = READ_KINDS.find((one) => one === kind);
  if (known === undefined) return undefined;
  return async (file) => {
    const text = await readWhole(file);
    return text.ok ? readAnswer(known, text.value) : text;
  };
}

async function readWhole(file: string): Promise<Result<string>> {
  try {
    const bytes = file === '-' ? await readStandardInput() : await readFile(file);
    if (bytes.length > LARGEST) return tooLarge(file, bytes.length);
    return decodeText(bytes);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return fail({
      code: missing ? 'file.missing' : 'file.unreadable',
      path: file,
      why: missing ? 'There is no such file' : reasonOf(error),
    });
  }
}

function tooLarge(file: string, size: number): Result<string> {
  return fail({
    code: 'input.refused',
    what: `${file} is ${Math.round(size / 1024 / 1024)} MiB large`,
    why: `nothing that this reader knows is larger than ${LARGEST / 1024 / 1024} MiB`,
    next: 'Name the file itself, not an archive or a log',
  });
}

/** The parsers do not know the name of the file; the line on standard error does. */
function named(failure: Parameters<typeof printFailure>[0], file: string): Parameters<typeof printFailure>[0] {
  if (failure.code !== 'input.refused' || failure.what.includes(file)) return failure;
  return { ...failure, what: `${file === '-' ? 'Standard input' : file}: ${failure.what}` };
}

async function readStandardInput(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of process.stdin) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > LARGEST) return Buffer.concat([...parts, bytes]);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}
