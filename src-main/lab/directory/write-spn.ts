import type { Directory, DirectoryObject, LabState } from '../lab-state.ts';
import { ownersByAlias, ownersOf, sameSpn } from './lookup.ts';

/** Why a controller refuses a write, as setspn words it. */
type WriteRefusal = 'access' | 'notUnique' | 'syntax';

export const REFUSAL_TEXTS: Readonly<Record<WriteRefusal, string>> = {
  access: '0x2098/8344 -> Insufficient access rights to perform the operation.',
  notUnique: '0x21c7/8647 -> The operation failed because SPN value provided for addition/modification is not unique forest-wide.',
  syntax: '0x200b/8203 -> The attribute syntax specified to the directory service is invalid.',
};

const DOMAIN_ADMINISTRATORS = /-(?:512|518|519)$/;
/** From Windows Server 2012 R2 on controllers look for the name in the whole forest. */
const LEVEL_WITH_UNIQUENESS = 6;

/** Out: the refusal of a controller that is asked to add this name to this account; undefined where it would write it. */
export function refusalToAdd({ directory, machine }: LabState, account: DirectoryObject, spn: string): WriteRefusal | undefined {
  if (!mayWrite({ machine }, account)) return 'access';
  if (!/^[^/\s]+\/[^/\s]+(?:\/[^/\s]+)?$/.test(spn)) return 'syntax';
  const isOther = ({ dn }: DirectoryObject) => dn !== account.dn;
  if (directory.functionalLevel >= LEVEL_WITH_UNIQUENESS && ownersOf(directory, spn).some(isOther)) return 'notUnique';
  const isAdministrator = machine.operator.groups.some(({ sid }) => DOMAIN_ADMINISTRATORS.test(sid));
  if (directory.aliasUniqueness && !isAdministrator && ownersByAlias(directory, spn).some(isOther)) return 'notUnique';
  return undefined;
}

/** A prompt that is not elevated has lost the rights of Domain Admins. */
export function mayWrite({ machine }: Pick<LabState, 'machine'>, { dn }: DirectoryObject): boolean {
  if (machine.mayWriteSpnsOf === 'all') return machine.elevated;
  return machine.mayWriteSpnsOf.some((one) => one.toLowerCase() === dn.toLowerCase());
}

/** The directory keeps values in no order; a fixed one makes taking a name away and giving it back leave no trace. */
export function withSpn(directory: Directory, dn: string, spn: string): Directory {
  return withSpnsOf(directory, dn, (held) => (held.some((one) => sameSpn(one, spn)) ? held : [...held, spn].sort(bySpn)));
}

export function withoutSpn(directory: Directory, dn: string, spn: string): Directory {
  return withSpnsOf(directory, dn, (held) => held.filter((one) => !sameSpn(one, spn)));
}

/** Letter case decides only between names that are otherwise the same. */
export function bySpn(a: string, b: string): number {
  const [low, high] = [a.toLowerCase(), b.toLowerCase()];
  if (low !== high) return low < high ? -1 : 1;
  return a < b ? -1 : 1;
}

function withSpnsOf(directory: Directory, dn: string, change: (held: readonly string[]) => readonly string[]): Directory {
  const objects = directory.objects.map((object) =>
    object.dn === dn ? { ...object, servicePrincipalName: change(object.servicePrincipalName) } : object,
  );
  return { ...directory, objects };
}
