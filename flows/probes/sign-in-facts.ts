import { say } from '../language/say.ts';
import type { Command, Reading } from '../model/command.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { type Binding, type Configuration, levelPath, samePath } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { HostIdentity, Operator } from '../server/facts.ts';
import { siteOf } from '../server/scope.ts';
import type { SessionTickets, SignInFacts } from '../server/sign-in.ts';
import { networkLogons, readLogonPackage, readSignInEvents, systemEvents } from './event-log.ts';
import { readKlist } from './klist.ts';
import { factOf, ofOutput } from './read-answers.ts';
import { readRegistryValues } from './registry.ts';
import { signInAt, signInFact } from './sign-ins.ts';
import { securityAuthority } from './surroundings.ts';

const ownTickets: Command = { program: 'klist', args: ['tickets'], effect: 'read', timeoutMs: 60_000 };
const systemTickets: Command = { program: 'klist', args: ['-li', '0x3e7', 'tickets'], effect: 'read', timeoutMs: 60_000 };
const ntlmSettings: Command = {
  program: 'reg',
  args: ['query', 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa\\MSV1_0'],
  effect: 'read',
  timeoutMs: 60_000,
};

/** What is known of the server when it is asked where to sign in. */
export interface SignInPlace {
  readonly host: Fact<HostIdentity>;
  readonly configuration: Fact<Configuration>;
  readonly applications: readonly string[];
  readonly names: readonly string[];
  readonly operator: Fact<Operator>;
}

/** What is to be read: the sign-in first, then what it left behind. */
export function signInReadings(answers: Answers, place: SignInPlace): readonly Reading[] {
  const at = addressOf(place);
  const around = [ntlmSettings, systemEvents];
  if (at === null) return around;
  const isTried = answers[readingKey(signInAt(at.url))] !== undefined;
  return [signInAt(at.url), ...around, ...(isTried ? [ownTickets, systemTickets, networkLogons] : [])];
}

export function signInFactsOf(answers: Answers, place: SignInPlace): SignInFacts {
  const at = addressOf(place);
  return {
    at,
    proof: at === null ? NOWHERE : signInFact(answers, at.url),
    ownTickets: ticketsFact(answers, ownTickets),
    systemTickets: ticketsFact(answers, systemTickets),
    events: factOf(answers, systemEvents, say`The System log`, readSignInEvents),
    logon: place.operator.known ? logonFact(answers, place.operator.value) : place.operator,
    loopback: loopbackFact(answers),
    ntlm: factOf(answers, ntlmSettings, say`reg query … Lsa\\MSV1_0`, (answer) => ofOutput(answer, readNtlm)),
  };
}

const NOWHERE = unknown(say`there is no application with Windows Authentication and a usable name`, say`Look at what could not be read`);

/** The topmost application where Windows Authentication is on and anonymous access is off, by a name that its site answers to. */
function addressOf({ host, configuration, applications, names }: SignInPlace): SignInFacts['at'] {
  if (!host.known || !configuration.known) return null;
  for (const application of applications) {
    if (!configuration.value.applications.some(({ path }) => samePath(path, application))) continue;
    const { windows, anonymous } = effectiveAuthentication(configuration.value, application);
    const site = configuration.value.sites.find(({ name }) => name.toLowerCase() === siteOf(application).toLowerCase());
    const path = pathOf(application);
    const base = site && baseOf(site.bindings, usableNames(names, host.value));
    if (!windows.enabled || anonymous.enabled || base === undefined || path === undefined) continue;
    return { application, name: base.name, url: `${base.url}${path}`, providers: windows.providers };
  }
  return null;
}

/** The full name of the computer first: clients use it, and it has a certificate if any has. */
function usableNames(names: readonly string[], { computerName }: HostIdentity): readonly string[] {
  const plain = names.filter((name) => /^[a-z0-9_](?:[a-z0-9._-]*[a-z0-9])?$/.test(name));
  const own = plain.filter((name) => name.startsWith(`${computerName.toLowerCase()}.`));
  return [...new Set([...own, ...plain.filter((name) => name.includes('.')), ...plain])];
}

/** http before https, where both are there: no certificate can stand in the way of a look at the sign-in. */
function baseOf(bindings: readonly Binding[], names: readonly string[]) {
  for (const protocol of ['http', 'https']) {
    for (const { host, port } of bindings.filter((binding) => binding.protocol === protocol && binding.ip === '*')) {
      const name = host ? names.find((one) => one === host.toLowerCase()) : names[0];
      if (name === undefined || port === null) continue;
      const usual = port === (protocol === 'http' ? 80 : 443);
      return { name, url: `${protocol}://${name}${usual ? '' : `:${port}`}` };
    }
  }
  return undefined;
}

function pathOf(application: string): string | undefined {
  const path = levelPath(application).replace(/^[^/]*/, '');
  return /^[\w./ -]*$/.test(path) ? `${path.replaceAll(' ', '%20')}/` : undefined;
}

function ticketsFact(answers: Answers, reading: Command): Fact<SessionTickets> {
  return factOf(answers, reading, 'klist', (answer) => ofOutput(answer, readTickets));
}

/** An error of klist is no list without tickets. */
function readTickets(text: string): Result<SessionTickets> {
  const read = readKlist(text);
  if (!read.ok) return read;
  const { logonId, tickets, notes } = read.value;
  if (tickets.length === 0 && !/[:：]\s*[(（]0[)）]/.test(text))
    return fail({ code: 'output.unreadable', reading: 'klist', why: notes[0] ?? say`it lists no tickets and counts none`, raw: text });
  return succeed({ session: logonId, servers: tickets.flatMap(({ server }) => (server === null ? [] : [server.replace(/\s*@.*$/, '')])) });
}

function logonFact(answers: Answers, { user }: Operator): SignInFacts['logon'] {
  return factOf(answers, networkLogons, say`The Security log`, (answer) => readLogonPackage(answer, user));
}

function loopbackFact(answers: Answers): SignInFacts['loopback'] {
  const isOff = factOf(answers, securityAuthority, say`reg query … Lsa`, (answer) =>
    ofOutput(answer, (text) => numberOf(text, 'DisableLoopbackCheck')),
  );
  const names = factOf(answers, ntlmSettings, say`reg query … Lsa\\MSV1_0`, (answer) => ofOutput(answer, readLocalNames));
  if (!isOff.known) return isOff;
  return names.known ? known({ names: names.value, isOff: isOff.value !== 0 }) : names;
}

/** `reg` prints a list of texts with `\0` between them. Source: Microsoft, KB 896861. */
function readLocalNames(text: string): Result<readonly string[]> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const value = read.value.find(({ name }) => name.toLowerCase() === 'backconnectionhostnames')?.text ?? '';
  return succeed(
    value
      .split('\\0')
      .map((name) => name.trim().toLowerCase())
      .filter((name) => name !== ''),
  );
}

/** 1 and 2 of RestrictReceivingNTLMTraffic refuse accounts of the domain or all, 2 of RestrictSendingNTLMTraffic refuses all. Source: Microsoft, Network security: Restrict NTLM. */
function readNtlm(text: string): Result<{ readonly refusesIncoming: boolean; readonly refusesOutgoing: boolean }> {
  const [incoming, outgoing] = [numberOf(text, 'RestrictReceivingNTLMTraffic'), numberOf(text, 'RestrictSendingNTLMTraffic')];
  if (!incoming.ok) return incoming;
  if (!outgoing.ok) return outgoing;
  return succeed({ refusesIncoming: incoming.value > 0, refusesOutgoing: outgoing.value > 1 });
}

/** 0 where the value is not there. */
function numberOf(text: string, wanted: string): Result<number> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const value = read.value.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (value === undefined) return succeed(0);
  const number = /^0x[0-9a-f]+$/i.test(value.text) ? Number(value.text) : undefined;
  return number === undefined
    ? fail({ code: 'output.unreadable', reading: say`reg query`, why: say`${wanted} is no number`, raw: text })
    : succeed(number);
}
