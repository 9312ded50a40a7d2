import { say } from '../language/say.ts';
import type { Fact } from '../model/fact.ts';

/** What the directory itself says, read by LDAP; the names on accounts that both it and setspn tell are facts of their own. */
export interface DirectoryFacts {
  readonly outline: Fact<DirectoryOutline>;
  /** By account name in lower case, in the form in which it was met; `null` where the directory has none of that name. */
  readonly identities: Readonly<Record<string, Fact<DirectoryAccount | null>>>;
  /** By service principal name in lower case, `http/…` and `host/…` of every name that clients use: all of the forest that hold it. */
  readonly holders: Readonly<Record<string, Fact<readonly DirectoryAccount[]>>>;
  readonly replication: Fact<Replication>;
  /** `null` where the registry holds none. */
  readonly applicationIdentity: Fact<ApplicationIdentity | null>;
  /** What only one of the two witnesses could be asked for: an account or a name, which witness, why not the other. */
  readonly alone: readonly { readonly what: string; readonly witness: 'directory' | 'setspn'; readonly why: string }[];
}

/** Who answered for the directory, and how the forest is made up. */
export interface DirectoryOutline {
  /** Host name of the controller that answered. */
  readonly controller: string;
  /** Distinguished name of its domain. */
  readonly domain: string;
  /** 7 is Windows Server 2016; `null` where it does not say. */
  readonly level: number | null;
  readonly partitions: readonly Partition[];
  /** Host names of the controllers of the same domain in its site, itself among them. */
  readonly controllers: readonly string[];
}

/** One domain of the forest. */
export interface Partition {
  readonly dn: string;
  readonly netbios: string;
  readonly dns: string;
}

/** An account as the directory keeps it. */
export interface DirectoryAccount {
  readonly dn: string;
  readonly guid: string;
  readonly sid: string;
  readonly classes: readonly string[];
  /** sAMAccountName: a computer or managed account ends with `$`. */
  readonly account: string;
  readonly userPrincipalName: string | null;
  readonly spns: readonly string[];
  /** userAccountControl; `null` where the reader may not see it. */
  readonly control: number | null;
  /** msDS-User-Account-Control-Computed: what holds now, by time and policy. */
  readonly computed: number | null;
  /** Windows file time, a count of 100 ns since 1601, as printed. */
  readonly lockoutTime: string | null;
  readonly passwordSet: string | null;
  readonly expired: boolean;
  readonly adminCount: number | null;
  /** msDS-SupportedEncryptionTypes; `null` where it is not set and the domain's default holds. */
  readonly encryptionTypes: number | null;
  readonly delegatesTo: readonly string[];
  /** Whether others may act on behalf of users towards it (resource-based delegation). */
  readonly isActedFor: boolean;
  /** Whether the one who asked may write its service principal names (allowedAttributesEffective). */
  readonly maySetSpns: boolean;
}

/** What the other controllers of the site say of the names that clients use. */
export interface Replication {
  readonly asked: readonly string[];
  readonly unread: readonly { readonly controller: string; readonly why: string }[];
  /** Names that two controllers see on different accounts; owners by account name. */
  readonly differing: readonly {
    readonly spn: string;
    readonly controller: string;
    readonly owners: readonly string[];
    readonly otherController: string;
    readonly otherOwners: readonly string[];
  }[];
}

/** The Application Identity of ITMS, which people call "the service account" and which no pool need run as. */
export interface ApplicationIdentity {
  /** Names of all values of its registry key. */
  readonly valueNames: readonly string[];
  /** The values that have the form of an account name. */
  readonly accounts: readonly { readonly name: string; readonly text: string }[];
}

/** userAccountControl, [MS-ADTS] 2.2.16. */
export const CONTROL = {
  disabled: 0x2,
  trustedForDelegation: 0x80000,
  notDelegated: 0x100000,
  protocolTransition: 0x1000000,
} as const;

/** msDS-User-Account-Control-Computed, [MS-ADTS] 2.2.16. */
export const COMPUTED = { locked: 0x10, passwordExpired: 0x800000 } as const;

/** msDS-SupportedEncryptionTypes, [MS-KILE] 2.2.7. */
export const ENCRYPTION = { rc4: 0x4, aes: 0x18 } as const;

export function hasFlag(flags: number | null, flag: number): boolean {
  return flags !== null && (flags & flag) !== 0;
}

/** In: a Windows file time as printed. Out: the day, `2006-03-14`; `null` for none, never and what is no day. */
export function dayOf(fileTime: string | null): string | null {
  if (fileTime === null || !/^\d{17,19}$/.test(fileTime)) return null;
  const milliseconds = Number(BigInt(fileTime) / 10_000n) - 11_644_473_600_000;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) || milliseconds > 253_402_300_799_999 ? null : date.toISOString().slice(0, 10);
}

/** In: a distinguished name. Out: that of its domain, `DC=contoso,DC=com`. */
export function domainOf(dn: string): string {
  return dn
    .split(/(?<!\\),/)
    .map((part) => part.trim())
    .filter((part) => /^DC=/i.test(part))
    .join(',');
}

export function isIn(dn: string, domain: string): boolean {
  return domainOf(dn).toLowerCase() === domain.toLowerCase();
}

/** Windows Server 2008, the first that made AES keys, came out in February 2008; a password set before cannot have them. */
const AES_SINCE = '2008-02-27';

/**
 * In: an account. Out: why no ticket with AES can be made for it, one sentence each; none where nothing says so.
 * Source: [MS-KILE] 2.2.7; Microsoft KB5073381.
 */
export function withoutAesReasons({ encryptionTypes, passwordSet }: DirectoryAccount): readonly string[] {
  const isSet = encryptionTypes !== null && encryptionTypes !== 0;
  const day = dayOf(passwordSet);
  const isTooOld = day !== null && day < AES_SINCE && passwordSet !== '0';
  return [
    ...(isSet && !hasFlag(encryptionTypes, ENCRYPTION.aes)
      ? [say`msDS-SupportedEncryptionTypes = 0x${encryptionTypes.toString(16)}, without AES (0x18)`]
      : []),
    ...(isTooOld ? [say`the password was set on ${day} (pwdLastSet), before Windows made AES keys`] : []),
  ];
}
