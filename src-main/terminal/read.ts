import { readFile } from 'node:fs/promises';
import { READ_KINDS, readAnswer } from '../../flows/answers/read-answers.ts';
import { fail, type Result } from '../../flows/model/result.ts';
import { decodeText } from '../core/decode-text.ts';
import { reasonOf } from '../core/state-folder.ts';
import { EXIT, type ExitCode, printFailure, printJson } from './answer.ts';

/** The largest file that is read whole: no configuration or output is near it. */
const LARGEST = 64 * 1024 * 1024;
const LATER = ['iis-log', 'httperr-log', 'altiris-log'];

/** `kerbwise read KIND FILE…`: one parser on one file. Several files of one kind give one answer each, a line apart. */
export async function read(kind: string, files: readonly string[]): Promise<ExitCode> {
  const known = READ_KINDS.find((one) => one === kind);
  if (known === undefined) {
    const why = LATER.includes(kind) ? 'reading logs belongs to a later version' : `known are ${READ_KINDS.join(', ')}`;
    process.stderr.write(
      `kerbwise: ${LATER.includes(kind) ? `read ${kind} is not there yet` : `There is no reader ${JSON.stringify(kind)}`}: ${why}.\n`,
    );
    return LATER.includes(kind) ? EXIT.error : EXIT.usage;
  }
  const answers: object[] = [];
  for (const file of files) {
    const text = await readWhole(file);
    const answer = text.ok ? readAnswer(known, text.value) : text;
    if (!answer.ok) return printFailure(named(answer.failure, file));
    answers.push(answer.value);
  }
  for (const answer of answers) printJson(answer);
  return EXIT.done;
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
