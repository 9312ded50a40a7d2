import { listed, say } from '../language/say.ts';
import type { FileRead, Reading } from '../model/command.ts';
import { type Fact, known, unknown } from '../model/fact.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import { onceEach } from '../model/once-each.ts';
import { isParameterLike, PARAMETER_LIKE } from '../model/parameter-like.ts';
import { type Answer, type Answers, readingKey } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { type Application, type Configuration, type EffectiveWindows, isAtOrBelow, levelPath, samePath } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { AccountSpns, Choices, HostIdentity, NamedAccount, Operator, ServerFacts, SpnOwners } from '../server/facts.ts';
import { readConfiguration, readRedirection, withWebConfig } from '../server/read-configuration.ts';
import { applicationsInScope } from '../server/scope.ts';
import { type AppcmdSection, readSectionXml } from './appcmd.ts';
import {
  applicationHostFile,
  currentUser,
  effectiveSection,
  networkNames,
  ownersOfSpn,
  redirectionFile,
  spnsOfAccount,
  webConfigFile,
} from './readings.ts';
import { readHostIdentity } from './registry.ts';
import { readAccountSpns, readSpnOwners } from './setspn.ts';
import { readOperator } from './whoami.ts';

export function hostFact(answers: Answers): Fact<HostIdentity> {
  return factOf(answers, networkNames, say`reg query … Tcpip\\Parameters`, (answer) => ofOutput(answer, readHostIdentity));
}

export function operatorFact(answers: Answers): Fact<Operator> {
  return factOf(answers, currentUser, 'whoami', (answer) => ofOutput(answer, readOperator));
}

export function sharedConfigurationFact(answers: Answers, systemRoot: string): Fact<boolean> {
  return factOf(answers, redirectionFile(systemRoot), 'redirection.config', (answer) =>
    answer.kind === 'failure' && answer.failure.code === 'file.missing' ? succeed(false) : ofText(answer, readRedirection),
  );
}

/** The server's configuration with every web.config of the applications in scope that was read. */
export function configurationFact(answers: Answers, choices: Choices, systemRoot: string): Fact<Configuration> {
  const server = factOf(answers, applicationHostFile(systemRoot), 'applicationHost.config', (answer) => ofText(answer, readConfiguration));
  if (!server.known) return server;
  const { applications } = applicationsInScope(server.value, choices);
  return webConfigs(server.value, applications, systemRoot).reduce<Fact<Configuration>>((fact, { path, file }) => {
    const answer = answers[readingKey(file)];
    if (!fact.known || answer?.kind !== 'text') return fact;
    const merged = withWebConfig(fact.value, levelPath(path), answer.text);
    return merged.ok ? known(merged.value) : unknownBecause(merged.failure);
  }, server);
}

/** The web.config files that can say something about the applications in scope, parents first. */
export function webConfigReadings(configuration: Configuration, applications: readonly string[], systemRoot: string): readonly FileRead[] {
  return webConfigs(configuration, applications, systemRoot).map(({ file }) => file);
}

function webConfigs(configuration: Configuration, applications: readonly string[], systemRoot: string) {
  const above = configuration.applications.filter(({ path }) => applications.some((inScope) => isAtOrBelow(inScope, path)));
  return [...above, ...foldersBetween(above, applications)]
    .sort((a, b) => a.path.length - b.path.length)
    .flatMap(({ path, physicalPath }) => {
      const file = physicalPath === null ? undefined : webConfigFile(physicalPath, systemRoot);
      return file === undefined ? [] : [{ path, file }];
    });
}

/** The folder `NS` of `Site/Altiris/NS/Agent` where `Site/Altiris` is an application and `Site/Altiris/NS` is none: its web.config counts too. */
function foldersBetween(above: readonly Application[], inScope: readonly string[]) {
  const parts = inScope.map((path) => levelPath(path).split('/'));
  const paths = parts.flatMap((names) => names.slice(1, -1).map((_, at) => names.slice(0, at + 2).join('/')));
  const between = [...new Set(paths)].filter((path) => !above.some((application) => samePath(application.path, path)));
  return between.flatMap((path) => {
    const holder = above.filter((application) => isAtOrBelow(path, application.path)).sort((a, b) => b.path.length - a.path.length)[0];
    if (holder === undefined || holder.physicalPath === null) return [];
    const rest = path.slice(levelPath(holder.path).length).replaceAll('/', '\\');
    return [{ path, physicalPath: `${holder.physicalPath.replace(/\\+$/, '')}${rest}` }];
  });
}

/** In: account names. Out: what setspn lists for each, by name in lower case. */
export function askedAccounts(answers: Answers, names: readonly string[]): ServerFacts['accounts'] {
  return Object.fromEntries(
    names.map((name) => [
      name.toLowerCase(),
      factOf<NamedAccount>(answers, spnsOfAccount(name), say`setspn -L ${name}`, (answer) => {
        const read = namesIn(answer);
        return read.ok ? succeed({ ...read.value, name }) : read;
      }),
    ]),
  );
}

const namesIn = onceEach((answer: Answer): Result<AccountSpns> => ofOutput(answer, readAccountSpns));

