import { say } from '../language/say.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import type { DirectoryAccount, DirectoryFacts } from '../server/directory.ts';
import type { NamedAccount, ServerFacts, SpnOwners } from '../server/facts.ts';
import { holdsSpn } from '../server/spns.ts';
import { isWellFormedSpn } from './setspn-lines.ts';

/** What two witnesses say together, and which of them stood alone for what. */
interface Joined<T> {
  readonly facts: Readonly<Record<string, Fact<T>>>;
  readonly alone: DirectoryFacts['alone'];
}

const LOOK_AGAIN = say`Wait for replication between the domain controllers and look again; if it stays so, compare both by hand`;

/**
 * The directory itself says which names an account holds; setspn is the second witness, which the administrator can ask again by hand.
 * Out: what both say, or the one that answered; unknown where they differ, or where neither answered.
 */
export function accountsOfBoth(setspn: ServerFacts['accounts'], identities: DirectoryFacts['identities']): Joined<NamedAccount> {
  return join(
    setspn,
    (name) => {
      const found = identities[name];
      if (found === undefined || !found.known) return found;
      return known(found.value === null ? null : namedAccount(setspn[name], name, found.value));
    },
    accountsDiffer,
  );
}

/** The same for the owners of names, in the whole forest. */
export function ownersOfBoth(setspn: ServerFacts['owners'], holders: DirectoryFacts['holders']): Joined<SpnOwners> {
  return join(
    setspn,
    (spn) => {
      const found = holders[spn];
      if (found === undefined || !found.known) return found;
      const asked = setspn[spn];
      const spelled = asked?.known ? asked.value.spn : spn.replace(/^http/, 'HTTP');
      return known({ spn: spelled, owners: found.value.map(({ dn, spns }) => ({ dn, spns: spns.filter(isWellFormedSpn) })) });
    },
    ownersDiffer,
  );
}

type Asked<T> = Fact<T | null> | undefined;

function join<T>(
  setspn: Readonly<Record<string, Fact<T>>>,
  ldap: (key: string) => Asked<T>,
  differ: (key: string, setspn: T, ldap: T | null) => string | undefined,
): Joined<T> {
  const joined = Object.entries(setspn).map(([key, second]) => ({ key, ...joinOne(key, second, ldap(key), differ) }));
  return {
    facts: Object.fromEntries(joined.map(({ key, fact }) => [key, fact])),
    alone: joined.flatMap(({ key, alone }) => (alone === undefined ? [] : [{ what: key, ...alone }])),
  };
}

type Alone = { readonly witness: 'directory' | 'setspn'; readonly why: string };

function joinOne<T>(
  key: string,
  second: Fact<T>,
  first: Asked<T>,
  differ: (key: string, setspn: T, ldap: T | null) => string | undefined,
): { readonly fact: Fact<T>; readonly alone?: Alone } {
  if (first === undefined) return { fact: second };
  if (!first.known) return second.known ? { fact: second, alone: { witness: 'setspn', why: first.why } } : { fact: second };
  if (!second.known) {
    return first.value === null ? { fact: second } : { fact: known(first.value), alone: { witness: 'directory', why: second.why } };
  }
  const why = differ(key, second.value, first.value);
  if (why !== undefined) return { fact: unknown(why, LOOK_AGAIN) };
  return { fact: first.value === null ? second : known(first.value) };
}

function namedAccount(asked: Fact<NamedAccount> | undefined, key: string, { dn, spns }: DirectoryAccount): NamedAccount {
  return {
    dn,
    name: asked?.known ? asked.value.name : key,
    spns: spns.filter(isWellFormedSpn),
    malformed: spns.filter((value) => !isWellFormedSpn(value)),
  };
}

function accountsDiffer(name: string, setspn: NamedAccount, ldap: NamedAccount | null): string | undefined {
  if (ldap === null) return say`setspn -L ${name} lists an account, and the directory has none of that name`;
  if (setspn.dn.toLowerCase() !== ldap.dn.toLowerCase()) return say`setspn -L ${name} lists ${setspn.dn}, and the directory has ${ldap.dn}`;
  const [theirs, ours] = [setspn, ldap].map(({ spns, malformed }) => [...spns, ...malformed]);
  return isSameSet(theirs ?? [], ours ?? []) ? undefined : say`setspn -L ${name} and the directory contradict each other about its names`;
}

function ownersDiffer(spn: string, setspn: SpnOwners, ldap: SpnOwners | null): string | undefined {
  const [theirs, ours] = [setspn, ldap].map((asked) => asked?.owners.map(({ dn }) => dn) ?? []);
  return isSameSet(theirs ?? [], ours ?? []) ? undefined : say`setspn -F -Q ${spn} and the directory contradict each other`;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => holdsSpn(b, one));
}
