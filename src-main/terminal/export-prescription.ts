import { access, readFile } from 'node:fs/promises';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import { prescribe } from '../../flows/prescription/prescribe.ts';
import { lastMomentOf, prescriptionText, readPrescription, readWords } from '../../flows/prescription/prescription.ts';
import { wholeLines } from '../../flows/prescription/prescription-lines.ts';
import { readReason } from '../core/read-reasons.ts';
import { writeState } from '../core/state-folder.ts';
import { readPrivateKey } from '../prescription/key-files.ts';
import { sealPrescription } from '../prescription/seal.ts';
import { EXIT, type ExitCode, note, printFailure, printLines } from './answer.ts';

/** What `kerbwise export --as prescription` needs beside the plan. */
export interface PrescriptionExport {
  readonly key?: string;
  readonly until?: string;
  readonly words?: string;
  readonly out?: string;
}

/** Writes a signed prescription and prints what was signed, so that the senior sees it. */
export async function exportPrescription(plan: PlanDocument, options: PrescriptionExport): Promise<ExitCode> {
  const { key, until, words, out } = options;
  if (key === undefined || until === undefined || words === undefined || out === undefined)
    return usage('A prescription needs --key, --until, --words and --out', 'one of them is missing');
  const validUntil = lastMomentOf(until);
  if (validUntil === undefined)
    return usage(`--until ${JSON.stringify(until)} is no date`, 'it is written 2026-12-31 or 2026-12-31T16:00:00Z');
  const there = await access(out).then(
    () => true,
    () => false,
  );
  if (there) return usage(`${out} is there already`, 'a prescription is never written over another file');
  const privateKey = await readPrivateKey(key);
  if (!privateKey.ok) return printFailure(privateKey.failure);
  const text = await readWordsFile(words);
  if (!text.ok) return printFailure(text.failure);
  const said = readWords(text.value, words);
  if (!said.ok) return printFailure(said.failure);
  const made = prescribe(plan, said.value, { prescribedAt: `${new Date().toISOString().slice(0, 19)}Z`, validUntil });
  if (!made.ok) return printFailure(made.failure);
  // The plan is a file like any other: what came of it is held to the shape before it is signed.
  const held = readPrescription(prescriptionText(made.value), 'what came of the plan');
  if (!held.ok) return printFailure(held.failure);
  const sealed = sealPrescription(held.value, privateKey.value);
  const written = await writeState(out, prescriptionText(sealed));
  if (!written.ok) return printFailure(written.failure);
  printLines(wholeLines(sealed));
  note(`signed and written to ${out}. By it: kerbwise plan --prescription ${out}`);
  return EXIT.done;
}

function usage(what: string, why: string): ExitCode {
  return printFailure({ code: 'usage.wrong', what, why, next: 'See kerbwise export --help' });
}

async function readWordsFile(path: string): Promise<Result<string>> {
  try {
    return succeed((await readFile(path, 'utf8')).replace(/^\ufeff/, ''));
  } catch (error) {
    return fail({ code: 'file.unreadable', path, why: error instanceof Error ? readReason(error) : String(error) });
  }
}
