import { known } from '../../flows/model/fact.ts';
import type { Binding } from '../../flows/server/configuration.ts';
import type { DirectoryAccount, DirectoryFacts } from '../../flows/server/directory.ts';
import type { Ground, Resolution, ServerFacts } from '../../flows/server/facts.ts';
import type { LogFacts } from '../../flows/server/log-facts.ts';
import type { SignInEvent, SignInFacts } from '../../flows/server/sign-in.ts';
import type { Surroundings } from '../../flows/server/surroundings.ts';
import {
  dnOf,
  HEALTHY_LOGS,
  HEALTHY_SIGN_IN,
  HEALTHY_SPNS,
  HEALTHY_SURROUNDINGS,
  healthyAccount,
  locationOf,
  notRead,
  PROVED,
  PROVED_AT,
  type ServerSketch,
  SVC,
  serverFacts,
  siteLog,
} from './server-facts.ts';

type Sketch = () => ServerFacts;

const ALTIRIS = 'Default Web Site/Altiris';
const RIGHT = 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="true"';
const SILENT = { signedIn: 0, silent: 9 };
const FINE = { signedIn: 9, silent: 0 };
const GONE = { canonical: null, addresses: [], pointer: null };

const like =
  (sketch: ServerSketch): Sketch =>
  () =>
    serverFacts(sketch);
const having = (more: Partial<ServerFacts>): Sketch => like({ more });
const settings = (attributes: string): Sketch => like({ windows: `${RIGHT} ${attributes}` });
const around = (differs: Partial<Surroundings>): Sketch => having({ surroundings: { ...HEALTHY_SURROUNDINGS, ...differs } });
const logs = (differs: Parameters<typeof siteLog>[0]): Sketch => having({ logs: siteLog(differs) });
const providers = (...names: readonly string[]): Sketch =>
  like({ providers: `<clear />${names.map((name) => `<add value="${name}" />`).join('')}` });

/** In: what the directory says otherwise of the pool's account. */
const account = (differs: Partial<DirectoryAccount>): Sketch => like({ identities: { [SVC]: differs } });

/** In: what the directory says otherwise as a whole; on top of a sketch. */
function directory(differs: Partial<DirectoryFacts>, sketch: ServerSketch = {}): Sketch {
  return () => {
    const facts = serverFacts(sketch);
    return { ...facts, directory: { ...facts.directory, ...differs } };
  };
}

const MISSING: ServerSketch = { spns: { [SVC]: [], SMP01$: ['HOST/SMP01', 'HOST/SMP01.contoso.com'] } };
const DIFFERING = {
  spn: 'HTTP/smp01',
  controller: 'DC01.contoso.com',
  owners: ['svc-smp'],
  otherController: 'DC02.contoso.com',
  otherOwners: [],
};

const signIn = (differs: Partial<SignInFacts>): Sketch => having({ signIn: { ...HEALTHY_SIGN_IN, ...differs } });
const noted = (source: SignInEvent['source'], id: number): Sketch => signIn({ events: known([{ source, id, about: null }]) });

/** In: how the answer to the user differs, and what this session sends. */
function asUser(
  differs: { readonly status?: number; readonly challenges: readonly string[] },
  sends: 'Kerberos' | 'NTLM' = 'Kerberos',
): Sketch {
  const reached = { reached: true, status: 200, clock: 'same', ...differs } as const;
  return signIn({ proof: known({ ...PROVED, client: { sends, failed: null }, asUser: reached }) });
}

function noTicket(failed: string): Sketch {
  const reached = { reached: true, status: 401, challenges: ['Negotiate', 'NTLM'], clock: 'same' } as const;
  return signIn({ proof: known({ ...PROVED, client: { sends: null, failed }, asUser: reached }) });
}

function accountMissing(): ServerFacts {
  const facts = serverFacts({ identity: 'SpecificUser CONTOSO\\gone', identities: { 'CONTOSO\\gone': null } });
  return { ...facts, accounts: { ...facts.accounts, 'contoso\\gone': notRead } };
}

function accountNotRead(): ServerFacts {
  const facts = serverFacts();
  return { ...facts, directory: { ...facts.directory, identities: { ...facts.directory.identities, [SVC.toLowerCase()]: notRead } } };
}

function identityLocked(): ServerFacts {
  const name = 'CONTOSO\\svc-appid';
  const facts = serverFacts({ identities: { [name]: { computed: 16 } } });
  const applicationIdentity = known({ valueNames: ['Identity'], accounts: [{ name: 'Identity', text: name }] });
  return { ...facts, directory: { ...facts.directory, applicationIdentity } };
}

