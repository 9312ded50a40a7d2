import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A program that the bench started and ends by its process id. */
export interface Running {
  /** The end of what it has said so far, on both streams. */
  said(): string;
  hasEnded(): boolean;
  stop(): Promise<void>;
}

const READY_MS = 60_000;
const END_MS = 5_000;

/**
 * Starts a server in a process group of its own and waits until it is ready.
 * It ends with `stop`, or with the tests: where they are killed, the kernel ends it.
 */
export async function startServer(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  isReady: () => Promise<boolean>,
): Promise<Running> {
  const program = run(words, env);
  for (const started = Date.now(); !(await isReady()); await wait(50)) {
    if (!program.hasEnded() && Date.now() - started < READY_MS) continue;
    await program.stop();
    throw new Error(`${words[0]} did not start: ${program.said()}`);
  }
  return program;
}

function run(words: readonly string[], variables: Readonly<Record<string, string>>): Running {
  const env = { ...process.env, ...variables };
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', ...words], { env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said = `${said}${part}`.slice(-5000)));
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve())).then(() => {
    hasEnded = true;
  });
  return {
    said: () => said,
    hasEnded: () => hasEnded,
    stop: async () => {
      endGroup(child.pid, 'SIGTERM');
      await Promise.race([ended, wait(END_MS, undefined, { ref: false })]);
      endGroup(child.pid, 'SIGKILL');
    },
  };
}

function endGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // nobody of the group is left
  }
}

/** Whether somebody takes connections there. */
export function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
