import { counted, say } from '../language/say.ts';
import type { Reading } from '../model/command.ts';
import type { Fact } from '../model/fact.ts';
import { describeFailure } from '../model/failure.ts';
import { isParameterLike } from '../model/parameter-like.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { findPool, poolAccount } from '../server/accounts.ts';
import type { Configuration } from '../server/configuration.ts';
import { type DirectoryAccount, type DirectoryFacts, isIn } from '../server/directory.ts';
import type { Choices, HostIdentity, ServerFacts } from '../server/facts.ts';
import { clientNames } from '../server/names.ts';
import { applicationsInScope, siteOf } from '../server/scope.ts';
import { accountNameOf, commonName, heldHostNames, httpSpn, sameDn } from '../server/spns.ts';
import { directoryReadings } from './directory.ts';
import { applicationIdentityReading, directoryOf, ownersByDirectory, wantedOfDirectory } from './directory-facts.ts';
import { groundOf } from './ground.ts';
import { logFacts, logReadings } from './log-tails.ts';
import {
  answeredOwners,
  askedAccounts,
  askIis,
  configurationFact,
  hostFact,
  operatorFact,
  sharedConfigurationFact,
  webConfigReadings,
} from './read-answers.ts';
import {
  applicationHostFile,
  currentUser,
  effectiveSection,
  networkNames,
  ownersOfSpn,
  redirectionFile,
  servicing,
  spnsOfAccount,
  updates,
  windowsVersion,
} from './readings.ts';
import { resolutionFacts, resolveName } from './resolutions.ts';
import { signInFactsOf, signInReadings } from './sign-in-facts.ts';
import { portReadings, portSpns, surroundingReadings, surroundingsOf } from './surroundings.ts';

/**
 * What is still to be read. Called again after each round of answers, until it gives nothing more:
 * the names to look up follow from the configuration, the accounts to look up from the names.
 * In: the answers so far, what was chosen, the system root (`C:\Windows`). Out: readings that have no answer yet, each once.
 */
export function nextReadings(answers: Answers, choices: Choices, systemRoot: string): readonly Reading[] {
  const wanted = wantedReadings(answers, choices, systemRoot);
  const open = new Map(wanted.map((reading) => [readingKey(reading), reading]));
  return [...open].filter(([key]) => answers[key] === undefined).map(([, reading]) => reading);
}

/** In: the same; the moment before which logs say nothing of how the server is now, in seconds since 1970. Out: what is known of the server, each part with the reason where it is not. */
export function readServer(answers: Answers, choices: Choices, systemRoot: string, logsSince = Number.NEGATIVE_INFINITY): ServerFacts {
  const host = hostFact(answers);
  const configuration = configurationFact(answers, choices, systemRoot);
  const scope = configuration.known ? applicationsInScope(configuration.value, choices) : { applications: [], missing: [] };
  const names = namesOf(host, configuration, scope.applications, choices);
  const iis = configuration.known ? askIis(answers, configuration.value, scope.applications) : { disagreements: {}, unasked: [] };
  const ground = groundOf(answers);
  const notAsked = [...iis.unasked, ...unreadWebConfigs(answers, configuration, scope.applications, systemRoot)];
  return {
    choices,
    host,
    operator: operatorFact(answers),
    ground,
    configuration,
    sharedConfiguration: sharedConfigurationFact(answers, systemRoot),
    applications: scope.applications,
    names: names.names,
    ...directoryOf(answers, host, names.names, accountNames(answers, host, configuration, scope.applications, choices)),
    resolutions: resolutionFacts(answers, [...names.names, ...otherNames(answers, host, configuration, scope.applications, choices)]),
    surroundings: surroundingsOf(answers, systemRoot, portsOf(host, configuration, scope.applications, choices)),
    signIn: signInFactsOf(answers, {
      host,
      configuration,
      applications: scope.applications,
      names: names.names,
      operator: operatorFact(answers),
    }),
    logs: logFacts(answers, configuration.known ? configuration.value : undefined, scope.applications, systemRoot, logsSince),
    disagreements: iis.disagreements,
    unread: [
      ...scope.missing.map((path) => ({
        what: say`The application ${path}`,
        why: say`the server has no application of that path`,
        next: say`Name an application as IIS writes it, for example "Default Web Site/Altiris"`,
      })),
      ...names.refused.map((name) => ({
        what: say`The name ${name}`,
        why: say`it is no host name, so no service principal name can be made of it`,
        next: say`Look at the host headers of the site`,
      })),
      ...(ground.isServer ? notAsked : inOne(notAsked, scope.applications)),
    ],
  };
}

function wantedReadings(answers: Answers, choices: Choices, systemRoot: string): readonly Reading[] {
  const first: readonly Reading[] = [
    applicationHostFile(systemRoot),
    redirectionFile(systemRoot),
    networkNames,
    currentUser,
    windowsVersion,
    servicing,
    updates,
    ...surroundingReadings(answers, systemRoot),
  ];
  const configuration = configurationFact(answers, choices, systemRoot);
  if (!configuration.known) return first;
  const { applications } = applicationsInScope(configuration.value, choices);
  const host = hostFact(answers);
  const { names } = namesOf(host, configuration, applications, choices);
  return [
    ...first,
    ...webConfigReadings(configuration.value, applications, systemRoot),
    ...applications.filter((path) => !isParameterLike(path)).map(effectiveSection),
    ...accountNames(answers, host, configuration, applications, choices)
      .filter((name) => !isParameterLike(name))
      .map(spnsOfAccount),
    ...names.map((name) => ownersOfSpn(httpSpn(name))),
    applicationIdentityReading,
    ...directoryReadings(
      answers,
      wantedOfDirectory(answers, host, names, accountNames(answers, host, configuration, applications, choices)),
    ),
    ...[...names, ...otherNames(answers, host, configuration, applications, choices)].map(resolveName),
    ...portReadings(portsOf(host, configuration, applications, choices)),
    ...signInReadings(answers, { host, configuration, applications, names, operator: operatorFact(answers) }),
    ...logReadings(answers, configuration.value, applications, systemRoot),
  ];
}

