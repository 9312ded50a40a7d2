import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type HandOver, handOverOf } from '../../flows/handover/hand-over.ts';
import { handOverPage, PAGE_NAME, SCRIPT_NAME } from '../../flows/handover/hand-over-page.ts';
import { handOverScript } from '../../flows/handover/hand-over-script.ts';
import { type HandedRecord, handedRecord, judgeHandOver, type Waiting } from '../../flows/handover/waiting.ts';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { PlanDocument, PlanTarget } from '../../flows/plan/plan-document.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { type StateFolder, writeState } from '../core/state-folder.ts';

/** The folder that was written, and what is in it. */
export interface WrittenHandOver {
  readonly folder: string;
  readonly handOver: HandOver;
  readonly waiting: Waiting;
}

/**
 * Writes the page of a hand-over, its script where the plan has changes for it, and remembers that they are waited for.
 * In: the plan; the folder, default: one in the state folder. Out: where it is; the failures of `handOverOf`, `state.unwritable`, or
 * `input.refused` where the folder holds something else under these names: another hand-over, or one that somebody wrote in.
 */
export async function writeHandOver(state: StateFolder, plan: PlanDocument, named?: string): Promise<Result<WrittenHandOver>> {
  const handOver = handOverOf(plan);
  if (!handOver.ok) return handOver;
  const folder = named ?? join(state.handOvers, plan.planId);
  const record = handedRecord(handOver.value, plan.target, new Date().toISOString(), folder);
  const hasChanges = handOver.value.changes.length > 0;
  const given: readonly (readonly [string, string])[] = [
    [join(folder, PAGE_NAME), handOverPage(handOver.value)],
    // Windows PowerShell 5.1 reads a file without a mark in the code page of the machine.
    ...(hasChanges ? [[join(folder, SCRIPT_NAME), `\ufeff${handOverScript(handOver.value).replaceAll('\n', '\r\n')}`] as const] : []),
  ];
  for (const [path, text] of given) {
    const there = await readFile(path, 'utf8').catch(() => undefined); // not there: the way is free
    if (there !== undefined && there !== text) return refuseToReplace(path);
  }
  const kept = hasChanges ? [[recordFile(state, plan.planId), `${JSON.stringify(record, null, 2)}\n`] as const] : [];
  for (const [path, text] of [...given, ...kept]) {
    const written = await writeState(path, text);
    if (!written.ok) return written;
  }
  const { planId, at, wanted } = record;
  return succeed({ folder, handOver: handOver.value, waiting: { planId, at, folder, done: [], waiting: Object.keys(wanted) } });
}

function refuseToReplace(path: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${path} is there already and holds something else`,
    why: say`it may be the hand-over of another plan, or hold notes of somebody`,
    next: say`Name another folder with --out, or delete that file`,
  });
}

/**
 * What was handed over for this server and is not settled yet, judged by the facts as they were just read, oldest first.
 * One that the directory shows as done is told once and forgotten.
 */
export async function judgeHandOvers(state: StateFolder, target: PlanTarget, facts: ServerFacts): Promise<readonly Waiting[]> {
  const names = await readdir(state.handOvers).catch(() => []); // there is no such folder before the first
  const records = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readRecord(join(state.handOvers, name))));
  const ours = records
    .flatMap((record) => (record !== undefined && isOf(record, target) ? [record] : []))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const judged = ours.map((record) => judgeHandOver(record, facts));
  for (const { planId, waiting } of judged) if (waiting.length === 0) await rm(recordFile(state, planId), { force: true });
  return judged;
}

function recordFile(state: StateFolder, planId: string): string {
  return join(state.handOvers, `${planId}.json`);
}

function isOf({ target }: HandedRecord, { kind, server }: PlanTarget): boolean {
  return target.server === server && (target.kind === kind || kind === 'evidence' || target.kind === 'evidence');
}

/** A record that cannot be read waits for nobody: the facts are read anew in any case. */
async function readRecord(path: string): Promise<HandedRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is HandedRecord {
  if (!isObject(value) || value['kerbwise'] !== 1 || value['kind'] !== 'handover') return false;
  const { planId, target, at, folder, wanted } = value;
  if (![planId, at, folder].every((text) => typeof text === 'string') || !isObject(target) || !isObject(wanted)) return false;
  return Object.values(wanted).every((owners) => Array.isArray(owners) && owners.every((owner) => typeof owner === 'string'));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
