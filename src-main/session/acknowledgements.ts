import { existsSync } from 'node:fs';
import { say } from '../../flows/language/say.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import type { AcknowledgementRecord, JournalEntry, KeptProviders } from '../../flows/model/journal.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { acknowledgementsOf } from '../../flows/server/acknowledged.ts';
import type { Acknowledgement, Choices } from '../../flows/server/facts.ts';
import { readJournal } from '../core/journal-file.ts';
import { addToLasting, lastingJournal, userName } from '../core/lasting-journal.ts';
import type { StateFolder } from '../core/state-folder.ts';

/** What is acknowledged on a kind of target; a failure where the journal does not prove it. */
export async function readAcknowledgements(
  state: Pick<StateFolder, 'journals'>,
  kind: string,
): Promise<Result<readonly Acknowledgement[]>> {
  const path = lastingJournal(state, 'acknowledgements');
  if (!existsSync(path))
    return existsSync(`${path}.head`) ? unproved(path, say`it is gone, and what was written beside it is there`) : succeed([]);
  const record = await readJournal(path);
  if (!record.ok) return record;
  if (!record.value.endProved) return unproved(path, say`nothing proves that no line is missing at its end`);
  return succeed(acknowledgementsOf(record.value.entries, kind));
}

function unproved(path: string, why: string): Result<never> {
  return fail({ code: 'file.unreadable', path, why });
}

/** In: what was chosen. Out: the same with what is acknowledged now. A journal that proves nothing acknowledges nothing, and that is told. */
export async function withAcknowledged(
  state: StateFolder,
  kind: string,
  { acknowledged: _earlier, ...choices }: Choices,
  note: (text: string) => void,
): Promise<Choices> {
  const read = await readAcknowledgements(state, kind);
  if (read.ok) return read.value.length === 0 ? choices : { ...choices, acknowledged: read.value };
  const { what, why } = describeFailure(read.failure);
  note(say`${what}: ${why}. What was acknowledged in it does not count`);
  return choices;
}

type Word = Pick<AcknowledgementRecord, 'target' | 'application' | 'why'>;

/** Writes down that NTLM first is kept, or with no list that it is not any more. Out: who said so, and the journal. */
export async function recordAcknowledgement(
  state: StateFolder,
  word: Word,
  kept: KeptProviders | null,
): Promise<Result<{ readonly user: string | null; readonly journal: string }>> {
  const { target, application, why } = word;
  const user = userName();
  const said = { version: VERSION, workaround: 'ntlm-first', target, user, why, application } as const;
  const entry: JournalEntry =
    kept === null
      ? { type: 'workaround.withdrawn', ...said }
      : { type: 'workaround.acknowledged', ...said, applications: kept.applications, providers: kept.providers, setAt: kept.setAt };
  const journal = await addToLasting(state, 'acknowledgements', entry);
  return journal.ok ? succeed({ user, journal: journal.value }) : journal;
}
