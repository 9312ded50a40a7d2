import type { Edit } from '../model/edit.ts';
import { type Fact, known } from '../model/fact.ts';
import { onceEach } from '../model/once-each.ts';
import { withEdit } from '../server/effective.ts';
import type { NamedAccount, ServerFacts, SpnOwners } from '../server/facts.ts';
import { holdsSpn, sameDn, sameSpn } from '../server/spns.ts';

/** What became of facts by each edit. Every plan on the same facts begins with the same edits, and a whole plan is made of many. */
const predicted = onceEach((_facts: ServerFacts) => new Map<string, ServerFacts>());

/** In: the facts before an edit. Out: the facts after it, as they will be probed. What is unknown stays unknown. */
export function predict(facts: ServerFacts, edit: Edit): ServerFacts {
  const key = JSON.stringify(edit);
  const after = predicted(facts).get(key) ?? afterEdit(facts, edit);
  predicted(facts).set(key, after);
  return after;
}

function afterEdit(facts: ServerFacts, edit: Edit): ServerFacts {
  if (edit.kind === 'switch' || edit.kind === 'providers') {
    const { configuration } = facts;
    return configuration.known ? { ...facts, configuration: known(withEdit(configuration.value, edit)) } : facts;
  }
  return withSpn(facts, edit.spn, edit.account, edit.kind === 'spn.register');
}

function withSpn(facts: ServerFacts, spn: string, accountName: string, held: boolean): ServerFacts {
  const account = facts.accounts[accountName.toLowerCase()];
  if (account === undefined || !account.known) return facts;
  const { dn } = account.value;
  const change = (spns: readonly string[]) => (held ? withValue(spns, spn) : spns.filter((other) => !sameSpn(other, spn)));
  const after = change(account.value.spns);
  const accounts = mapKnown<NamedAccount>(facts.accounts, (named) =>
    sameDn(named.dn, dn) ? { ...named, spns: named.spns === account.value.spns ? after : change(named.spns) } : named,
  );
  return { ...facts, accounts, owners: mapKnown<SpnOwners>(facts.owners, (asked) => withOwner(asked, dn, after)) };
}

/** The owners of one name after the account `dn` holds exactly `spns`. */
function withOwner(asked: SpnOwners, dn: string, spns: readonly string[]): SpnOwners {
  const others = asked.owners.filter((owner) => !sameDn(owner.dn, dn));
  if (!holdsSpn(spns, asked.spn)) return { ...asked, owners: others };
  const at = asked.owners.findIndex((owner) => sameDn(owner.dn, dn));
  const owners = at < 0 ? [...asked.owners, { dn, spns }] : asked.owners.map((owner) => (sameDn(owner.dn, dn) ? { dn, spns } : owner));
  return { ...asked, owners };
}

function withValue(spns: readonly string[], spn: string): readonly string[] {
  return holdsSpn(spns, spn) ? spns : [...spns, spn];
}

function mapKnown<T>(facts: Readonly<Record<string, Fact<T>>>, change: (value: T) => T): Readonly<Record<string, Fact<T>>> {
  return Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, fact.known ? known(change(fact.value)) : fact]));
}
