import { createHash, randomBytes } from 'node:crypto';
import { LAB_FAULTS } from './faults/all-faults.ts';

/** Faults of a surprise as they are written: whoever looks into the file reads no name. No secret: trying every fault opens it. */
export interface SealedFaults {
  readonly salt: string;
  readonly digests: readonly string[];
}

export function sealFaults(faults: readonly string[]): SealedFaults {
  const salt = randomBytes(12).toString('hex');
  return { salt, digests: faults.map((fault) => digestOf(salt, fault)) };
}

/** Out: the faults; `undefined` where one of them is none that this version knows. */
export function openFaults({ salt, digests }: SealedFaults): readonly string[] | undefined {
  const faults = digests.flatMap((digest) => LAB_FAULTS.find(({ id }) => digestOf(salt, id) === digest)?.id ?? []);
  return faults.length === digests.length ? faults : undefined;
}

function digestOf(salt: string, fault: string): string {
  return createHash('sha256').update(`${salt} ${fault}`).digest('hex').slice(0, 24);
}
