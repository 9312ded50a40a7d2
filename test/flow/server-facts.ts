import { type Fact, known, unknown } from '../../flows/model/fact.ts';
import type { DirectoryAccount, DirectoryFacts } from '../../flows/server/directory.ts';
import type { AccountSpns, NamedAccount, ServerFacts, SpnOwners } from '../../flows/server/facts.ts';
import type { LogFacts, SiteLog } from '../../flows/server/log-facts.ts';
import { readConfiguration } from '../../flows/server/read-configuration.ts';
import { applicationsInScope } from '../../flows/server/scope.ts';
import type { SignInFacts, SignInProof } from '../../flows/server/sign-in.ts';
import { holdsSpn, httpSpn } from '../../flows/server/spns.ts';
import type { Surroundings } from '../../flows/server/surroundings.ts';

const SECTION = 'system.webServer/security/authentication/windowsAuthentication';

/** A server in a few words, for tests of steps. What is left out is healthy. */
export interface ServerSketch {
  /** `SpecificUser CONTOSO\svc-smp` or a built-in identity. */
  readonly identity?: string;
  /** Attributes of the section for the Altiris application, for example `useAppPoolCredentials="true"`. */
  readonly windows?: string;
  /** Children of `<providers>` for the Altiris application. */
  readonly providers?: string;
  /** More children of the section for the Altiris application. */
  readonly inSection?: string;
  readonly anonymous?: boolean;
  readonly names?: readonly string[];
  /** Service principal names by account. */
  readonly spns?: Readonly<Record<string, readonly string[]>>;
  readonly malformed?: readonly string[];
  /** What the directory says of an account otherwise than that it is healthy. */
  readonly identities?: Readonly<Record<string, Partial<DirectoryAccount> | null>>;
  readonly more?: Partial<ServerFacts>;
  /** More of the file: other locations. */
  readonly locations?: string;
  readonly rootProviders?: string;
  readonly installed?: boolean;
}

export const SVC = 'CONTOSO\\svc-smp';
export const HEALTHY_SPNS = { [SVC]: ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: ['HOST/SMP01', 'HOST/SMP01.contoso.com'] };

export const HEALTHY_SURROUNDINGS: Surroundings = {
  controller: known({ name: 'DC01.contoso.com', globalCatalog: true }),
  channel: known({ code: 0, name: 'NERR_Success' }),
  clockAhead: known(0.02),
  ports: known([88, 389, 3268].map((port) => ({ port, state: 'open' as const }))),
  historyService: known(true),
  hostsFile: known([]),
  protectionSuppressed: known(false),
  portOwners: {},
};

const SIGN_IN_URL = 'http://smp01.contoso.com/Altiris/';

export const PROVED_AT = {
  application: 'Default Web Site/Altiris',
  name: 'smp01.contoso.com',
  url: SIGN_IN_URL,
  providers: ['Negotiate', 'NTLM'],
};

/** A sign-in by Kerberos, by the server's own answer. */
export const PROVED: SignInProof = {
  url: SIGN_IN_URL,
  spn: 'HTTP/smp01.contoso.com',
  anonymous: { reached: true, status: 401, challenges: ['Negotiate', 'NTLM'], clock: 'same' },
  client: { sends: 'Kerberos', failed: null },
  asUser: { reached: true, status: 200, challenges: ['Negotiate oRQwEqADCgEAoQsGCSqGSIb3EgECAg=='], clock: 'same' },
};

export const HEALTHY_SIGN_IN: SignInFacts = {
  at: PROVED_AT,
  proof: known(PROVED),
  ownTickets: known({ session: '0:0x8d1f2', servers: ['krbtgt/CONTOSO.COM', 'HTTP/smp01.contoso.com'] }),
  systemTickets: known({ session: '0:0x3e7', servers: ['krbtgt/CONTOSO.COM'] }),
  events: known([]),
  logon: known(null),
  loopback: known({ names: [], isOff: false }),
  ntlm: known({ refusesIncoming: false, refusesOutgoing: false }),
};