function coveredElsewhere(): ServerFacts {
  const facts = serverFacts({ ...MISSING, names: ['portal'] });
  const web = { ...healthyAccount('WEB9$'), spns: ['HOST/portal'] };
  return { ...facts, directory: { ...facts.directory, holders: { ...facts.directory.holders, 'host/portal': known([web]) } } };
}

function ground(differs: Partial<Ground>): Sketch {
  return having({ ground: { isServer: true, restricted: null, redirected: known(false), pendingRestart: known([]), ...differs } });
}

function operator(elevated: boolean, domainAdministrator: boolean): Sketch {
  return having({ operator: known({ user: 'CONTOSO\\junior', elevated, domainAdministrator }) });
}

/** In: where names lead that do not lead to the server by themselves. Out: a server with these names besides its own. */
function names(resolutions: Readonly<Record<string, Partial<Resolution>>>, spns: readonly string[] = []): Sketch {
  const all = ['smp01', 'smp01.contoso.com', ...Object.keys(resolutions)];
  return () => {
    const facts = serverFacts({ names: all, spns: { ...HEALTHY_SPNS, [SVC]: [...all.map((name) => `HTTP/${name}`), ...spns] } });
    const changed = Object.entries(resolutions).map(([name, part]) => [
      name,
      known({ canonical: name, addresses: ['10.20.0.11'], pointer: name, ...part }),
    ]);
    return { ...facts, resolutions: { ...facts.resolutions, ...Object.fromEntries(changed) } };
  };
}

function binding(host: string): Sketch {
  const more: Binding = { protocol: 'http', ip: '*', port: 80, host, information: `*:80:${host}` };
  return () => {
    const facts = serverFacts();
    if (!facts.configuration.known) return facts;
    const sites = facts.configuration.value.sites.map((site) => ({ ...site, bindings: [...site.bindings, more] }));
    return { ...facts, configuration: known({ ...facts.configuration.value, sites }) };
  };
}

function leftOver(): ServerFacts {
  const facts = names({}, ['HTTP/old.contoso.com'])();
  return { ...facts, resolutions: { ...facts.resolutions, 'old.contoso.com': known(GONE) } };
}

function itms(id: string): Sketch {
  const agent = known({ folder: 'D:\\Logs', events: 9, signals: { [id]: { count: 1, hosts: ['smp01'], says: 'what it says' } } });
  const told: LogFacts = { ...HEALTHY_LOGS, altiris: { ...HEALTHY_LOGS.altiris, agent } };
  return having({ logs: told });
}

function poolMissing(): ServerFacts {
  const facts = serverFacts();
  if (!facts.configuration.known) return facts;
  return { ...facts, configuration: known({ ...facts.configuration.value, pools: [] }) };
}

function severalAccounts(): ServerFacts {
  const facts = serverFacts();
  if (!facts.configuration.known) return facts;
  const applications = facts.configuration.value.applications.map((one) => (/Console$/.test(one.path) ? { ...one, pool: 'Other' } : one));
  return { ...facts, configuration: known({ ...facts.configuration.value, applications }) };
}

const below = (location: string): Sketch => like({ locations: `<location path="${ALTIRIS}">${location}</location>` });

