import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep, win32 } from 'node:path';
import type { Command } from '../../flows/model/command.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { Shell } from '../core/shell.ts';
import { openConfiguration } from './open-configuration.ts';

/** The files of a server that evidence can hold, by their name on the server, and where they lie in a folder. */
const FILES = ['applicationHost.config', 'redirection.config'] as const;

/**
 * A server that answers from what was brought from it.
 * In: one `applicationHost.config`, whatever its name, or a folder that holds it under that name (and `redirection.config` perhaps).
 * Out: a shell that knows the files and nothing else; `file.missing`, `file.unreadable`, or `input.refused` where there is no configuration.
 */
export async function evidenceShell(path: string): Promise<Result<Shell>> {
  const files = await collectedFiles(path);
  return files.ok ? succeed(shellOf(files.value)) : files;
}

/** By the file's name on the server, in lower case: its text. */
type Collected = ReadonlyMap<string, string>;

async function collectedFiles(path: string): Promise<Result<Collected>> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // reading it says what is the matter
  );
  if (!isFolder) {
    const text = await openConfiguration(path);
    return text.ok ? succeed(new Map([['applicationhost.config', text.value]])) : text;
  }
  const collected = new Map<string, string>();
  for (const name of FILES) {
    const file = await openInside(path, name);
    if (file.ok) collected.set(name.toLowerCase(), file.value);
    else if (file.failure.code !== 'file.missing') return file;
  }
  return collected.has('applicationhost.config') ? succeed(collected) : refuseFolder(path);
}

/** A link that leads out of the folder would show a file of this machine as one of the server's. */
async function openInside(folder: string, name: string): Promise<Result<string>> {
  const file = join(folder, name);
  const [home, real] = await Promise.all([realpath(folder), realpath(file).catch(() => undefined)]);
  const way = real === undefined ? name : relative(home, real);
  if (!isAbsolute(way) && way.split(sep)[0] !== '..') return openConfiguration(file);
  return fail({
    code: 'input.refused',
    what: `${file} is a link out of its folder`,
    why: `It leads to ${real}`,
    next: 'Copy the file itself',
  });
}

function refuseFolder(path: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: `${path} holds no applicationHost.config`,
    why: 'The configuration of IIS is what everything else is judged by',
    next: 'Copy C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config from the server into it, or name a folder of kerbwise collect',
  });
}

function shellOf(files: Collected): Shell {
  return {
    async run(command) {
      return fail({ code: 'notCollected', reading: wordsOf(command), next: `Run on the server: ${wordsOf(command)}` });
    },
    async readFile(path) {
      const text = files.get(win32.basename(path).toLowerCase());
      return text === undefined ? fail({ code: 'notCollected', reading: path, next: `Look at ${path} on the server` }) : succeed(text);
    },
    close: async () => undefined,
  };
}

/** For a person to read, never to run as it stands. */
function wordsOf({ program, args }: Command): string {
  return [program, ...args.map((arg) => (arg.includes(' ') ? `"${arg}"` : arg))].join(' ');
}
