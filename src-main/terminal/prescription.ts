import { describeFailure } from '../../flows/model/failure.ts';
import { prescriptionSchema } from '../../flows/prescription/prescription.ts';
import { wholeLines } from '../../flows/prescription/prescription-lines.ts';
import { writeNewKey } from '../prescription/key-files.ts';
import { openPrescription } from '../prescription/open-prescription.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';

/** `kerbwise prescription new-key`: a key to sign with, and the public one for the servers. */
export async function newKey({ out, json }: { readonly out: string; readonly json?: boolean }): Promise<ExitCode> {
  const written = await writeNewKey(out);
  if (!written.ok) return printFailure(written.failure);
  const { privateKey, publicKey, fingerprint } = written.value;
  if (json) printJson({ kerbwise: 1, kind: 'prescription-key', ...written.value });
  else
    printLines([
      `Private key: ${privateKey} (not encrypted: keep it where only you can read it, and never on a server)`,
      `Public key:  ${publicKey} (an administrator puts it among the trusted keys of each server)`,
      `Fingerprint: ${fingerprint}`,
    ]);
  return EXIT.done;
}

/** `kerbwise prescription show`: what it says, and whether one may work by it. Reads only, whatever the file is. */
export async function showPrescription(file: string, options: { readonly trust?: string; readonly json?: boolean }): Promise<ExitCode> {
  const opened = await openPrescription(file, { trust: options.trust, now: Date.now() });
  if (!opened.ok) return printFailure(opened.failure);
  const { prescription, refusal, signedWith, notChecked, name } = opened.value;
  const refused = refusal === null ? null : describeFailure(refusal);
  if (options.json)
    printJson({
      kerbwise: 1,
      kind: 'prescription-shown',
      id: name.id,
      usable: refused === null,
      refused,
      signedWith,
      notChecked,
      prescription,
    });
  else
    printLines([
      refused === null ? `Signed with the trusted key ${signedWith}` : `FOR READING ONLY. ${refused.what}: ${refused.why}. ${refused.next}`,
      ...wholeLines(prescription),
    ]);
  for (const text of notChecked) note(text);
  return refused === null ? EXIT.done : EXIT.action;
}

/** `kerbwise prescription schema`: the JSON Schema that prescriptions are held to. */
export function printSchema(): ExitCode {
  printJson(prescriptionSchema());
  return EXIT.done;
}
