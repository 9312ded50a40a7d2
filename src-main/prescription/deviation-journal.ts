import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import type { DeviationRecord } from '../../flows/model/journal.ts';
import type { Result } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { continueJournal, createJournal } from '../core/journal-file.ts';
import { holdServer } from '../core/server-lock.ts';
import type { StateFolder } from '../core/state-folder.ts';
import type { OpenedPrescription } from './open-prescription.ts';

/** What is known where somebody left a prescription. */
export interface Deviation {
  readonly file: string;
  readonly opened: Pick<OpenedPrescription, 'name'> | null;
  readonly target: DeviationRecord['target'];
  readonly failure: Extract<Failure, { readonly code: 'prescription.refused' }>;
}

/** The one journal of deviations in a state folder: each entry is chained to the one before it, as in every journal. */
export function deviationJournal(state: Pick<StateFolder, 'journals'>): string {
  return join(state.journals, 'deviations.jsonl');
}

/** Writes a deviation down. Out: the journal; a failure where nothing could be written, which whoever called has to tell. */
export async function recordDeviation(state: StateFolder, deviation: Deviation): Promise<Result<string>> {
  const path = deviationJournal(state);
  const held = await holdPatiently(join(state.locks, 'deviations.lock'));
  if (!held.ok) return held;
  try {
    const journal = await (existsSync(path) ? continueJournal(path) : createJournal(path));
    if (!journal.ok) return journal;
    const written = await journal.value.write(withoutSecrets({ type: 'prescription.deviated', version: VERSION, ...recordOf(deviation) }));
    await journal.value.close();
    return written.ok ? { ok: true, value: path } : written;
  } finally {
    await held.value();
  }
}

function recordOf({ file, opened, target, failure }: Deviation): DeviationRecord {
  const { what, why, next } = describeFailure(failure);
  return { deviation: failure.deviation, target, user: userName(), file, prescription: opened?.name ?? null, what, why, next };
}

/** The account that the system says runs this program; `null` where it has no name. */
function userName(): string | null {
  try {
    const { USERDOMAIN: domain } = process.env;
    const { username } = userInfo();
    return process.platform === 'win32' && domain !== undefined ? `${domain}\\${username}` : username;
  } catch {
    return null; // an account without an entry, as in some containers
  }
}

/** Two programs may meet at the journal; each needs it for a moment. */
async function holdPatiently(file: string): ReturnType<typeof holdServer> {
  for (let round = 0; ; round++) {
    const held = await holdServer({ file, isThisComputer: false });
    if (held.ok || held.failure.code !== 'server.busy' || round === MOST_ROUNDS) return held;
    await setTimeout(100);
  }
}

const MOST_ROUNDS = 30;
