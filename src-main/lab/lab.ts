import { randomInt } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { say } from '../../flows/language/say.ts';
import type { Command, CommandOutput, Program } from '../../flows/model/command.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { Shell } from '../core/shell.ts';
import { checkFaults, DEFAULT_FAULTS, LAB_FAULTS, parseFaults, SURPRISE, serverWithFaults } from './faults/all-faults.ts';
import type { LabFault } from './faults/fault.ts';
import { endSurprise, loadLab, makeFolder, makeLab, saveLab, unwritable } from './lab-folder.ts';
import { whileLocked } from './lab-lock.ts';
import type { LabState } from './lab-state.ts';
import { runTool } from './run-tool.ts';
import { readServerFile } from './server-files.ts';
import { stateView } from './show-lab.ts';

export { DEFAULT_FAULTS, LAB_FAULTS, parseFaults };

/** A practice server that lies in a folder. */
export interface Lab {
  readonly folder: string;
  /** The faults that it was made with; some may have been mended since. */
  readonly faults: readonly string[];
  /** Whether its fault is not to be told. */
  readonly isSurprise: boolean;
  readonly serverName: string;
  readonly shell: Shell;
}

/**
 * In: the folder, made where it is not there; the faults that the server shall have, none named = as it is.
 * Out: the server: made where there is none, made anew where it has other faults than those named.
 * `input.refused` where a fault is unknown, or the folder is damaged or not ours.
 */
export async function openLab(folder: string, faults?: readonly string[]): Promise<Result<Lab>> {
  const wanted = faults === undefined ? succeed(undefined) : checkFaults(faults);
  if (!wanted.ok) return wanted;
  return inFolder(folder, async () => {
    const found = await loadLab(folder);
    if (!found.ok) return found;
    const state = found.value;
    const isAsNamed = wanted.value === undefined || isAs(state, wanted.value);
    if (state !== null && isAsNamed) return succeed(labIn(folder, state));
    const made = await makeWanted(folder, wanted.value ?? DEFAULT_FAULTS);
    return made.ok ? succeed(labIn(folder, made.value)) : made;
  });
}

/** A surprise that nobody was told yet stays the one that it is; a named fault is never taken for it. */
function isAs(state: LabState | null, wanted: readonly string[]): boolean {
  if (state === null) return false;
  return wanted[0] === SURPRISE ? state.isSurprise : !state.isSurprise && wanted.join() === state.faults.join();
}

function makeWanted(folder: string, wanted: readonly string[]): Promise<Result<LabState>> {
  if (wanted[0] !== SURPRISE) return makeLab(folder, wanted);
  const chosen = LAB_FAULTS[randomInt(LAB_FAULTS.length)];
  return makeLab(folder, chosen === undefined ? [] : [chosen.id], true);
}

/** Makes the server anew, a damaged one too; a folder that is not ours is refused. */
export async function resetLab(folder: string, faults: readonly string[] = DEFAULT_FAULTS): Promise<Result<Lab>> {
  const wanted = checkFaults(faults);
  if (!wanted.ok) return wanted;
  return inFolder(folder, async () => {
    const made = await makeWanted(folder, wanted.value);
    return made.ok ? succeed(labIn(folder, made.value)) : made;
  });
}

/** The whole state as plain data, stable in order, without passwords: equal texts mean equal servers. Makes the server where there is none. */
export async function showLab(folder: string): Promise<Result<object>> {
  const state = await readState(folder);
  return state.ok ? succeed(stateView(state.value)) : state;
}

/** What a practice server was made with, and the same server as it was then, for whoever wants to see what gave it away. */
export interface Revealed {
  readonly faults: readonly LabFault[];
  readonly wasSurprise: boolean;
  /** The server as it was made, held in memory. */
  readonly shell: Shell;
}

/** Tells what the lab was made with; a surprise is none from then on. `input.refused` where there is no lab: none is made for it. */
export async function revealLab(folder: string): Promise<Result<Revealed>> {
  const there = await stat(folder).catch(() => undefined); // no folder: nobody practised there
  if (there === undefined) return noLab(folder);
  return inFolder(folder, async () => {
    const found = await loadLab(folder);
    if (!found.ok) return found;
    if (found.value === null) return noLab(folder);
    if (found.value.isSurprise) await endSurprise(folder, found.value);
    const { faults, isSurprise } = found.value;
    const made = serverWithFaults(faults);
    return succeed({ faults: LAB_FAULTS.filter(({ id }) => faults.includes(id)), wasSurprise: isSurprise, shell: shellOfValue(made) });
  });
}

function noLab(folder: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`There is nothing to reveal`,
    why: say`${folder} holds no practice server`,
    next: say`Name the state folder that you practised with, or make a server with kerbwise lab reset`,
  });
}

/** A server that is only looked at. */
function shellOfValue(state: LabState): Shell {
  return {
    run: async ({ program, args }) => succeed(runTool(state, program, args).output),
    readFile: async (path) => readServerFile(state, path),
    close: async () => {},
  };
}

/** The shell of the server in a folder; every command reads the folder anew and leaves it whole. */
export function labShell(folder: string): Shell {
  return {
    run: (command, signal) => (signal.aborted ? interrupted(command) : runInFolder(folder, command.program, command.args)),
    readFile: async (path, signal) => {
      if (signal.aborted) return fail({ code: 'interrupted', during: `reading ${path}` });
      const state = await readState(folder);
      return state.ok ? readServerFile(state.value, path) : state;
    },
    close: async () => {},
  };
}

/** For stand-in programs: what the tool says, and nothing else. A folder that cannot be used is told on standard error, exit code 1. */
export async function runLabTool(folder: string, program: Program, args: readonly string[]): Promise<CommandOutput> {
  const ran = await runInFolder(folder, program, args);
  if (ran.ok) return ran.value;
  const { what, why } = describeFailure(ran.failure);
  return { exitCode: 1, stdout: '', stderr: `${what}: ${why}\r\n` };
}

function runInFolder(folder: string, program: Program, args: readonly string[]): Promise<Result<CommandOutput>> {
  return inFolder(folder, async () => {
    const found = await loadOrMake(folder);
    if (!found.ok) return found;
    const { output, state } = runTool(found.value, program, args);
    if (state !== found.value) await saveLab(folder, found.value, state);
    return succeed(output);
  });
}

function readState(folder: string): Promise<Result<LabState>> {
  return inFolder(folder, () => loadOrMake(folder));
}

async function loadOrMake(folder: string): Promise<Result<LabState>> {
  const found = await loadLab(folder);
  if (!found.ok) return found;
  return found.value === null ? makeLab(folder, DEFAULT_FAULTS) : succeed(found.value);
}

async function inFolder<T>(folder: string, act: () => Promise<Result<T>>): Promise<Result<T>> {
  const made = await makeFolder(folder);
  if (!made.ok) return made;
  return whileLocked(folder, () => act().catch((error: unknown) => unwritable(folder, error)));
}

function labIn(folder: string, { faults, isSurprise, machine }: LabState): Lab {
  return { folder: resolve(folder), faults, isSurprise, serverName: machine.computerName, shell: labShell(folder) };
}

async function interrupted({ program, args }: Command): Promise<Result<never>> {
  return fail({ code: 'interrupted', during: [program, ...args].join(' ') });
}