export function serverFacts(sketch: ServerSketch = {}): ServerFacts {
  const configuration = readConfiguration(configurationText(sketch));
  if (!configuration.ok) throw new Error(JSON.stringify(configuration.failure));
  const names = sketch.names ?? ['smp01', 'smp01.contoso.com'];
  const spns = sketch.spns ?? HEALTHY_SPNS;
  const choices = sketch.more?.choices ?? { applications: [], names: [] };
  return {
    choices,
    host: known({ computerName: 'SMP01', dnsDomain: 'contoso.com' }),
    operator: known({ user: 'CONTOSO\\admin', elevated: true, domainAdministrator: true }),
    configuration: known(configuration.value),
    ground: { isServer: true, restricted: null, redirected: known(false), pendingRestart: known([]) },
    sharedConfiguration: known(false),
    applications: applicationsInScope(configuration.value, choices).applications,
    names,
    accounts: Object.fromEntries(Object.entries(spns).map(([name, held]) => [name.toLowerCase(), known(account(name, held, sketch))])),
    owners: Object.fromEntries(names.map((name) => [httpSpn(name).toLowerCase(), owners(httpSpn(name), spns)])),
    resolutions: Object.fromEntries(names.map((name) => [name, known({ canonical: name, addresses: ['10.20.0.11'], pointer: name })])),
    logs: HEALTHY_LOGS,
    surroundings: HEALTHY_SURROUNDINGS,
    signIn: HEALTHY_SIGN_IN,
    directory: directoryFacts(names, spns, sketch),
    disagreements: {},
    unread: [],
    ...sketch.more,
  };
}

const HEALTHY_SITE: SiteLog = {
  site: 'Default Web Site',
  folder: 'W3SVC1',
  rows: 60,
  completed: 20,
  failed: 0,
  families: { firefox: { signedIn: 4, silent: 0 }, browser: { signedIn: 12, silent: 0 }, agent: { signedIn: 24, silent: 0 } },
  refused: {},
  refusedAt: {},
  recovered: {},
  anew: 0,
  http2: { signedIn: 0, silent: 0 },
  addresses: [],
  users: ['CONTOSO\\anna'],
};

/** Logs in which everybody signs in. */
export const HEALTHY_LOGS: LogFacts = {
  sites: { 'Default Web Site': known(HEALTHY_SITE) },
  httperr: known({ rows: 0, reasons: {} }),
  headerLimits: known({ maxFieldLength: null, maxRequestBytes: null }),
  altiris: {
    server: known({ folder: 'C:\\ProgramData\\Symantec\\SMP\\Logs', events: 3, signals: {} }),
    agent: known({ folder: 'C:\\ProgramData\\Symantec\\Symantec Agent\\Logs', events: 3, signals: {} }),
  },
};

/** In: what differs in the log of the site. Out: the logs. */
export function siteLog(differs: Partial<SiteLog>): LogFacts {
  return { ...HEALTHY_LOGS, sites: { 'Default Web Site': known({ ...HEALTHY_SITE, ...differs }) } };
}

export const notRead: Fact<never> = unknown('it was not read', 'read it');

function account(name: string, held: readonly string[], { malformed = [] }: ServerSketch): NamedAccount {
  const read: AccountSpns = { dn: dnOf(name), spns: held, malformed: name === SVC ? malformed : [] };
  return { ...read, name };
}

function owners(spn: string, spns: Readonly<Record<string, readonly string[]>>): Fact<SpnOwners> {
  const holders = Object.entries(spns).filter(([, held]) => holdsSpn(held, spn));
  return known({ spn, owners: holders.map(([name, held]) => ({ dn: dnOf(name), spns: held })) });
}

