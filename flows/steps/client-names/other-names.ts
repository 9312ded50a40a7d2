import { listed, say } from '../../language/say.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND, type NotChecked } from '../../model/step.ts';
import type { Account } from '../../server/accounts.ts';
import { type Alias, aliasOf } from '../../server/aliases.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { judgeNames } from '../../server/judged-names.ts';
import { accountNameOf, holdsSpn, httpSpn, sameDn } from '../../server/spns.ts';
import { NAMES_ARE_NO_ALIAS, PORTS_AGREE } from './cards.ts';

/** Browsers ask for the name at the end of a CNAME chain. Where that one is registered as well, an alias does no harm. */
export const namesAreNoAlias = defineRule(NAMES_ARE_NO_ALIAS, (facts): Assessment => {
  const aliases = facts.names.flatMap((name) => aliasOf(name, facts));
  const judged = aliases.filter(({ canonical }) => facts.names.includes(canonical));
  const others = aliases.filter((alias) => !judged.includes(alias));
  const open = others.filter(({ canonical }) => !isHeld(canonical, facts));
  return {
    statements: [
      ...judged.map(({ name, canonical }) => say`${name} is an alias of ${canonical}, which is judged as a name of its own.`),
      ...others
        .filter((alias) => !open.includes(alias))
        .map(({ name, canonical }) => say`${name} is an alias of ${canonical}, and the account that decrypts holds that name too.`),
    ],
    findings: open.length === 0 ? [] : [aliasFinding(open, facts)],
    notChecked: [],
  };
});

/** Whether the account that decrypts is known to hold a name. */
function isHeld(name: string, facts: ServerFacts): boolean {
  const judged = judgeNames(facts);
  if (!judged.known) return false;
  const { account } = judged.value;
  const holder = facts.accounts[account.name.toLowerCase()];
  if (holder === undefined || !holder.known) return false;
  return holdsSpn(holder.value.spns, httpSpn(name)) || (isComputer(account) && holdsSpn(holder.value.spns, `HOST/${name}`));
}

function isComputer({ kind }: Account): boolean {
  return kind === 'computer';
}

function aliasFinding(aliases: readonly Alias[], facts: ServerFacts): Finding {
  const judged = judgeNames(facts);
  const targets = [...new Set(aliases.map(({ canonical }) => canonical))];
  const registered = judged.known
    ? say`${targets.map(httpSpn).join(', ')} ${targets.length === 1 ? 'is' : 'are'} not on ${judged.value.account.name}`
    : say`whether ${targets.map(httpSpn).join(', ')} is registered right is not known`;
  return {
    id: 'client-names.alias',
    severity: judged.known ? 'problem' : 'advice',
    subject: aliases[0]?.name ?? '',
    summary: say`${aliases.map(({ name }) => name).join(', ')} ${aliases.length === 1 ? say`is an alias` : say`are aliases`} (CNAME) of ${targets.join(', ')}`,
    evidence: say`name resolution: ${listed(
      aliases.map(({ name, canonical }) => say`${name} is ${canonical}`),
      '; ',
    )}; ${registered}`,
    meaning: say`Browsers ask for a ticket for the canonical name, not for the one that was typed: they get none, or one that another account has to read. Agents ask for the name that they were given. Both names have to be on one account, or the alias becomes an address record (A).`,
    source: 'Microsoft, Troubleshoot Kerberos failures: CNAME',
  };
}

/** A name with a port is another name. Held by the account that decrypts it does no harm; by another one it opens no ticket. */
export const portsAgree = defineRule(PORTS_AGREE, (facts): Assessment => {
  const asked = Object.values(facts.surroundings.portOwners);
  const judged = judgeNames(facts);
  if (asked.length === 0 || !judged.known) return NOTHING_FOUND;
  const { account } = judged.value;
  const holder = facts.accounts[account.name.toLowerCase()];
  if (holder === undefined || !holder.known) return NOTHING_FOUND;
  const wrong = portsElsewhere(facts).map(({ spn, owner, ownerAccount }) => say`${spn} is on ${ownerAccount ?? owner}`);
  const unread = asked.flatMap((fact) => (fact.known ? [] : [fact]));
  return { statements: [], findings: wrong.length === 0 ? [] : [portFinding(wrong, account.name)], notChecked: portsUnread(unread) };
});

/** The names with a port that other accounts hold than the one that decrypts; its name where it is known. */
export function portsElsewhere(
  facts: ServerFacts,
): readonly { readonly spn: string; readonly owner: string; readonly ownerAccount: string | undefined }[] {
  const judged = judgeNames(facts);
  const holder = judged.known ? facts.accounts[judged.value.account.name.toLowerCase()] : undefined;
  if (holder === undefined || !holder.known) return [];
  const { dn } = holder.value;
  return Object.values(facts.surroundings.portOwners).flatMap((fact) =>
    fact.known
      ? fact.value.owners
          .filter((owner) => !sameDn(owner.dn, dn))
          .map((owner) => ({ spn: fact.value.spn, owner: owner.dn, ownerAccount: accountNameOf(owner.dn, facts) }))
      : [],
  );
}

function portFinding(wrong: readonly string[], account: string): Finding {
  return {
    id: 'client-names.port-on-another-account',
    severity: 'problem',
    subject: wrong[0]?.split(' ', 1)[0] ?? '',
    summary: say`A name with a port of this server is registered on another account than ${account}`,
    evidence: listed(wrong, '; '),
    meaning: say`A client that asks with the port gets a ticket that IIS cannot read here: sign-in works on the usual port and fails on this one. Clients that ask without the port, as most do, are not affected.`,
    source: 'Microsoft, Troubleshoot Kerberos failures: non-standard ports',
  };
}

function portsUnread(unread: readonly { readonly why: string; readonly next: string }[]): readonly NotChecked[] {
  const [first] = unread;
  return first === undefined ? [] : [{ what: say`Who holds the names with the ports of the bindings`, why: first.why, next: first.next }];
}
