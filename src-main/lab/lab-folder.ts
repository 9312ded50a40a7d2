import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { serverWithFaults } from './faults/all-faults.ts';
import { isFlag, isListOf, isOneOf, isRecord, isText } from './guards.ts';
import { isDirectory, isMachine, isNetwork, isWebConfigs, type LabState } from './lab-state.ts';
import { openFaults, type SealedFaults, sealFaults } from './sealed-faults.ts';
import { readXml } from './xml/xml-tree.ts';

/** The file that says that a folder is a practice server of ours. While it says `making`, the rest is being written anew. */
const MARKER = 'kerbwise-lab.json';
const FILES = [
  'applicationHost.config',
  'redirection.config',
  'web-configs.json',
  'directory.json',
  'machine.json',
  'network.json',
] as const;

interface Marker {
  readonly kerbwiseLab: 1;
  /** Empty where they are sealed. */
  readonly faults: readonly string[];
  readonly stage: 'making' | 'ready';
  /** Left out by earlier versions: none. */
  readonly isSurprise?: boolean;
  /** The faults of a surprise. Earlier versions wrote them into `faults`. */
  readonly sealed?: SealedFaults;
}

const isSealed = isRecord<SealedFaults>({ salt: isText, digests: isListOf(isText) });
const isMarker = isRecord<Marker>({
  kerbwiseLab: (value): value is 1 => value === 1,
  faults: isListOf(isText),
  stage: isOneOf('making', 'ready'),
  isSurprise: (value): value is boolean => value === undefined || isFlag(value),
  sealed: (value): value is SealedFaults => value === undefined || isSealed(value),
});

function markerFor(faults: readonly string[], isSurprise: boolean, stage: Marker['stage']): Marker {
  return { kerbwiseLab: 1, stage, isSurprise, ...(isSurprise ? { faults: [], sealed: sealFaults(faults) } : { faults }) };
}

/** Out: the server in the folder; `null` where there is none yet; `input.refused` where the folder is not ours or is damaged. Hold the lock. */
export async function loadLab(folder: string): Promise<Result<LabState | null>> {
  const marker = await readMarker(folder);
  if (!marker.ok) return marker;
  if (marker.value === null) return succeed(null);
  const { stage, isSurprise = false, sealed } = marker.value;
  const faults = sealed === undefined ? marker.value.faults : openFaults(sealed);
  if (faults === undefined) return damaged(folder, say`the surprise in ${MARKER} is none that this version knows`);
  if (stage === 'making') return makeLab(folder, faults, isSurprise);
  const texts: string[] = [];
  for (const file of FILES) {
    const text = await readTextIfThere(join(folder, file));
    if (text === undefined) return damaged(folder, say`${file} is missing`);
    texts.push(text);
  }
  const [applicationHost = '', redirection = '', webConfigsText = '', directoryText = '', machineText = '', networkText = ''] = texts;
  const [webConfigs, directory, machine, network] = [webConfigsText, directoryText, machineText, networkText].map(parseJson);
  if (!readXml(applicationHost).ok) return damaged(folder, say`applicationHost.config is not well-formed`);
  if (!isWebConfigs(webConfigs)) return damaged(folder, say`web-configs.json cannot be read`);
  if (!isDirectory(directory)) return damaged(folder, say`directory.json cannot be read`);
  if (!isMachine(machine)) return damaged(folder, say`machine.json cannot be read`);
  if (!isNetwork(network)) return damaged(folder, say`network.json cannot be read`);
  return succeed({
    faults,
    isSurprise,
    applicationHost,
    redirection,
    webConfigs,
    directory,
    machine,
    network,
  });
}

/** Writes the server anew; a kill in between is made good by whoever opens it next. Only files of ours are written. Hold the lock. */
export async function makeLab(folder: string, faults: readonly string[], isSurprise = false): Promise<Result<LabState>> {
  const marker = await readMarker(folder);
  if (!marker.ok) return marker;
  const state = { ...serverWithFaults(faults), isSurprise };
  await writeMarker(folder, markerFor(state.faults, isSurprise, 'making'));
  const texts = fileTexts(state);
  for (const file of FILES) await writeWhole(join(folder, file), texts[file]);
  await writeMarker(folder, markerFor(state.faults, isSurprise, 'ready'));
  return succeed(state);
}

/** The surprise is told: from now on the lab names its fault. Hold the lock. */
export async function endSurprise(folder: string, { faults }: LabState): Promise<void> {
  await writeMarker(folder, markerFor(faults, false, 'ready'));
}

/** Writes the files that a tool has changed, each at once. No tool changes more than one. Hold the lock. */
export async function saveLab(folder: string, before: LabState, after: LabState): Promise<void> {
  const [old, now] = [fileTexts(before), fileTexts(after)];
  for (const file of FILES) if (old[file] !== now[file]) await writeWhole(join(folder, file), now[file]);
}

function fileTexts(state: LabState): Readonly<Record<(typeof FILES)[number], string>> {
  return {
    'applicationHost.config': state.applicationHost,
    'redirection.config': state.redirection,
    'web-configs.json': jsonText(state.webConfigs),
    'directory.json': jsonText(state.directory),
    'machine.json': jsonText(state.machine),
    'network.json': jsonText(state.network),
  };
}

async function readMarker(folder: string): Promise<Result<Marker | null>> {
  const text = await readTextIfThere(join(folder, MARKER));
  if (text === undefined) {
    const ours: readonly string[] = [`${MARKER}.new`];
    const stranger = (await readdir(folder)).find((name) => !ours.includes(name));
    return stranger === undefined ? succeed(null) : foreign(folder, say`It holds ${stranger} and no ${MARKER}`);
  }
  const marker = parseJson(text);
  return isMarker(marker) ? succeed(marker) : foreign(folder, say`Its ${MARKER} cannot be read`);
}

function writeMarker(folder: string, marker: Marker): Promise<void> {
  return writeWhole(join(folder, MARKER), jsonText(marker));
}

/** The old text or the new one, whenever the power goes. */
async function writeWhole(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  const file = await open(fresh, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(fresh, path);
  if (process.platform === 'win32') return; // Windows has no handle of a folder to flush; NTFS journals the rename.
  const holder = await open(join(path, '..'), 'r');
  await holder.sync().finally(() => holder.close());
}

export async function makeFolder(folder: string): Promise<Result<null>> {
  try {
    await mkdir(folder, { recursive: true });
    return succeed(null);
  } catch (error) {
    return unwritable(folder, error);
  }
}

/** A disk that is full or locked is expected; anything else is a bug. */
export function unwritable(folder: string, error: unknown): ReturnType<typeof fail> {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  return fail({ code: 'state.unwritable', path: folder, why: error.message });
}

async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: no guard takes it.
  }
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function damaged(folder: string, why: string): ReturnType<typeof fail> {
  return fail({
    code: 'input.refused',
    what: say`The practice server in ${folder} is damaged`,
    why,
    next: say`Make it anew: choose a fault on the start screen, or use kerbwise lab reset`,
  });
}

function foreign(folder: string, why: string): ReturnType<typeof fail> {
  return fail({
    code: 'input.refused',
    what: say`${folder} is not a folder of the practice server`,
    why,
    next: say`Name another folder with --state, or empty this one yourself`,
  });
}
