import { counted, listed, say } from '../language/say.ts';
import { decryptingAccount, findPool } from '../server/accounts.ts';
import type { Application, Configuration, EffectiveAuthentication, EffectiveWindows } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { ServerFacts } from '../server/facts.ts';
import { sitesBehind } from '../server/names.ts';
import { siteOf } from '../server/scope.ts';
import { holdsSpn, httpSpn, sameDn } from '../server/spns.ts';

/** How a client of the domain ends up at an application, best last. */
const OUTCOMES = ['refused', 'ntlm', 'kerberos', 'anonymous'] as const;

/** `unclear` where the facts do not tell; then `basis` is all that is known of it. */
interface SignIn {
  readonly outcome: (typeof OUTCOMES)[number] | 'unclear';
  readonly basis: string;
}

/**
 * How a client takes up what IIS offers: WinINet, WinHTTP and .NET take the first provider they know,
 * Chrome and Edge the strongest, which is Negotiate wherever it stands.
 */
export type Client = 'takes the first' | 'chooses Negotiate';

/** One application by one name, where signing in would be worse than before. */
export interface WorsenedSignIn {
  readonly application: string;
  readonly name: string;
  /** What a client would end up with; `unclear` where the facts do not tell before or after. */
  readonly becomes: 'refused' | 'ntlm' | 'kerberos' | 'unclear';
}

/**
 * Where signing in would be worse than before: at any application of the server, in scope or not, by any name that clients use for it.
 * In: the facts before and after some changes. What is unclear counts as worse where a change touches it.
 * Source: Microsoft, "Troubleshoot Kerberos failures": a ticket that IIS cannot decrypt is refused, there is no way back to NTLM.
 */
export function worsenedSignIns(before: ServerFacts, after: ServerFacts, client: Client = 'takes the first'): readonly WorsenedSignIn[] {
  if (!before.configuration.known) return [];
  const { value: configuration } = before.configuration;
  const settings = configuration.applications.map((application) => ({
    application,
    site: siteOf(application.path),
    was: settingsAt(before, application, client),
    is: settingsAt(after, application, client),
  }));
  const found = new Map<string, readonly Omit<WorsenedSignIn, 'name'>[]>();
  const worseBy = (sites: ReadonlySet<string>, heldBy: string | undefined, willBeHeldBy: string | undefined) =>
    settings
      .filter(({ site }) => sites.has(site))
      .flatMap((one) => {
        const [was, is] = [signInAt(before, one.application, one.was, heldBy), signInAt(after, one.application, one.is, willBeHeldBy)];
        return isWorse(was, is) ? [{ application: one.application.path, becomes: becomes(was, is) }] : [];
      });
  // Most names lead to the same sites and are held by the same account: what is so with one of them is so with all.
  return before.names.flatMap((name) => {
    const sites = sitesBehind(configuration, name);
    const [heldBy, willBeHeldBy] = [ticketFor(before, name), ticketFor(after, name)];
    const key = JSON.stringify([[...sites], heldBy ?? null, willBeHeldBy ?? null]);
    const worse = found.get(key) ?? worseBy(sites, heldBy, willBeHeldBy);
    found.set(key, worse);
    return worse.map((one) => ({ ...one, name }));
  });
}

/** What holds at an application by whatever name it is called, and the same as one text. */
type Settings = EffectiveAuthentication & { readonly text: string };

function settingsAt({ configuration }: ServerFacts, { path }: Application, client: Client): Settings | undefined {
  if (!configuration.known) return undefined;
  const effective = asTakenUp(effectiveAuthentication(configuration.value, path), client);
  return { ...effective, text: JSON.stringify([effective.anonymous, { ...effective.windows, authPersistNonNTLM: null }]) };
}

/** The settings as if the provider that the client takes up stood first. */
function asTakenUp(effective: EffectiveAuthentication, client: Client): EffectiveAuthentication {
  const { providers } = effective.windows;
  const chosen = providers.find((provider) => /^negotiate(:kerberos)?$/i.test(provider));
  if (client === 'takes the first' || chosen === undefined) return effective;
  return { ...effective, windows: { ...effective.windows, providers: [chosen, ...providers.filter((one) => one !== chosen)] } };
}

/** Whoever is let in without a name cannot end up worse. */
function becomes(was: SignIn, is: SignIn): WorsenedSignIn['becomes'] {
  return was.outcome === 'unclear' || is.outcome === 'unclear' || is.outcome === 'anonymous' ? 'unclear' : is.outcome;
}