/** For every finding that a rule can give: a server that is so, and otherwise healthy. */
export const RULE_SKETCHES: Readonly<Record<string, Sketch>> = {
  'ground.no-controller': around({ controller: known(null), clockAhead: notRead, ports: notRead }),
  'ground.secure-channel': around({ channel: known({ code: 1311, name: 'ERROR_NO_LOGON_SERVERS' }) }),
  'ground.domain-not-read': around({ controller: notRead, channel: notRead }),
  'ground.clock-skew': around({ clockAhead: known(360) }),
  'ground.clock-drift': around({ clockAhead: known(-180) }),
  'ground.ports-closed': around({ ports: known([{ port: 88, state: 'silent' }]) }),
  'ground.no-history': around({ historyService: known(false) }),
  'ground.not-elevated': operator(false, false),
  'ground.directory-rights': operator(true, false),
  'ground.redirected': ground({ redirected: known(true) }),
  'ground.restricted-session': ground({ restricted: 'a policy says so' }),
  'ground.restart-pending': ground({ pendingRestart: known(['an update of Windows']) }),
  'ground.not-read': ground({ pendingRestart: notRead }),
  'ground.shared-configuration': having({ sharedConfiguration: known(true) }),

  'app-pool-identity.pool-missing': poolMissing,
  'app-pool-identity.local-account': like({ identity: 'SpecificUser .\\svc-local' }),
  'app-pool-identity.several-accounts': severalAccounts,

  'app-pool-identity.account-missing': accountMissing,
  'app-pool-identity.account-not-read': accountNotRead,
  'app-pool-identity.not-managed': like({
    identity: 'SpecificUser CONTOSO\\WEB9$',
    spns: { 'CONTOSO\\WEB9$': ['HTTP/smp01', 'HTTP/smp01.contoso.com'], SMP01$: [] },
  }),
  'app-pool-identity.account-unusable': account({ control: 0x202 }),
  'app-pool-identity.application-identity-unusable': identityLocked,
  'app-pool-identity.privileged-account': account({ adminCount: 1 }),
  'app-pool-identity.no-aes': account({ encryptionTypes: 4 }),
  'app-pool-identity.other-domain': account({ dn: 'CN=svc-smp,OU=Accounts,DC=sales,DC=contoso,DC=com' }),
  'app-pool-identity.unconstrained-delegation': account({ control: 0x80200 }),
  'app-pool-identity.constrained-delegation': account({ delegatesTo: ['MSSQLSvc/sql01.contoso.com'] }),
  'app-pool-identity.resource-delegation': account({ isActedFor: true }),
  'app-pool-identity.sensitive-account': account({ control: 0x180200 }),

  'client-names.alias': names({ 'smp.contoso.com': { canonical: 'web.contoso.com' } }),
  'client-names.unresolved': names({ 'smp.contoso.com': GONE }),
  'client-names.elsewhere': names({ 'smp.contoso.com': { addresses: ['10.20.0.99'] } }),
  'client-names.hosts-file': around({ hostsFile: known([{ address: '10.20.0.11', names: ['smp01'] }]) }),
  'client-names.port-on-another-account': around({
    portOwners: { 'http/smp01:8080': known({ spn: 'HTTP/smp01:8080', owners: [{ dn: dnOf('svc-old') }] }) },
  }),
  'client-names.address': binding('10.20.0.11'),
  'client-names.left-over': leftOver,

  'service-principal-names.missing': like({ spns: { [SVC]: [], SMP01$: [] } }),
  'service-principal-names.wrong-account': like({ spns: { [SVC]: [], 'CONTOSO\\svc-old': ['HTTP/smp01', 'HTTP/smp01.contoso.com'] } }),
  'service-principal-names.duplicate': like({ spns: { ...HEALTHY_SPNS, 'CONTOSO\\svc-old': ['HTTP/smp01'] } }),
  'service-principal-names.malformed': like({ malformed: ['HTTP\\smp01'] }),
  'service-principal-names.replicating': directory({ replication: known({ asked: [], unread: [], differing: [DIFFERING] }) }),
  'service-principal-names.controllers-unasked': directory({
    replication: known({ asked: [], unread: [{ controller: 'DC02.contoso.com', why: 'no controller answers' }], differing: [] }),
  }),
  'service-principal-names.covered-elsewhere': coveredElsewhere,
  'service-principal-names.winrm-collision': like(MISSING),
  'service-principal-names.no-rights': like({ ...MISSING, identities: { [SVC]: { maySetSpns: false } } }),
  'service-principal-names.one-witness': directory({ alone: [{ what: 'http/smp01', witness: 'setspn', why: 'no controller answers' }] }),

  'app-pool-credentials.off': like({ windows: 'enabled="true" authPersistNonNTLM="true"' }),
  'app-pool-credentials.settled': like({
    windows: 'enabled="true" authPersistNonNTLM="true"',
    spns: { [SVC]: [], SMP01$: ['HOST/SMP01', 'HTTP/smp01.contoso.com'] },
  }),
  'app-pool-credentials.on-without-account': like({
    identity: 'NetworkService',
    spns: { SMP01$: ['HOST/SMP01', 'HOST/SMP01.contoso.com'] },
  }),

  'windows-authentication.not-installed': like({ installed: false }),
  'windows-authentication.off': like({ windows: 'enabled="false"' }),
  'windows-authentication.locked': settings('lockAttributes="enabled"'),
  'windows-authentication.ntlm-first': providers('NTLM', 'Negotiate'),
  'windows-authentication.ntlm-only': providers('NTLM'),
  'windows-authentication.negotiate-missing': providers('Other'),
  'windows-authentication.kerberos-only-provider': providers('Negotiate:Kerberos'),
  'windows-authentication.ntlm-acknowledged': () => {
    const acknowledged = [
      {
        application: ALTIRIS,
        applications: [ALTIRIS],
        providers: ['NTLM', 'Negotiate'],
        setAt: `MACHINE/WEBROOT/APPHOST/${ALTIRIS}`,
        user: 'CONTOSO\\admin',
        why: 'a firewall reads names from NTLM',
        server: 'SMP01.contoso.com',
        since: '2026-11-22T08:00:00.000Z',
      },
    ];
    const facts = providers('NTLM', 'Negotiate')();
    return { ...facts, choices: { ...facts.choices, acknowledged } };
  },
  'windows-authentication.ntlm-missing': providers('Negotiate'),

  'auth-persistence.off': like({ windows: 'enabled="true" useAppPoolCredentials="true" authPersistNonNTLM="false"' }),

  'sign-in-settings.extended-protection': like({ inSection: '<extendedProtection tokenChecking="Require" />' }),
  'sign-in-settings.anonymous-beside': like({ anonymous: true }),
  'sign-in-settings.kernel-mode-off': settings('useKernelMode="false"'),
  'sign-in-settings.single-request': settings('authPersistSingleRequest="true"'),
  'sign-in-settings.protection-suppressed': around({ protectionSuppressed: known(true) }),
  'sign-in-settings.other-methods': below(
    '<system.webServer><security><authentication><basicAuthentication enabled="true" /></authentication></security></system.webServer>',
  ),
  'sign-in-settings.impersonation': below('<system.web><identity impersonate="true" /></system.web>'),
  'sign-in-settings.differs-below': like({ locations: locationOf(`${ALTIRIS}/Console/Reports`, 'useAppPoolCredentials="false"') }),

  'sign-in-logs.token-too-large': having({ logs: { ...HEALTHY_LOGS, httperr: known({ rows: 1, reasons: { RequestLength: 1 } }) } }),
  'sign-in-logs.refused': logs({ refused: { '401.1/2148074252': 3 } }),
  'sign-in-logs.refused-elsewhere': logs({ refused: { '401.3/5': 3 } }),
  'sign-in-logs.ntlm-legs-split': logs({ refused: { '401.1/2148074248': 2 } }),
  'sign-in-logs.http2-refused': logs({ http2: SILENT }),
  'sign-in-logs.every-request-anew': logs({ anew: 1 }),
  'sign-in-logs.browsers-send-nothing': logs({ families: { browser: SILENT, firefox: SILENT, agent: FINE } }),
  'sign-in-logs.firefox-sends-nothing': logs({ families: { browser: FINE, firefox: SILENT, agent: FINE } }),
  'sign-in-logs.called-by-address': logs({ addresses: ['10.20.0.11'] }),
  'sign-in-logs.request-level-authentication': itms('altiris.request-level-authentication'),
  'sign-in-logs.service-account-signs-in': logs({ users: ['CONTOSO\\anna', SVC] }),
  'sign-in-logs.itms-message': itms('altiris.wrong-principal'),
  'sign-in-logs.itms-not-kerberos': itms('altiris.agent-revoked'),
  'sign-in.refused': asUser({ status: 401, challenges: ['Negotiate oQcwBaADCgEC', 'NTLM'] }),
  'sign-in.ntlm-here': asUser({ challenges: [] }, 'NTLM'),
  'sign-in.unproven': asUser({ challenges: [] }),
  'sign-in.order-differs': signIn({ at: { ...PROVED_AT, providers: ['NTLM', 'Negotiate'] } }),
  'sign-in.no-ticket': () => ({ ...noTicket('0x80090303')(), owners: {} }),
  'sign-in.no-credentials': noTicket('0x8009030E'),
  'sign-in.remembered-failure': noTicket('0x80090303'),
  'sign-in.loopback-check': asUser({ status: 401, challenges: ['Negotiate', 'NTLM'] }, 'NTLM'),
  'sign-in.other-session': signIn({ ownTickets: known({ session: '0:0x8d1f2', servers: [] }) }),
  'sign-in.ntlm-refused': signIn({ ntlm: known({ refusesIncoming: true, refusesOutgoing: false }) }),
  'sign-in.downgrade-blocked': noted('LSA', 40970),
  'sign-in.wrong-key-noted': noted('Kerberos', 4),
  'sign-in.duplicate-noted': noted('KDC', 11),
  'sign-in.old-keys-noted': noted('KDC', 203),
  'sign-in.pool-could-not-start': noted('WAS', 5057),
  'sign-in-logs.not-read': having({ logs: { ...HEALTHY_LOGS, httperr: notRead } }),
};
