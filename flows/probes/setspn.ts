import { say } from '../language/say.ts';
import type { CommandOutput } from '../model/command.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { AccountSpns, SpnOwners } from '../server/facts.ts';
import { closesWithSentence, type DirectoryBlock, isWellFormedSpn, readSetspnLines, type SetspnLines } from './setspn-lines.ts';

/**
 * Reads `setspn -L ACCOUNT`.
 * In: all that it printed. Out: the account and its names; `output.unreadable` for anything but one list of one account:
 * a failed lookup, an answer to another question, or nothing at all is never "no names".
 * Source: windows-tools.md 3.2; the header ends with a colon in every language.
 */
export function readAccountSpns(text: string): Result<AccountSpns> {
  const lines = readSetspnLines(text);
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: say`setspn -L`, why, raw: text });
  const [error] = lines.errors;
  if (error !== undefined) return unreadable(error);
  if (lines.domains.length > 0) return unreadable(say`it is the answer to a search or a registration, not the list of one account`);
  const [block, second] = lines.blocks;
  if (block === undefined) return unreadable(lines.rest[0] ?? say`it names no account`);
  if (second !== undefined) return unreadable(say`it lists more than one account`);
  if (block.header !== 'list') return unreadable(say`no header of a list names the account`);
  return succeed({ dn: block.dn, spns: once(block.spns), malformed: once(block.malformed) });
}

/**
 * Reads `setspn -Q SPN` for one name without wildcards.
 * In: the name that was asked for, what the program said. Out: the accounts that really hold it, compared without letter case.
 * Only where a domain was asked, no error was reported, every account named holds it, and the answer came to its closing sentence:
 * a second owner or a first one could have been cut off. Else `output.unreadable`.
 * The exit code is documented nowhere and not looked at. Source: windows-tools.md 3.2, 3.3.
 */
export function readSpnOwners(spn: string, output: CommandOutput): Result<SpnOwners> {
  const raw = [output.stdout, output.stderr].filter((text) => text !== '').join('\n');
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: say`setspn -Q ${spn}`, why, raw });
  const lines = readSetspnLines(output.stdout);
  const [error] = [...lines.errors, ...readSetspnLines(output.stderr).errors];
  if (error !== undefined) return unreadable(error);
  if (output.stderr.trim() !== '') return unreadable(output.stderr.trim());
  const holders = ownersOf(spn, lines);
  if (holders.length < new Set(lines.blocks.map(({ dn }) => dn.toLowerCase())).size)
    return unreadable(say`it lists an account that does not hold that name`);
  if (lines.rest.some(isWellFormedSpn)) return unreadable(say`it lists names without saying whose they are`);
  if (lines.domains.length === 0) return unreadable(say`it does not say that a domain was asked`);
  if (!closesWithSentence(lines)) return unreadable(say`it breaks off before it says what was found`);
  return succeed({ spn, owners: holders.map(({ dn, spns }) => ({ dn, spns: once(spns) })) });
}

/** An attribute of the directory holds no value twice. */
function once(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}

function ownersOf(spn: string, { blocks }: SetspnLines): readonly DirectoryBlock[] {
  const wanted = spn.toLowerCase();
  const holders = blocks.filter(({ header, spns }) => header === 'bare' && spns.some((held) => held.toLowerCase() === wanted));
  return [...new Map(holders.map((holder) => [holder.dn.toLowerCase(), holder])).values()];
}

export type SetspnVerdict = 'listed' | 'registered' | 'removed' | 'duplicate' | 'none' | 'error';

/** One answer of setspn as `kerbwise read setspn` gives it. */
export interface SetspnAnswer {
  /** As printed: the names an account holds, or those that were to be registered or removed. */
  readonly accounts: readonly { readonly dn: string; readonly spns: readonly string[] }[];
  readonly duplicates: readonly { readonly spn: string; readonly dns: readonly string[] }[];
  readonly malformed: readonly { readonly dn: string; readonly value: string }[];
  /** `null` where a change was made and only its sentence, in a language that is not known here, says which. */
  readonly verdict: SetspnVerdict | null;
  readonly notes: readonly string[];
  readonly why?: { readonly verdict: string };
}

/**
 * Reads any answer of setspn: `-L`, `-Q`, `-X`, `-S`, `-A`, `-D`, `-R`, in any language.
 * In: all that it printed, command lines around it allowed. Out: the answer; `output.unreadable` where no part of it is setspn's.
 * Told apart by structure: a code of an error; a header that ends with a colon (a list) or not (a change); a change after
 * "Checking domain" is a registration. Words decide only where structure cannot: English first, German and others as a hint.
 */
