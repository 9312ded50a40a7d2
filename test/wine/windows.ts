import { execFile, spawn } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { CommandOutput } from '../../flows/model/command.ts';
import { unixPath } from './unix-path.ts';
import { CACHE, NODE_PATH, wineEnvironment } from './wine.ts';

const start = promisify(execFile);
/** Lines of Wine's own, such as `wine client error:6f0: sendmsg: Bad file descriptor` of a thread that its process outran. */
const WINE_SAYS = /^wine(?: client error)?:.*\n/gm;

/** A Windows of one test's own. */
export interface Windows {
  /** Runs a script with Windows' Node, with more variables in its environment. */
  runNode(script: string, args: readonly string[], variables?: Readonly<Record<string, string>>): Promise<CommandOutput>;
  /** In: a full path of this Windows. Out: where that lies for everyone else. */
  path(path: string): Promise<string>;
  /** Writes a file, its folders too; nothing happens where it already holds that text. */
  write(path: string, text: string): Promise<void>;
  /** What Wine itself complained of, which no Windows would. */
  readonly mishaps: readonly string[];
  close(): Promise<void>;
}

/** In: the prefix that `findWine` has made. Out: a copy of its own (files are shared until they are replaced), which `close` ends and removes. */
export async function openWindows(template: string): Promise<Windows> {
  const folder = await mkdtemp(join(CACHE, 'wine-run-'));
  const prefix = join(folder, 'prefix');
  await start('cp', ['-al', template, prefix]);
  for (const name of (await readdir(template)).filter((file) => file.endsWith('.reg')))
    await copyAnew(join(template, name), join(prefix, name));
  const env = wineEnvironment(prefix);
  const here = (path: string): Promise<string> => unixPath(prefix, path);
  const mishaps: string[] = [];
  let runs = 0;
  return {
    mishaps,
    runNode: async (script, args, variables = {}) => {
      const ran = await runWine([NODE_PATH, script, ...args], { ...env, ...variables }, join(folder, `run-${runs++}`));
      mishaps.push(...(ran.stderr.match(WINE_SAYS) ?? []).map((line) => line.trim()));
      return { ...ran, stderr: ran.stderr.replace(WINE_SAYS, '') };
    },
    path: here,
    write: async (path, text) => writeWhole(await here(path), text),
    close: async () => {
      await start('wineserver', ['-k'], { env }).catch(() => undefined); // it has ended by itself
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function copyAnew(from: string, to: string): Promise<void> {
  await rm(to);
  await copyFile(from, to);
}

/** Node on Wine fails with EBADF where its own streams are pipes: its input is nothing, its output goes to files. */
async function runWine(words: readonly string[], env: NodeJS.ProcessEnv, into: string): Promise<CommandOutput> {
  const [out, err] = await Promise.all([open(`${into}.out`, 'w'), open(`${into}.err`, 'w')]);
  try {
    const child = spawn('wine', words, { env, cwd: join(dirname(into), 'prefix/drive_c'), stdio: ['ignore', out.fd, err.fd] });
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', reject).once('exit', (code) => resolve(code ?? -1));
    });
    const [stdout, stderr] = await Promise.all([readFile(`${into}.out`, 'utf8'), readFile(`${into}.err`, 'utf8')]);
    return { exitCode, stdout, stderr };
  } finally {
    await Promise.all([out.close(), err.close()]);
  }
}

/** The old text or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
