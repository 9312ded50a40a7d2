import { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { dirname, isAbsolute } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { InvocationError, PowerShell, ProcessError } from 'node-powershell';
import { say } from '../../flows/language/say.ts';
import type { Command, CommandOutput, ProgramPaths } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import type { Failure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { endProcessTree } from './end-process-tree.ts';
import { frameText, OUTPUT_LIMIT_BYTES, readFramed, restrictedMark } from './powershell-frame.ts';
import { readTextFile } from './read-text-file.ts';
import type { Shell } from './shell.ts';
import { nativePath, windowsPowerShellPath } from './windows-paths.ts';
import { within } from './within.ts';

export interface PowerShellOptions {
  readonly programs: ProgramPaths;
  /** Full path of the PowerShell to start; default: the one of this Windows. */
  readonly executable?: string;
  /** Reads a file of the server; default: from this machine's disk. */
  readonly readFile?: (path: string) => Promise<Result<string>>;
}

/**
 * The server that this process runs on, through one PowerShell session that is started with the first command.
 * Commands run one at a time, each exactly once. A session that hung, said too much or was interrupted is ended with
 * its programs, and the next command gets a new one.
 */
export function powershellShell({ programs, executable = thisPowerShell(), readFile = readTextFile }: PowerShellOptions): Shell {
  let session: Session | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function run(text: string, timeoutMs: number, signal: AbortSignal): Promise<Result<CommandOutput>> {
    if (signal.aborted) return fail({ code: 'interrupted', during: text });
    if (closed) return fail({ code: 'session.died', command: text, why: say`The session was closed` });
    session = session?.isAlive() ? session : startSession(executable);
    const used = session;
    const answer = await within(used.run(text), text, timeoutMs, signal);
    if (!answer.ok && answer.failure.code !== 'command.notStarted') await used.end();
    return answer;
  }

  return {
    run(command: Command, signal: AbortSignal) {
      const text = commandText(command, programs);
      if (!text.ok) return Promise.resolve(text);
      const turn = last.then(() => run(text.value, command.timeoutMs, signal));
      last = turn.catch(() => undefined); // whoever asked is told; the next in line only waits
      return turn;
    },
    readFile: (path, signal) =>
      signal.aborted ? Promise.resolve(fail({ code: 'interrupted', during: path })) : readFile(nativePath(path)),
    async close() {
      closed = true;
      await session?.end();
    },
  };
}

function thisPowerShell(): string {
  return process.platform === 'win32' ? nativePath(windowsPowerShellPath(process.env.SystemRoot ?? 'C:\\Windows')) : 'pwsh';
}

interface Session {
  run(text: string): Promise<Result<CommandOutput>>;
  end(): Promise<void>;
  isAlive(): boolean;
}

/** A killed process is gone at once; one that the system holds fast is not waited for. */
const END_MS = 5_000;

/** What a session may print around one answer: base64 of the longest output, and room for PowerShell's own words. */
const PRINT_LIMIT = 2 * OUTPUT_LIMIT_BYTES;

function startSession(executable: string): Session {
  const shell = openPowerShell(executable);
  const program = programOf(shell);
  let alive = true;
  const ended = new Promise<(command: string) => Failure>((resolve) => {
    program.once('error', ({ message }) =>
      resolve((command) => ({ code: 'command.notStarted', command, why: say`PowerShell could not be started: ${message}` })),
    );
    program.once('exit', (code, signal) =>
      resolve((command) => ({ code: 'session.died', command, why: say`PowerShell ended with ${signal ?? say`exit code ${code}`}` })),
    );
  }).finally(() => {
    alive = false;
  });

  return {
    async run(text) {
      const mark = randomBytes(12).toString('hex');
      const watch = watchOutput(shell, text, mark);
      const ending = ended.then((failure) => failure(text));
      const printed = invoke(shell, frameText(text, mark));
      const first = await Promise.race([printed, watch.failure, ending]).finally(watch.stop);
      const answer = first ?? (await ending);
      return typeof answer === 'string' ? answerOf(text, answer, mark) : fail(answer);
    },
    async end() {
      if (alive && program.pid !== undefined) await endProcessTree(program.pid);
      await Promise.race([ended, wait(END_MS, undefined, { ref: false })]);
    },
    isAlive: () => alive,
  };
}

function answerOf(command: string, printed: string, mark: string): Result<CommandOutput> {
  const answer = readFramed(printed, mark);
  switch (answer?.kind) {
    case undefined:
      return fail({ code: 'session.died', command, why: say`Its answer was damaged: ${printed.slice(0, 200)}` });
    case 'ran':
      return succeed({ exitCode: answer.exitCode, stdout: answer.stdout, stderr: answer.stderr });
    case 'tooMuch':
      return fail({ code: 'command.tooMuchOutput', command, limitBytes: OUTPUT_LIMIT_BYTES });
    case 'notStarted':
      return fail({ code: 'command.notStarted', command, why: answer.message });
    default:
      return answer satisfies never;
  }
}

/** node-powershell takes the program to start from the variable NODE_POWERSHELL before anything else: here only the caller names it. */
function openPowerShell(executable: string): PowerShell {
  const { NODE_POWERSHELL: named } = process.env;
  delete process.env.NODE_POWERSHELL;
  try {
    return new PowerShell({
      executable,
      throwOnInvocationError: false, // whatever PowerShell adds to its error stream, the frame tells what happened
      executableOptions: { '-NoProfile': true, '-NonInteractive': true, '-OutputFormat': 'Text' },
      spawnOptions: { windowsHide: true, ...(isAbsolute(executable) ? { cwd: dirname(executable) } : {}) },
    });
  } finally {
    if (named !== undefined) process.env.NODE_POWERSHELL = named;
  }
}

/** The process behind a session, which node-powershell keeps to itself together with a promise that would reject unheard. */
function programOf(shell: PowerShell): ChildProcess {
  const program: unknown = Reflect.get(shell, 'process');
  const exit: unknown = Reflect.get(shell, 'exitPromise');
  if (!(program instanceof ChildProcess && exit instanceof Promise))
    throw new Error('node-powershell is not the version this was written for');
  exit.catch(() => undefined); // the events of the process itself say how it ended
  shell.streams.stdin.on('error', () => undefined); // so does a pipe to a session that is gone
  return program;
}

/** In: a line to run. Out: what was printed on standard output; `undefined` where the session ended first. */
async function invoke(shell: PowerShell, line: string): Promise<string | undefined> {
  try {
    return (await shell.invoke(line)).stdout?.toString('utf8');
  } catch (error) {
    if (error instanceof ProcessError || error instanceof InvocationError) return undefined;
    throw error;
  } finally {
    shell.history.length = 0; // node-powershell would keep every output for ever
  }
}

/** Ends the wait where a session prints without end, or may not print at all: in a restricted language mode no frame ever comes. */
function watchOutput({ streams }: PowerShell, command: string, mark: string): { readonly failure: Promise<Failure>; stop(): void } {
  let stop: () => void = () => undefined;
  const failure = new Promise<Failure>((resolve) => {
    let printed = 0;
    const count = (chunk: string) => {
      printed += chunk.length;
      if (printed > PRINT_LIMIT) resolve({ code: 'command.tooMuchOutput', command, limitBytes: OUTPUT_LIMIT_BYTES });
      if (chunk.includes(restrictedMark(mark))) resolve({ code: 'session.restricted', command, why: CONSTRAINED });
    };
    const judge = (chunk: string) => {
      count(chunk);
      if (chunk.includes('InConstrainedLanguage')) resolve({ code: 'session.restricted', command, why: CONSTRAINED });
    };
    streams.stdout.on('data', count);
    streams.stderr.on('data', judge);
    stop = () => {
      streams.stdout.off('data', count);
      streams.stderr.off('data', judge);
    };
  });
  return { failure, stop: () => stop() };
}

const CONSTRAINED = say`A policy of this server (AppLocker or Device Guard) holds PowerShell in ConstrainedLanguage mode`;