/** In: sign-ins that would be worse. Out: where, by which names, and what clients would meet there, in one sentence. */
export function describeWorsened(worsened: readonly WorsenedSignIn[], client: Client = 'takes the first'): string {
  const worst =
    worsened.find(({ becomes }) => becomes === 'refused') ?? worsened.find(({ becomes }) => becomes !== 'unclear') ?? worsened[0];
  if (worst === undefined) return '';
  const alike = worsened.filter(({ becomes }) => becomes === worst.becomes);
  const where = some([...new Set(alike.map(({ application }) => application))]);
  const names = some([...new Set(alike.map(({ name }) => name))]);
  switch (worst.becomes) {
    case 'refused':
      return client === 'chooses Negotiate'
        ? say`browsers that choose Negotiate whatever the order (Chrome, Edge) and call ${where} by ${names} can sign in now and would be asked for a password again and again`
        : say`clients that call ${where} by ${names} can sign in now and would be refused`;
    case 'ntlm':
      return say`clients that call ${where} by ${names} sign in by Kerberos now and would be left with NTLM`;
    case 'kerberos':
    case 'unclear':
      return say`what it would do to clients that call ${where} by ${names} cannot be told from what was read`;
    default:
      return worst.becomes satisfies never;
  }
}

const MOST_NAMED = 2;

function some(texts: readonly string[]): string {
  const more = texts.length - MOST_NAMED;
  return more > 0 ? say`${listed(texts.slice(0, MOST_NAMED))} and ${counted(more, 'more', 'more')}` : listed(texts);
}

function isWorse(was: SignIn, is: SignIn): boolean {
  if (was.outcome === 'unclear' || is.outcome === 'unclear') return was.outcome !== 'refused' && was.basis !== is.basis;
  return OUTCOMES.indexOf(is.outcome) < OUTCOMES.indexOf(was.outcome);
}

/** In: what holds at the application, and the account that a ticket for its name is made for. */
function signInAt(facts: ServerFacts, application: Application, settings: Settings | undefined, ticket: string | undefined): SignIn {
  if (!facts.configuration.known || settings === undefined) return { outcome: 'unclear', basis: '' };
  const { windows, anonymous, problems, text } = settings;
  const basis = `${ticket ?? '?'} ${text}`;
  if (facts.disagreements[application.path.toLowerCase()] !== undefined) return { outcome: 'unclear', basis };
  if (problems.length > 0) return { outcome: 'refused', basis };
  if (anonymous.enabled) return { outcome: 'anonymous', basis };
  return { outcome: challenged(facts, facts.configuration.value, application, windows, ticket), basis };
}

function challenged(
  facts: ServerFacts,
  configuration: Configuration,
  application: Application,
  windows: EffectiveWindows,
  ticket: string | undefined,
): SignIn['outcome'] {
  const first = windows.providers[0]?.toLowerCase();
  if (!windows.enabled || first === undefined) return 'refused';
  if (first === 'ntlm') return 'ntlm';
  if (first !== 'negotiate' && first !== 'negotiate:kerberos') return 'refused';
  if (ticket === undefined) return 'unclear';
  if (ticket === '') return first === 'negotiate' ? 'ntlm' : 'refused';
  const pool = findPool(configuration, application.pool);
  if (pool === undefined) return 'refused';
  const reader = facts.host.known ? decryptingAccount(pool, windows, facts.host) : undefined;
  if (reader === undefined || !reader.known) return 'unclear';
  if (reader.value.kind === 'local') return 'refused';
  const account = facts.accounts[reader.value.name.toLowerCase()];
  if (account === undefined || !account.known) return 'unclear';
  return sameDn(account.value.dn, ticket) ? 'kerberos' : 'refused';
}

/** The account that a ticket is made for; empty where there is none to be had: nobody holds the name, or two do. */
function ticketFor(facts: ServerFacts, name: string): string | undefined {
  const asked = facts.owners[httpSpn(name).toLowerCase()];
  if (asked === undefined || !asked.known) return undefined;
  const { owners } = asked.value;
  const [owner] = owners;
  if (owner !== undefined) return owners.length > 1 ? '' : owner.dn;
  const accounts = Object.values(facts.accounts).flatMap((account) => (account.known ? [account.value] : []));
  return accounts.find(({ spns }) => holdsSpn(spns, `HOST/${name}`))?.dn ?? '';
}
