import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Operator } from '../server/facts.ts';
import { readWhoamiRows } from './whoami-rows.ts';

export type Integrity = 'low' | 'medium' | 'high' | 'system';

/** Who runs a session and what its token holds. `why` says of each `null` why it is not known. */
export interface WhoamiAnswer {
  readonly user: string | null;
  readonly sid: string | null;
  readonly groups: readonly { readonly name: string; readonly sid: string }[];
  readonly integrity: Integrity | null;
  readonly elevated: boolean | null;
  /** Whether Domain Admins or Enterprise Admins is among the groups, be it for denying only. */
  readonly domainAdministrator: boolean | null;
  readonly notes: readonly string[];
  readonly why?: Readonly<Record<string, string>>;
}

/** Mandatory labels. Source: [MS-DTYP] 2.4.2.4, "Well-known SID structures"; 8448 is "medium plus". */
const INTEGRITY: ReadonlyMap<string, Integrity> = new Map([
  ['S-1-16-4096', 'low'],
  ['S-1-16-8192', 'medium'],
  ['S-1-16-8448', 'medium'],
  ['S-1-16-12288', 'high'],
  ['S-1-16-16384', 'system'],
]);
const EVERYONE = 'S-1-1-0';
const DOMAIN_OR_ENTERPRISE_ADMINS = /^S-1-5-21-\d+-\d+-\d+-(?:512|519)$/;

/**
 * Reads `whoami /all`, or `/user` and `/groups`, as table, list or csv, in any language.
 * In: all that it printed. Out: what its security identifiers say; `output.unreadable` where it holds none.
 */
export function readWhoami(text: string): Result<WhoamiAnswer> {
  const rows = readWhoamiRows(text);
  if (!rows.some(({ isUser, sid }) => isUser || sid === EVERYONE || INTEGRITY.has(sid))) {
    const why = rows.length === 0 ? say`it holds no security identifier` : say`it names neither a user nor the groups that every token has`;
    return fail({ code: 'output.unreadable', reading: 'whoami', why, raw: text });
  }
  const [first, ...others] = rows;
  const user = first?.isUser ? first : undefined;
  const groups = (user === undefined ? rows : others).filter(({ isUser }) => !isUser).map(({ name, sid }) => ({ name, sid }));
  const integrity = groups.map(({ sid }) => INTEGRITY.get(sid)).find((level) => level !== undefined) ?? null;
  const noGroups = groups.length === 0;
  const noLabel = noGroups ? say`the groups were not printed` : say`no mandatory label is among the groups`;
  const why = {
    ...(user === undefined ? { user: say`the user was not printed`, sid: say`the user was not printed` } : {}),
    ...(integrity === null ? { integrity: noLabel, elevated: noLabel } : {}),
    ...(noGroups ? { domainAdministrator: noLabel } : {}),
  };
  return succeed({
    user: user?.name ?? null,
    sid: user?.sid ?? null,
    groups,
    integrity,
    elevated: integrity === null ? null : integrity === 'high' || integrity === 'system',
    domainAdministrator: noGroups ? null : groups.some(({ sid }) => DOMAIN_OR_ENTERPRISE_ADMINS.test(sid)),
    notes: [],
    ...(Object.keys(why).length > 0 ? { why } : {}),
  });
}

/** In: what whoami printed with `/user` and `/groups`. Out: who runs Kerbwise; `output.unreadable` where the user or the groups are missing. */
export function readOperator(text: string): Result<Operator> {
  const read = readWhoami(text);
  if (!read.ok) return read;
  const { user, elevated, domainAdministrator } = read.value;
  if (user === null || domainAdministrator === null) {
    return fail({ code: 'output.unreadable', reading: 'whoami', why: say`it names no user, or no groups`, raw: text });
  }
  return succeed({ user, elevated, domainAdministrator });
}
