import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords, type ScriptRecord } from '../scripts/records.ts';
import { type DirectoryAccount, type DirectoryOutline, isIn } from '../server/directory.ts';

/** What one search of the directory gave. */
export interface DirectoryAnswer {
  readonly outline: DirectoryOutline;
  /** Hits that are accounts; a hit without a name or a security identifier is none, and is never taken for one. */
  readonly accounts: readonly DirectoryAccount[];
}

/**
 * Reads what the script `directory` printed.
 * Out: who answered, and the accounts found; `output.unreadable` with the reason in plain words where nobody answered, where the answer
 * is cut off, or where it lacks a line that every such answer has.
 */
export function readDirectory(printed: string): Result<DirectoryAnswer> {
  const records = readRecords('directory', printed);
  if (!records.ok) return records;
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: say`the directory`, why, raw: printed });
  const of = (kind: string) => records.value.filter((record) => record.kind === kind);
  const [failed] = of('failed');
  if (failed !== undefined) return unreadable(whyFailed(failed));
  const [[root, secondRoot], [found, secondFound]] = [of('directory'), of('found')];
  if (root === undefined || found === undefined || secondRoot !== undefined || secondFound !== undefined || !isWhole(records.value, found))
    return unreadable(say`it does not hold what it says that it holds`);
  const outline = readOutline(root, of('partition'), of('controller'));
  if (outline === undefined) return unreadable(say`it does not say who answered for which domain`);
  const accounts = of('object').map(readAccount);
  const broken = accounts.find((account) => account === undefined);
  if (broken !== undefined || accounts.includes(undefined)) return unreadable(say`an account in it is not whole`);
  return succeed({ outline, accounts: accounts.flatMap((account) => (account === undefined ? [] : [account])) });
}

const KINDS: ReadonlySet<string> = new Set(['directory', 'partition', 'controller', 'object', 'found']);

/** Every kind of record is there as often as the last one says. */
function isWhole(records: readonly ScriptRecord[], found: ScriptRecord): boolean {
  const counts = [
    ['partition', 'partitions'],
    ['controller', 'controllers'],
    ['object', 'objects'],
  ] as const;
  return (
    records.every(({ kind }) => KINDS.has(kind)) &&
    counts.every(([kind, name]) => onlyOf(found, name) === String(records.filter((record) => record.kind === kind).length))
  );
}

/** The codes are those of LDAP and of Windows' LDAP client; sentences are localized and only shown. Source: Microsoft Learn, LDAP_RETCODE. */
const REASONS: Readonly<Record<string, string>> = {
  '3': say`a controller took longer than it may`,
  '49': say`it does not let this user sign in`,
  '51': say`the controller is busy`,
  '52': say`the controller is not available`,
  '81': say`no controller answers`,
  '82': say`signing in to a controller failed`,
  '85': say`a controller did not answer within 15 s`,
  '91': say`no connection to a controller could be made`,
};

function whyFailed(record: ScriptRecord): string {
  const code = firstOf(record, 'code') ?? 'none';
  const said = firstOf(record, 'why') ?? '';
  const at = firstOf(record, 'at') === 'catalog' ? say`the global catalog: ` : '';
  return say`${at}${REASONS[code] ?? say`LDAP failed`} (${code}: ${said})`;
}

function readOutline(
  root: ScriptRecord,
  partitions: readonly ScriptRecord[],
  controllers: readonly ScriptRecord[],
): DirectoryOutline | undefined {
  const [controller, domain] = [onlyOf(root, 'controller'), onlyOf(root, 'domain')];
  if (controller === undefined || domain === undefined) return undefined;
  return {
    controller,
    domain,
    level: numberOf(root, 'level') ?? null,
    partitions: partitions.flatMap((record) => {
      const [dn, netbios, dns] = ['dn', 'netbios', 'dns'].map((name) => onlyOf(record, name));
      return dn === undefined || netbios === undefined || dns === undefined ? [] : [{ dn, netbios, dns }];
    }),
    controllers: controllers
      .filter((record) => isIn(onlyOf(record, 'computer') ?? '', domain))
      .flatMap((record) => onlyOf(record, 'host') ?? []),
  };
}

const TEXTS = ['dn', 'guid', 'sid', 'account', 'upn', 'lockout', 'passwordset'] as const;
const NUMBERS = ['control', 'computed', 'admincount', 'encryption'] as const;
const FLAGS = ['expired', 'acted-for', 'writable'] as const;
const LISTS = ['class', 'spn', 'delegate'] as const;
const NAMES: ReadonlySet<string> = new Set([...TEXTS, ...NUMBERS, ...FLAGS, ...LISTS, ...LISTS.map((name) => `${name}-count`), 'lacks']);

/** Out: the account; `undefined` where a line is lost, doubled or of another kind. */
function readAccount(record: ScriptRecord): DirectoryAccount | undefined {
  const [dn, guid, sid, account] = ['dn', 'guid', 'sid', 'account'].map((name) => onlyOf(record, name));
  const flag = (name: (typeof FLAGS)[number]) => onlyOf(record, name)?.toLowerCase() === 'true';
  if (dn === undefined || guid === undefined || sid === undefined || account === undefined || !hasEveryLine(record)) return undefined;
  const text = (name: string) => onlyOf(record, name) ?? null;
  const number = (name: string) => numberOf(record, name) ?? null;
  return {
    dn,
    guid,
    sid,
    account,
    classes: record.values['class'] ?? [],
    userPrincipalName: text('upn'),
    spns: record.values['spn'] ?? [],
    control: number('control'),
    computed: number('computed'),
    lockoutTime: text('lockout'),
    passwordSet: text('passwordset'),
    expired: flag('expired'),
    adminCount: number('admincount'),
    encryptionTypes: number('encryption'),
    delegatesTo: record.values['delegate'] ?? [],
    isActedFor: flag('acted-for'),
    maySetSpns: flag('writable'),
  };
}

/** A value or a word that there is none, for each; as many values of a list as it announces; nothing else. */
function hasEveryLine(record: ScriptRecord): boolean {
  const lacking = record.values['lacks'] ?? [];
  const isThereOrLacking = (name: string) => (onlyOf(record, name) === undefined) === lacking.includes(name);
  return (
    Object.keys(record.values).every((name) => NAMES.has(name)) &&
    [...TEXTS, ...NUMBERS].every(isThereOrLacking) &&
    NUMBERS.every((name) => lacking.includes(name) || numberOf(record, name) !== undefined) &&
    new Set(lacking).size === lacking.length &&
    FLAGS.every((name) => /^(?:true|false)$/i.test(onlyOf(record, name) ?? '')) &&
    LISTS.every((name) => onlyOf(record, `${name}-count`) === String((record.values[name] ?? []).length))
  );
}

/** The one value of a name; `undefined` where there is none or more than one. */
function onlyOf(record: ScriptRecord, name: string): string | undefined {
  const values = record.values[name] ?? [];
  return values.length === 1 ? values[0] : undefined;
}

function numberOf(record: ScriptRecord, name: string): number | undefined {
  const text = onlyOf(record, name);
  return text !== undefined && /^-?\d{1,10}$/.test(text) ? Number(text) : undefined;
}
