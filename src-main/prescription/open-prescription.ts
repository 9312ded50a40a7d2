import { say } from '../../flows/language/say.ts';
import type { DeviationKind, Failure } from '../../flows/model/failure.ts';
import type { PrescriptionName } from '../../flows/model/journal.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { deviation } from '../../flows/prescription/judge-plan.ts';
import { isAsWritten, type Prescription, readPrescription } from '../../flows/prescription/prescription.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { findScenario } from '../../flows/triage/scenarios.ts';
import { readBytes } from '../core/read-text-file.ts';
import { readTrustedKeys, type TrustedKeys, trustedFolder } from './key-files.ts';
import { isSealedBy, prescriptionId } from './seal.ts';

/** A prescription as it was opened. */
export interface OpenedPrescription {
  /** The file as it was named. */
  readonly file: string;
  readonly prescription: Prescription;
  readonly name: PrescriptionName;
  /** The file of the trusted key that signed it; `null` where none did. */
  readonly signedWith: string | null;
  /** Why it may be read and nothing more; `null` where one may work by it. */
  readonly refusal: Failure | null;
  /** What was not looked at, one sentence each. */
  readonly notChecked: readonly string[];
}

export interface OpeningOptions {
  /** The folder of `--trust`, if it was named. */
  readonly trust?: string | undefined;
  /** Now, milliseconds since 1970. */
  readonly now: number;
}

const LARGEST_BYTES = 8 * 1024 * 1024;

/**
 * Opens a prescription and says whether one may work by it.
 * Out: what it says, with the refusal where it is unsigned, changed, signed with a key that is not trusted, or out of its time;
 * `prescription.refused` where the file is none.
 */
export async function openPrescription(file: string, { trust, now }: OpeningOptions): Promise<Result<OpenedPrescription>> {
  const text = await readFileText(file);
  if (!text.ok) return text;
  const read = readPrescription(text.value, file);
  if (!read.ok) return read;
  const prescription = read.value;
  const foreign = whyForeign(prescription);
  if (foreign !== undefined) return refuse(file, foreign);
  const folder = trust ?? trustedFolder(process.platform, process.env['ProgramData']);
  const keys = await readTrustedKeys(folder, trust !== undefined, process.platform);
  const seal = judgeSeal(prescription, isAsWritten(text.value), keys, trust !== undefined);
  const { prescribedBy, ask, validUntil } = prescription;
  return succeed({
    file,
    prescription,
    name: { id: prescriptionId(prescription), prescribedBy, ask, validUntil },
    signedWith: seal.signedWith,
    refusal: seal.refusal ?? judgeTerm(prescription, now),
    notChecked: keys.notChecked === null ? [] : [keys.notChecked],
  });
}

async function readFileText(file: string): Promise<Result<string>> {
  const bytes = await readBytes(file);
  if (!bytes.ok) return bytes;
  if (bytes.value.length > LARGEST_BYTES) return refuse(file, say`it is larger than ${LARGEST_BYTES} bytes`);
  try {
    return succeed(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value));
  } catch {
    return refuse(file, say`it is not UTF-8`);
  }
}

function refuse(file: string, why: string): Result<never> {
  return fail({
    code: 'prescription.refused',
    deviation: 'file.unreadable',
    what: say`${file} is no prescription that can be used`,
    why,
    next: say`Ask whoever gave it to you for the file as it was written`,
  });
}

/** What an older or a newer Kerbwise may know and this one does not. */
function whyForeign({ scenario, steps }: Prescription): string | undefined {
  if (findScenario(scenario) === undefined) return say`this Kerbwise has no scenario ${scenario}`;
  const step = steps.find(({ id }) => !ALL_STEPS.some((known) => known.id === id));
  return step === undefined ? undefined : say`this Kerbwise has no step ${step.id}`;
}

interface Seal {
  readonly signedWith: string | null;
  readonly refusal: Failure | null;
}

function judgeSeal(prescription: Prescription, asWritten: boolean, keys: TrustedKeys, isNamed: boolean): Seal {
  const no = (kind: DeviationKind, what: string, why: string): Seal => ({
    signedWith: null,
    refusal: deviation(prescription, kind, what, why),
  });
  const { signature, server } = prescription;
  if (signature === undefined) return no('signature.missing', say`This prescription is not signed`, say`anybody could have written it`);
  if (isNamed && server.target === 'live')
    return no(
      'keys.unsafe',
      say`A prescription for a real server needs the trusted keys of this computer`,
      say`--trust is for the practice lab`,
    );
  if (keys.unsafe !== null) return no('keys.unsafe', say`The trusted keys in ${keys.folder} cannot be relied on`, keys.unsafe);
  const trusted = keys.keys.find(({ fingerprint }) => fingerprint === signature.key);
  if (trusted === undefined)
    return no(
      'key.unknown',
      say`This prescription was signed with a key that is not trusted here`,
      say`the key ${signature.key.slice(0, 16)}… is not among the ${keys.keys.length} in ${keys.folder}`,
    );
  if (!asWritten || !isSealedBy(prescription, trusted.key))
    return no(
      'signature.wrong',
      say`This prescription is not what was signed`,
      say`the file was changed, or not signed with the key ${trusted.name}`,
    );
  return { signedWith: trusted.name, refusal: null };
}

/** The clock of this computer is believed: nothing else is at hand. */
function judgeTerm(prescription: Prescription, now: number): Failure | null {
  const { prescribedAt, validUntil } = prescription;
  if (now > Date.parse(validUntil))
    return deviation(prescription, 'date.expired', say`This prescription has expired`, say`it was valid until ${validUntil}`);
  if (now < Date.parse(prescribedAt) - CLOCKS_APART_MS)
    return deviation(
      prescription,
      'date.early',
      say`This prescription is from the future`,
      say`it was written ${prescribedAt}; look at the clock`,
    );
  return null;
}

const CLOCKS_APART_MS = 10 * 60_000;
