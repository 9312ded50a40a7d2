import { lstat, open, stat } from 'node:fs/promises';
import { join, win32 } from 'node:path';
import { MANIFEST_NAME } from '../../flows/collector/manifest.ts';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { scriptInWords } from '../../flows/scripts/in-words.ts';
import type { Shell } from '../core/shell.ts';
import { openCollection, rootOf, wordsOf } from './collection.ts';
import type { Evidence } from './evidence.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import { folderFiles } from './folder-files.ts';
import { configurationText, openConfiguration, serverConfiguration } from './open-configuration.ts';
import { joinRounds } from './rounds.ts';
import { zipFiles } from './zip-files.ts';

/** The files of a server that evidence can hold without a manifest, by their name on the server. */
const FILES = ['applicationHost.config', 'redirection.config'] as const;

/**
 * In: a folder or zip of the collector; or one `applicationHost.config`, whatever its name, or a folder that holds it under that name
 * (and `redirection.config` perhaps). Out: the evidence; `file.missing`, `file.unreadable`, or `input.refused` where it is none.
 */
export async function openEvidence(path: string): Promise<Result<Evidence>> {
  const found = await stat(path).catch(() => undefined); // reading it says what is the matter
  if (found?.isDirectory()) return openFolder(path);
  if (found?.isFile() && (await isZip(path))) {
    const zip = await zipFiles(path);
    return zip.ok ? openFiles(path, zip.value) : zip;
  }
  if (found?.isFile() && /\.zip$/i.test(path)) return noZip(path);
  const text = await openConfiguration(path);
  return text.ok ? succeed(bare(new Map([['applicationhost.config', text.value]]))) : text;
}

function noZip(path: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${path} is no zip`,
    why: say`its name says so, and its content does not begin like one: it may have been cut off, or replaced on the way by a mail gateway or a sign-in page`,
    next: say`Fetch it again from the server, or name the folder or the applicationHost.config itself`,
  });
}

/** A folder can hold the results of several rounds side by side; and whoever unpacks a zip often gets one folder in another. */
async function openFolder(path: string): Promise<Result<Evidence>> {
  const files = await folderFiles(path);
  if (!files.ok || files.value.names.includes(MANIFEST_NAME)) return files.ok ? openFiles(path, files.value) : files;
  const rounds: Evidence[] = [];
  for (const name of files.value.names.slice(0, MOST_NEIGHBOURS)) {
    const round = await openRound(join(path, name));
    if (round !== undefined && !round.ok) return round;
    if (round !== undefined) rounds.push(round.value);
  }
  return rounds.length === 0 ? openFiles(path, files.value) : joinRounds(path, rounds);
}

const MOST_NEIGHBOURS = 100;

/** Out: what was collected there; `undefined` where it is nothing of the collector's. A link to another place is none. */
async function openRound(path: string): Promise<Result<Evidence> | undefined> {
  const found = await lstat(path).catch(() => undefined); // gone meanwhile: then it is nothing
  const isArchive = found?.isFile() === true && (await isZip(path));
  if (!isArchive && found?.isDirectory() !== true) return undefined;
  const files = isArchive ? await zipFiles(path) : await folderFiles(path);
  if (!files.ok) return isArchive ? files : undefined;
  if (files.value.names.includes(MANIFEST_NAME)) return openFiles(path, files.value);
  files.value.close();
  return undefined;
}

/** The names decide, not whether a file can be read: a damaged manifest is told, not passed over. */
async function openFiles(path: string, files: EvidenceFiles): Promise<Result<Evidence>> {
  try {
    if (!files.names.includes(MANIFEST_NAME)) return await openBare(path, files);
    const collection = await openCollection(files);
    if (!collection.ok) return collection;
    const { shell, manifest, notes } = collection.value;
    return succeed({ shell, manifest, notes, systemRoot: rootOf(manifest) });
  } finally {
    files.close();
  }
}

async function openBare(path: string, files: EvidenceFiles): Promise<Result<Evidence>> {
  const collected = new Map<string, string>();
  for (const name of FILES) {
    const written = files.names.find((other) => other.toLowerCase() === name.toLowerCase());
    if (written === undefined) continue;
    const bytes = await files.read(written);
    const judge = name === 'applicationHost.config' ? serverConfiguration : configurationText;
    const text = bytes.ok ? judge(join(path, written), bytes.value) : bytes;
    if (!text.ok) return text;
    collected.set(name.toLowerCase(), text.value);
  }
  return collected.has('applicationhost.config') ? succeed(bare(collected)) : refuseEvidence(path);
}

function refuseEvidence(path: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${path} holds no applicationHost.config`,
    why: say`The configuration of IIS is what everything else is judged by, and there is no ${MANIFEST_NAME} of the collector either`,
    next: say`Name the zip or folder that the collector wrote (kerbwise collect), or copy C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config from the server into it`,
  });
}

/** A file that cannot be opened is no zip; reading it says what is the matter. */
async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r').catch(() => undefined);
  if (file === undefined) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

/** In: texts by the file's name on the server, in lower case. Out: a server that knows these and nothing else. */
function bare(files: ReadonlyMap<string, string>): Evidence {
  const shell: Shell = {
    async run(command) {
      const script = scriptInWords(command);
      const next = script === undefined ? say`Run on the server: ${wordsOf(command)}` : say`Collect it with kerbwise collect`;
      return fail({ code: 'notCollected', reading: wordsOf(command), next });
    },
    async readFile(path) {
      const text = files.get(win32.basename(path).toLowerCase());
      return text === undefined ? fail({ code: 'notCollected', reading: path, next: say`Look at ${path} on the server` }) : succeed(text);
    },
    close: async () => undefined,
  };
  return { shell, systemRoot: 'C:\\Windows', manifest: null, notes: [] };
}
