import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { JournalEntry } from '../../flows/model/journal.ts';
import type { Result } from '../../flows/model/result.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { continueJournal, createJournal } from './journal-file.ts';
import { holdServer } from './server-lock.ts';
import type { StateFolder } from './state-folder.ts';

/** Journals that belong to no run: each goes on for as long as the state folder is there. */
export type LastingJournal = 'deviations' | 'acknowledgements';

/** The one journal of its kind in a state folder: each entry is chained to the one before it, as in every journal. */
export function lastingJournal(state: Pick<StateFolder, 'journals'>, name: LastingJournal): string {
  return join(state.journals, `${name}.jsonl`);
}

/** Adds one entry. Out: the journal; a failure where nothing could be written, which whoever called has to tell. */
export async function addToLasting(state: StateFolder, name: LastingJournal, entry: JournalEntry): Promise<Result<string>> {
  const path = lastingJournal(state, name);
  const held = await holdPatiently(join(state.locks, `${name}.lock`));
  if (!held.ok) return held;
  try {
    const journal = await (existsSync(path) ? continueJournal(path) : createJournal(path));
    if (!journal.ok) return journal;
    const written = await journal.value.write(withoutSecrets(entry));
    await journal.value.close();
    return written.ok ? { ok: true, value: path } : written;
  } finally {
    await held.value();
  }
}

/** The account that the system says runs this program; `null` where it has no name. */
export function userName(): string | null {
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
