import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ReportFormat } from '../../flows/bridge/contract.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import type { WrittenEntry } from '../../flows/model/journal.ts';
import { buildReport } from '../../flows/report/report.ts';
import { reportFile } from '../../flows/report/report-file.ts';
import { readJournal } from '../core/journal-file.ts';
import { lastingJournal } from '../core/lasting-journal.ts';
import { writeState } from '../core/state-folder.ts';
import { deviationJournal } from '../prescription/deviation-journal.ts';
import { readAcknowledgements } from '../session/acknowledgements.ts';
import { EXIT, type ExitCode, note, printFailure, unprovedEnd } from './answer.ts';

export interface ReportOptions {
  readonly journal: string;
  readonly as: ReportFormat;
  readonly out?: string;
}

/** `kerbwise report`: what was found, done, and is now so, from one journal. */
export async function report(options: ReportOptions): Promise<ExitCode> {
  const record = await readJournal(options.journal);
  if (!record.ok) return printFailure(record.failure);
  const { entries, torn, endProved } = record.value;
  if (!endProved) note(unprovedEnd(options.journal));
  const journals = [entries, ...(await acknowledgedBeside(options.journal)), ...(await deviationsBeside(options.journal))];
  const { text } = reportFile(buildReport({ document: null, journals, moment: new Date().toISOString(), torn }), options.as);
  if (options.out === undefined) process.stdout.write(text);
  else {
    const written = await writeState(options.out, text);
    if (!written.ok) return printFailure(written.failure);
    note(`written to ${options.out}`);
  }
  return EXIT.done;
}

/** What a run left alone may stand on an acknowledgement: they are told, and of a journal of them that was changed that it was. */
async function acknowledgedBeside(journal: string): Promise<readonly (readonly WrittenEntry[])[]> {
  const state = { journals: dirname(journal) };
  const path = lastingJournal(state, 'acknowledgements');
  if (resolve(path) === resolve(journal)) return [];
  const read = await readAcknowledgements(state, 'live');
  if (!read.ok) {
    const { what, why } = describeFailure(read.failure);
    note(`${what}: ${why}. What was acknowledged in it does not count`);
    return [];
  }
  const record = existsSync(path) ? await readJournal(path) : undefined;
  return record?.ok === true ? [record.value.entries] : [];
}

/** A run's report tells where prescriptions were left on its server too. */
async function deviationsBeside(journal: string): Promise<readonly (readonly WrittenEntry[])[]> {
  const path = deviationJournal({ journals: dirname(journal) });
  if (resolve(path) === resolve(journal) || !existsSync(path)) return [];
  const record = await readJournal(path);
  if (record.ok) return [record.value.entries];
  const { what, why } = describeFailure(record.failure);
  note(`${what}: ${why}. The report does not tell of deviations from prescriptions`);
  return [];
}