/** What the directory says by LDAP: the same as setspn, of accounts in good order. */
function directoryFacts(names: readonly string[], spns: Readonly<Record<string, readonly string[]>>, sketch: ServerSketch): DirectoryFacts {
  const accounts = Object.entries(spns).map(([name, held]) => ({ ...healthyAccount(name), spns: held, ...sketch.identities?.[name] }));
  const others = Object.entries(sketch.identities ?? {}).filter(([name]) => spns[name] === undefined);
  const asked = names.flatMap((name) => [httpSpn(name), `HOST/${name}`]);
  return {
    outline: known({
      controller: 'DC01.contoso.com',
      domain: 'DC=contoso,DC=com',
      level: 7,
      partitions: [{ dn: 'DC=contoso,DC=com', netbios: 'CONTOSO', dns: 'contoso.com' }],
      controllers: ['DC01.contoso.com', 'DC02.contoso.com'],
    }),
    identities: Object.fromEntries([
      ...Object.keys(spns).map((name, at) => [name.toLowerCase(), known(accounts[at] ?? null)]),
      ...others.map(([name, differs]) => [name.toLowerCase(), known(differs === null ? null : { ...healthyAccount(name), ...differs })]),
    ]),
    holders: Object.fromEntries(asked.map((spn) => [spn.toLowerCase(), known(accounts.filter((one) => holdsSpn(one.spns, spn)))])),
    replication: known({ asked: ['DC02.contoso.com'], unread: [], differing: [] }),
    applicationIdentity: known(null),
    alone: [],
  };
}

/** An account with which Kerberos works. */
export function healthyAccount(name: string): DirectoryAccount {
  const account = name.replace(/^.*\\|@.*$/g, '');
  const isComputer = account.endsWith('$');
  return {
    dn: dnOf(name),
    guid: `guid of ${account.toLowerCase()}`,
    sid: `S-1-5-21-1-2-3-${account.toLowerCase()}`,
    classes: isComputer ? ['top', 'person', 'organizationalPerson', 'user', 'computer'] : ['top', 'person', 'organizationalPerson', 'user'],
    account,
    userPrincipalName: isComputer ? null : `${account}@contoso.com`,
    spns: [],
    control: isComputer ? 4096 : 66048,
    computed: 0,
    lockoutTime: null,
    passwordSet: '133500000000000000',
    expired: false,
    adminCount: null,
    encryptionTypes: isComputer ? 28 : 24,
    delegatesTo: [],
    isActedFor: false,
    maySetSpns: true,
  };
}

export function dnOf(account: string): string {
  return `CN=${account.replace(/^.*\\/, '').replace(/\$$/, '')},OU=Accounts,DC=contoso,DC=com`;
}

function configurationText(sketch: ServerSketch): string {
  const [type, user] = (sketch.identity ?? `SpecificUser ${SVC}`).split(' ');
  const windows = sketch.windows ?? 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"';
  const providers = sketch.providers === undefined ? '' : `<providers>${sketch.providers}</providers>`;
  const modules =
    sketch.installed === false ? '' : '<add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" />';
  return `<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="DefaultAppPool"><processModel identityType="${type}"${user === undefined ? '' : ` userName="${user}"`} /></add>
      <add name="Other"><processModel identityType="NetworkService" /></add>
    </applicationPools>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="C:\\inetpub\\wwwroot" /></application>
        <application path="/Altiris" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="C:\\altiris" /></application>
        <application path="/Altiris/Console" applicationPool="DefaultAppPool"><virtualDirectory path="/" physicalPath="C:\\altiris\\console" /></application>
        <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
      </site>
    </sites>
  </system.applicationHost>
  <system.webServer>
    <globalModules><add name="UriCacheModule" image="cachuri.dll" />${modules}</globalModules>
    <security><authentication>
      <anonymousAuthentication enabled="true" />
      <windowsAuthentication enabled="false" authPersistNonNTLM="true">
        <providers>${sketch.rootProviders ?? '<add value="Negotiate" /><add value="NTLM" />'}</providers>
      </windowsAuthentication>
    </authentication></security>
  </system.webServer>
  <location path="Default Web Site/Altiris"><system.webServer><security><authentication>
    <anonymousAuthentication enabled="${sketch.anonymous ?? false}" />
    <windowsAuthentication ${windows}>${providers}${sketch.inSection ?? ''}</windowsAuthentication>
  </authentication></security></system.webServer></location>
  ${sketch.locations ?? ''}
</configuration>`;
}

/** A location of the file for one application below Altiris. */
export function locationOf(path: string, windows: string, providers = ''): string {
  return `<location path="${path}"><system.webServer><security><authentication><windowsAuthentication ${windows}>${providers}</windowsAuthentication></authentication></security></system.webServer></location><!-- ${SECTION} -->`;
}