export function readSetspn(text: string): Result<SetspnAnswer> {
  const lines = readSetspnLines(text);
  const duplicates = [...lines.groups.filter(({ dns }) => dns.length > 1), ...sharedNames(lines), ...refusedName(lines)];
  const verdict = judge(lines, duplicates.length > 0);
  if (verdict === undefined) {
    return fail({ code: 'output.unreadable', reading: 'setspn', why: say`it holds nothing that setspn prints, or breaks off`, raw: text });
  }
  return succeed({
    accounts: lines.blocks.map(({ dn, spns }) => ({ dn, spns })),
    duplicates,
    malformed: lines.blocks.flatMap(({ dn, malformed }) => malformed.map((value) => ({ dn, value }))),
    verdict,
    notes: notesOf(lines, duplicates),
    ...(verdict === null
      ? { why: { verdict: say`whether the names were registered or removed stands only in a sentence of an unknown language` } }
      : {}),
  });
}

const SAYS_DUPLICATE = /duplic|duplik|doppel|doubl|дубли|повтор|重复|重複/i;
const SAYS_REMOVED = /unregist|deregist|aufgehoben|aufheben|entfern|gelöscht|отмен|удал|取消|删除|注销|annul|supprim|elimin/i;
const SAYS_REGISTERED = /regist|регистр|注册|登録|enregistr/i;
const SAYS_FAILED = /^(?:could not find account|unable to locate account)/i;
const HARMLESS_SHARED_SPN = 'kadmin/changepw';

/** What setspn's errors name in every language: functions, protocols, and what it looks for. Else any text with a code would be its answer. */
const NAMES_OF_ERRORS = /FindDomainForAccount|DsGetDcName|ldap|\bSPN\b|\bDN\b|setspn/i;

function judge(lines: SetspnLines, hasDuplicates: boolean): SetspnVerdict | null | undefined {
  // A hit or a change names at least one value; only a list may be empty. A distinguished name alone can come from anywhere.
  const blocks = lines.blocks.filter(({ header, spns, malformed }) => header === 'list' || spns.length + malformed.length > 0);
  const isOurs = blocks.length > 0 || lines.domains.length > 0 || lines.errors.some((line) => NAMES_OF_ERRORS.test(line));
  if (lines.errors.length > 0) return isOurs ? 'error' : undefined;
  if (hasDuplicates || isRefusedRegistration(lines)) return 'duplicate';
  if (blocks.some(({ header }) => header === 'change')) return judgeChange(lines);
  if (blocks.length > 0) return 'listed';
  if (lines.rest.some((line) => SAYS_FAILED.test(line))) return 'error';
  return lines.blocks.length === 0 && lines.domains.length > 0 && closesWithSentence(lines) ? 'none' : undefined;
}

function judgeChange({ domains, command, headers }: SetspnLines): 'registered' | 'removed' | null {
  if (command === 'd') return 'removed';
  if (domains.length > 0 || command === 's' || command === 'a' || command === 'r') return 'registered';
  if (headers.some((header) => SAYS_REMOVED.test(header))) return 'removed';
  return headers.some((header) => SAYS_REGISTERED.test(header)) ? 'registered' : null;
}

/** `setspn -S` prints the holder and gives up: the same lines as a search with a hit, but for the last sentence. */
function isRefusedRegistration({ blocks, command, rest }: SetspnLines): boolean {
  const isHit = blocks.length > 0 && blocks.every(({ header, spns }) => header === 'bare' && spns.length > 0);
  return isHit && (command === 's' || rest.some((line) => SAYS_DUPLICATE.test(line)));
}

/** The name that a refused registration was about, where the command line is there to name it. */
function refusedName(lines: SetspnLines): SetspnAnswer['duplicates'] {
  const { operand } = lines;
  if (operand === null || !isRefusedRegistration(lines)) return [];
  const dns = ownersOf(operand, lines).map(({ dn }) => dn);
  return dns.length === 1 ? [{ spn: operand, dns }] : [];
}

/** Names that two listed accounts hold, in the letter case of the first. */
function sharedNames({ blocks }: SetspnLines): SetspnAnswer['duplicates'] {
  const holders = new Map<string, { spn: string; dns: Map<string, string> }>();
  for (const { dn, header, spns } of blocks) {
    if (header === 'change') continue;
    for (const spn of spns) {
      const known = holders.get(spn.toLowerCase()) ?? { spn, dns: new Map() };
      holders.set(spn.toLowerCase(), known);
      if (!known.dns.has(dn.toLowerCase())) known.dns.set(dn.toLowerCase(), dn);
    }
  }
  return [...holders.values()].filter(({ dns }) => dns.size > 1).map(({ spn, dns }) => ({ spn, dns: [...dns.values()] }));
}

function notesOf(lines: SetspnLines, duplicates: SetspnAnswer['duplicates']): readonly string[] {
  const harmless = duplicates.some(({ spn }) => spn.toLowerCase() === HARMLESS_SHARED_SPN);
  const single = lines.groups.filter(({ dns }) => dns.length < 2);
  return [
    ...lines.errors,
    ...lines.rest.filter((line) => SAYS_FAILED.test(line)),
    ...(harmless ? [say`${HARMLESS_SHARED_SPN} is on the krbtgt account of every domain: in a forest that is no mistake`] : []),
    ...single.map(({ spn }) => say`Fewer than two accounts stand under ${spn}: the answer may be cut off`),
  ];
}
