import { say } from '../language/say.ts';

/** A key; the folder it lies in; a folder above, where a name can be taken away and put anew. */
export type Place = 'key' | 'folder' | 'above';

/**
 * Whether somebody else than administrators could put something there.
 * In: owner and access of a file or folder in the security descriptor definition language; what it is.
 * Out: who could, in words; `undefined` where nobody could. What cannot be read counts as somebody.
 * Source: Microsoft Learn, Security Descriptor String Format, ACE Strings, SID Strings, File Access Rights Constants.
 */
export function whoElseMayWrite(rights: string, place: Place): string | undefined {
  const parts = /^O:(?<owner>.+?)(?:G:.+?)?D:(?<flags>[A-Z_]*)(?<entries>(?:\([^()]*\))*)(?:S:.*)?$/.exec(rights)?.groups;
  if (parts === undefined) return say`its rights are not of a form that Kerbwise reads: ${rights.slice(0, 120)}`;
  const { owner = '', flags = '', entries = '' } = parts;
  if (!isAdministrator(owner)) return say`it belongs to ${named(owner)}, who need not be an administrator`;
  if (flags.includes('NO_ACCESS_CONTROL')) return say`it has no list of who may do what, so everybody may do everything`;
  const writer = [...entries.matchAll(/\(([^()]*)\)/g)]
    .map(([, entry = '']) => writerOf(entry.split(';'), place))
    .find((who) => who !== null);
  return writer === undefined ? undefined : say`${named(writer)} may write there`;
}

/** Bits of an access mask by which something is put there, taken away, or given to somebody else. */
const DELETE = 0x10000;
const GIVEN_AWAY = 0x40000 | 0x80000 | 0x10000000; // WRITE_DAC, WRITE_OWNER, GENERIC_ALL
const WRITES: Readonly<Record<Place, number>> = {
  key: 0x2 | 0x4 | DELETE | GIVEN_AWAY | 0x40000000,
  folder: 0x2 | 0x4 | 0x40 | DELETE | GIVEN_AWAY | 0x40000000,
  above: 0x40 | DELETE | GIVEN_AWAY, // what is there already cannot be replaced by adding something beside it
};

/** Out: whom an entry of an access list lets write; `null` where it lets nobody, or only administrators. */
function writerOf([type = '', flags = '', mask = '', , , who = '']: readonly string[], place: Place): string | null {
  if (DENIES.has(type) || flags.match(/../g)?.includes('IO') === true || isAdministrator(who)) return null;
  const bits = maskOf(mask);
  return bits === undefined || (bits & WRITES[place]) !== 0 ? who || '?' : null;
}

/** Entries that give nothing: they deny. Any kind that is not known counts as one that gives. */
const DENIES: ReadonlySet<string> = new Set(['D', 'OD', 'XD']);

const CODES: Readonly<Record<string, number>> = {
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  RC: 0x20000,
  SD: DELETE,
  WD: 0x40000,
  WO: 0x80000,
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
};

/** Out: the bits; `undefined` where a right is not known. */
function maskOf(mask: string): number | undefined {
  if (/^0x[0-9a-f]{1,8}$/i.test(mask)) return Number.parseInt(mask, 16);
  if (!/^(?:[A-Z]{2})+$/.test(mask)) return undefined;
  const codes = (mask.match(/../g) ?? []).map((code) => CODES[code]);
  return codes.reduce<number | undefined>((sum, bits) => (sum === undefined || bits === undefined ? undefined : sum | bits), 0);
}

/** Built-in administrators, the system itself, Windows' own installer; the domain's and the forest's administrators, and the built-in one. */
const ADMINISTRATORS: ReadonlySet<string> = new Set([
  'BA',
  'S-1-5-32-544',
  'SY',
  'S-1-5-18',
  'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464',
  'DA',
  'EA',
  'LA',
]);

/** Who is meant by the short names that one meets on a disk. */
const NAMES: Readonly<Record<string, string>> = {
  AN: 'ANONYMOUS LOGON',
  AU: 'Authenticated Users',
  BG: 'BUILTIN\\Guests',
  BU: 'BUILTIN\\Users',
  CO: 'CREATOR OWNER',
  IU: 'INTERACTIVE',
  NU: 'NETWORK',
  WD: 'Everyone',
};

function named(who: string): string {
  return NAMES[who] ?? who;
}

function isAdministrator(who: string): boolean {
  return ADMINISTRATORS.has(who) || /^S-1-5-21-\d+-\d+-\d+-(?:500|512|519)$/.test(who);
}