/** In: service principal names. Out: who holds each, by name in lower case. */
export function askedOwners(answers: Answers, spns: readonly string[]): ServerFacts['owners'] {
  return Object.fromEntries(
    spns.map((spn) => [
      spn.toLowerCase(),
      factOf<SpnOwners>(answers, ownersOfSpn(spn), say`setspn -F -Q ${spn}`, (answer) => ownersIn(answer)(spn)),
    ]),
  );
}

/** Two spellings of one name are two questions with an answer each, so what is kept of an answer is of one name. */
const ownersIn = onceEach((answer: Answer) => {
  const read = new Map<string, Result<SpnOwners>>();
  return (spn: string): Result<SpnOwners> => {
    const owners = read.get(spn) ?? (answer.kind === 'output' ? readSpnOwners(spn, answer.output) : failureOf(answer));
    read.set(spn, owners);
    return owners;
  };
});

/** What IIS itself says of the applications: where it differs from the files, and where it could not be asked. */
export interface SecondWitness {
  /** By application path in lower case: what differs, in words. */
  readonly disagreements: Readonly<Record<string, string>>;
  readonly unasked: readonly { readonly what: string; readonly why: string; readonly next: string }[];
}

/** IIS is the second witness: what appcmd says of a path must be what the files say. */
export function askIis(answers: Answers, configuration: Configuration, applications: readonly string[]): SecondWitness {
  const judged = applications.flatMap((path) => {
    const answer = answers[readingKey(effectiveSection(path))];
    return answer === undefined ? [] : [{ path, isAnswered: answer.kind === 'output', section: ofOutput(answer, readSectionXml) }];
  });
  return {
    disagreements: Object.fromEntries(
      judged.flatMap(({ path, isAnswered, section }) => {
        const differs = section.ok ? differences(section.value, effectiveAuthentication(configuration, path).windows) : '';
        // An error of IIS, or an answer that says nothing, is no consent: what it would do at this path is not known.
        const why =
          !section.ok && isAnswered
            ? say`IIS was asked and did not say what holds there: ${describeFailure(section.failure).why}`
            : differs;
        return why === '' ? [] : [[path.toLowerCase(), why]];
      }),
    ),
    unasked: [
      ...applications.filter(isParameterLike).map(notAskedFor),
      ...judged.flatMap(({ path, isAnswered, section }) => {
        if (section.ok || isAnswered) return [];
        const { why, next } = describeFailure(section.failure);
        return [{ what: say`What IIS itself says of ${path}`, why, next }];
      }),
    ],
  };
}

function notAskedFor(path: string) {
  return {
    what: say`What IIS itself says of ${path}`,
    why: PARAMETER_LIKE,
    next: say`Give the site another name, or look at it in IIS Manager`,
  };
}

const COMPARED = ['enabled', 'useKernelMode', 'useAppPoolCredentials', 'authPersistNonNTLM'] as const;

function differences(iis: AppcmdSection, files: EffectiveWindows): string {
  const attributes = COMPARED.flatMap((name) => {
    const theirs = iis.attributes[name];
    const mine = String(files[name]);
    return theirs === undefined || theirs.toLowerCase() === mine ? [] : [say`${name}: IIS says ${theirs}, the files say ${mine}`];
  });
  const [theirs, mine] = [iis.providers.join(', '), files.providers.join(', ')];
  const providers = theirs === mine ? [] : [say`providers: IIS says ${theirs || 'none'}, the files say ${mine || 'none'}`];
  return listed([...attributes, ...providers], '; ');
}

/** Every `setspn -Q` answer there is, whatever it was asked for. */
export function answeredOwners(answers: Answers): ServerFacts['owners'] {
  const spns = Object.keys(answers).flatMap((key) => /^\["setspn","-F","-Q","([^"]+)"\]$/.exec(key)?.[1] ?? []);
  return askedOwners(answers, spns);
}

/** In: the answers, one reading of them, what it is called in words, and its reader. Out: the fact, or why it is not known. */
export function factOf<T>(answers: Answers, reading: Reading, what: string, read: (answer: Answer) => Result<T>): Fact<T> {
  const answer = answers[readingKey(reading)];
  if (answer === undefined) return unknown(say`${what} has not been asked yet`, say`Let Kerbwise look at the server`);
  const result = read(answer);
  return result.ok ? known(result.value) : unknownBecause(result.failure);
}

function unknownBecause(failure: Failure) {
  const { what, why, next } = describeFailure(failure);
  return unknown(say`${what}: ${why}`, next);
}

/** For readers of what a program printed, both streams joined. */
export function ofOutput<T>(answer: Answer, read: (text: string) => Result<T>): Result<T> {
  return answer.kind === 'output' ? read(joined(answer.output)) : failureOf(answer);
}

function ofText<T>(answer: Answer, read: (text: string) => Result<T>): Result<T> {
  return answer.kind === 'text' ? read(answer.text) : failureOf(answer);
}

function failureOf(answer: Answer): { readonly ok: false; readonly failure: Failure } {
  if (answer.kind === 'failure') return fail(answer.failure);
  return fail({ code: 'output.unreadable', reading: say`the reading`, why: say`it gave an answer of another kind`, raw: '' });
}

function joined({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string {
  return [stdout, stderr].filter((text) => text !== '').join('\n');
}
