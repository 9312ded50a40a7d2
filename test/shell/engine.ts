import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const HOST = fileURLToPath(new URL('engine-host', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/kerbwise', import.meta.url));
const PROGRAM = process.platform === 'win32' ? 'powershell-engine.exe' : 'powershell-engine';
const BUILD_MS = 240_000;
const start = promisify(execFile);

/** The built engine, or why it is not there: then tests skip by name with that reason. */
export type Engine = { readonly path: string; readonly missing?: undefined } | { readonly path?: undefined; readonly missing: string };

/**
 * The real PowerShell engine as a program that can be started like `powershell`, and judges texts with `--parse`.
 * Built on first use into a folder that carries the hash of its source; safe where several test files ask at once.
 */
export async function findEngine(): Promise<Engine> {
  const folder = join(CACHE, `engine-${await sourceHash()}`);
  const path = join(folder, PROGRAM);
  await mkdir(CACHE, { recursive: true });
  const lock = `${folder}.lock`;
  for (let waited = 0; !(await exists(path)); waited += 500) {
    if (await takeLock(lock)) {
      try {
        return (await exists(path)) ? { path } : await build(folder, path);
      } finally {
        await rm(lock, { recursive: true, force: true });
      }
    }
    if (waited > BUILD_MS) return { missing: 'another test run has been building the PowerShell engine for too long' };
    await wait(500);
  }
  return { path };
}

async function build(folder: string, path: string): Promise<Engine> {
  const source = `${folder}.source-${process.pid}`;
  try {
    await cp(HOST, source, { recursive: true, filter: (file) => !/[\\/](bin|obj)$/.test(file) });
    const out = join(source, 'out');
    await start('dotnet', ['publish', source, '-c', 'Release', '-o', out, '--nologo', '-v', 'q'], {
      timeout: BUILD_MS,
      env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1' },
    });
    await mkdir(dirname(folder), { recursive: true });
    await rename(out, folder);
    return { path };
  } catch (error) {
    return { missing: `the PowerShell engine could not be built: ${reason(error)}` };
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT') return 'there is no dotnet';
  const said = 'stdout' in error && typeof error.stdout === 'string' ? error.stdout : '';
  return /error .*/.exec(said)?.[0] ?? error.message.split('\n')[0] ?? 'unknown';
}

/** A lock that is older than any build was left behind by a run that was killed. */
async function takeLock(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch {
    const age = await stat(lock).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > BUILD_MS) await rm(lock, { recursive: true, force: true });
    return false;
  }
}

async function sourceHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(HOST)).filter((file) => /\.(cs|csproj)$/.test(file)).sort()) {
    hash.update(name).update(await readFile(join(HOST, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