function namesOf(host: Fact<HostIdentity>, configuration: Fact<Configuration>, applications: readonly string[], choices: Choices) {
  if (!host.known || !configuration.known) return { names: [], refused: [] };
  return clientNames(host.value, configuration.value, applications.map(siteOf), choices.names);
}

type Scoped = readonly [host: Fact<HostIdentity>, configuration: Fact<Configuration>, applications: readonly string[], choices: Choices];

/** The names with an unusual port: a client may be told to ask for a ticket with it. */
function portsOf(...[host, configuration, applications, choices]: Scoped): readonly string[] {
  const { names } = namesOf(host, configuration, applications, choices);
  return configuration.known ? portSpns(configuration.value, applications.map(siteOf), names) : [];
}

/** Names that the accounts hold beside those that clients are known to use, for a look at whether they still lead anywhere. */
function otherNames(answers: Answers, ...scoped: Scoped): readonly string[] {
  const { names } = namesOf(...scoped);
  return heldHostNames(Object.values(askedAccounts(answers, expectedAccounts(...scoped))), names).slice(0, MOST_OTHER_NAMES);
}

const MOST_OTHER_NAMES = 10;

/** The computer, the accounts of the pools in scope, and whoever else turned out to hold one of the names. */
function accountNames(answers: Answers, ...scoped: Scoped): readonly string[] {
  const expected = expectedAccounts(...scoped);
  if (expected.length === 0) return [];
  const [host] = scoped;
  const { names } = namesOf(...scoped);
  return uniqueIgnoringCase([...expected, ...otherOwners(answers, directoryOf(answers, host, names, expected))]);
}

function expectedAccounts(...[host, configuration, applications, choices]: Scoped): readonly string[] {
  if (!host.known || !configuration.known) return [];
  const pools = configuration.value.applications.filter(({ path }) => applications.includes(path)).map(({ pool }) => pool);
  const accounts = [...new Set(pools)]
    .map((name) => findPool(configuration.value, name))
    .flatMap((pool) => (pool === undefined ? [] : [poolAccount(pool, host)]))
    .flatMap((account) => (account.known && account.value.kind === 'domain' ? [account.value.name] : []));
  return uniqueIgnoringCase([`${host.value.computerName}$`, ...accounts, ...(choices.accounts ?? [])]);
}

/**
 * An owner is known by its distinguished name; setspn wants an account name. The directory has it; where only setspn answered, it is
 * guessed and checked by looking it up. An owner of another domain is that domain's own business, and not looked up.
 */
function otherOwners(answers: Answers, { accounts, directory }: Pick<ServerFacts, 'accounts' | 'directory'>): readonly string[] {
  const owners = Object.values(answeredOwners(answers)).flatMap((fact) => (fact.known ? fact.value.owners : []));
  const known = ownersByDirectory(directory);
  return [...owners, ...known]
    .filter(({ dn }) => accountNameOf(dn, { accounts }) === undefined)
    .flatMap(({ dn, spns }) => {
      const same = known.find((one) => sameDn(one.dn, dn));
      if (same !== undefined) return ownName(same, directory.outline);
      const name = commonName(dn);
      const isComputer = spns.some((spn) => /^HOST\//i.test(spn));
      if (name === undefined) return [];
      const guess = isComputer ? `${name}$` : name;
      return directory.outline.known ? ownName({ dn, account: guess }, directory.outline) : [guess];
    });
}

/** With the domain, so that no account of another one is taken for it: setspn looks for a bare name in the domain of whoever runs it. */
function ownName({ dn, account }: Pick<DirectoryAccount, 'dn' | 'account'>, outline: DirectoryFacts['outline']): readonly string[] {
  if (!outline.known || !isIn(dn, outline.value.domain)) return [];
  const netbios = outline.value.partitions.find((partition) => isIn(dn, partition.dn))?.netbios ?? '';
  return [netbios === '' ? account : `${netbios}\\${account}`];
}

/** A file alone is asked nothing: that every application and every web.config is missing is one thing to say. */
function inOne(notAsked: ServerFacts['unread'], applications: readonly string[]): ServerFacts['unread'] {
  if (notAsked.length === 0) return [];
  return [
    {
      what: say`What IIS itself, and the web.config files, say of ${counted(applications.length, 'application', 'applications')}`,
      why: say`a configuration file does not say: a web.config comes after it, and IIS alone knows what it made of both`,
      next: say`Collect the server with kerbwise collect; or ask on the server: appcmd list config "SITE/PATH" /section:system.webServer/security/authentication/windowsAuthentication /config:* /xml`,
    },
  ];
}

function unreadWebConfigs(answers: Answers, configuration: Fact<Configuration>, applications: readonly string[], systemRoot: string) {
  if (!configuration.known) return [];
  return webConfigReadings(configuration.value, applications, systemRoot).flatMap((reading) => {
    const answer = answers[readingKey(reading)];
    if (answer?.kind !== 'failure' || answer.failure.code === 'file.missing') return [];
    const { why, next } = describeFailure(answer.failure);
    return [{ what: reading.file, why, next }];
  });
}

function uniqueIgnoringCase(names: readonly string[]): readonly string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}
