import fc from 'fast-check';

/** What one level writes; `null` = nothing. */
export interface LevelSketch {
  /** Which of the server's places, counted round; 0 is the server itself, -1 the first application below an `/Altiris` path. */
  readonly place: number;
  readonly file: 'applicationHost.config' | 'web.config';
  readonly attributes: Readonly<Record<'enabled' | 'useKernelMode' | 'useAppPoolCredentials' | 'authPersistNonNTLM', boolean | null>>;
  readonly providers: readonly ProviderSketch[] | null;
  readonly anonymous: boolean | null;
  readonly lock: string | null;
  readonly overrideMode: 'Allow' | 'Deny' | null;
  /** The path in capitals: IIS does not mind. */
  readonly inCapitals: boolean;
}

export interface ProviderSketch {
  readonly op: 'add' | 'remove' | 'clear';
  readonly value: string;
  readonly isLocked: boolean;
}

export interface IdentitySketch {
  readonly type: string | null;
  readonly user: string | null;
}

export interface SiteSketch {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly applications: readonly { readonly path: string; readonly pool: number }[];
}

/** Which name is on which account. */
export interface PlacementSketch {
  readonly name: number;
  readonly account: number;
  readonly form: 'plain' | 'capitals' | 'malformed' | 'port';
}

/** A whole server in a few numbers and words: small ones first, so that a failure shrinks to a small server. */
export interface ServerSketch {
  readonly sites: readonly SiteSketch[];
  readonly pools: readonly IdentitySketch[];
  readonly poolDefaults: IdentitySketch;
  readonly levels: readonly LevelSketch[];
  /** Where every name lies before single placements are added: nowhere, on the account of the first pool, on the computer. */
  readonly names: 'none' | 'right' | 'computer';
  readonly placements: readonly PlacementSketch[];
  readonly chosen: number | null;
  readonly addedName: string | null;
  readonly switches: SwitchSketch;
}

export interface SwitchSketch {
  readonly shared: boolean;
  readonly elevated: boolean;
  readonly installed: boolean;
  readonly hostNamesCovered: boolean;
  readonly directoryReachable: boolean;
  readonly configurationWritable: boolean;
  readonly functionalLevel: 5 | 7;
  readonly mayWrite: 'all' | 'none' | 'pool account';
  readonly language: 'en' | 'de';
  readonly inDomain: boolean;
}

/** Names that IIS and the directory allow, and that mean something to PowerShell, to appcmd, or on the screen. */
const SITE_NAMES = ['Default Web Site', 'O’Brien’s $(calc)', "it's; x", '-site', 'Größe Имя', '@args %PATH%', 'a"b', '[x] `n'];
export const ACCOUNTS = ['SMP01$', 'svc-smp', 'svc-old', 'gmsa-smp$', 'O’Brien $(x)', 'dash-', 'elsewhere'] as const;
const USERS = [
  'CONTOSO\\svc-smp',
  'svc-smp@contoso.com',
  'contoso.com\\SVC-SMP',
  'CONTOSO\\gmsa-smp$',
  'CONTOSO\\O’Brien $(x)',
  'CONTOSO\\dash-',
  'CONTOSO\\gone',
  '.\\local',
  'SMP01\\local',
  'local',
  'NT AUTHORITY\\NETWORK SERVICE',
  '',
];
const PATHS = [
  '/Altiris',
  '/',
  '/Altiris/Console',
  '/Altiris/NS/Agent',
  '/Altiris/TaskManagement/CTAgent',
  '/Altiris/It’s $(x)',
  '/Other',
  '/altirisX',
];
const HOSTS = ['smp.contoso.com', 'Portal.Contoso.com', 'portal', 'smp.other.example', 'smp01', 'xn--bcher-kva.example', 'b_d$(x)', '*'];
const LOCKS = [
  'lockAttributes="useAppPoolCredentials"',
  'lockAttributes="enabled,authPersistNonNTLM"',
  'lockAttributes="*"',
  'lockElements="providers"',
  'lockAllAttributesExcept="enabled"',
  'lockAllElementsExcept="extendedProtection"',
  'lockItem="true"',
];

const seldom = (percent: number) => fc.integer({ min: 0, max: 99 }).map((at) => at >= 100 - percent);
const perhaps = <T>(value: fc.Arbitrary<T>, nil = 2) => fc.option(value, { nil: null, freq: nil });

const anyProvider: fc.Arbitrary<ProviderSketch> = fc.record({
  op: fc.constantFrom('add', 'add', 'add', 'remove', 'clear'),
  value: fc.constantFrom('Negotiate', 'NTLM', 'negotiate', 'Negotiate:Kerberos', 'Custom', 'O’Dd'),
  isLocked: seldom(5),
});

const whole = (...values: readonly string[]): readonly ProviderSketch[] => [
  { op: 'clear', value: '', isLocked: false },
  ...values.map((value) => ({ op: 'add', value, isLocked: false }) as const),
];

const anyProviders = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(whole('NTLM', 'Negotiate'), whole('Negotiate', 'NTLM'), whole('NTLM'), whole()) },
  { weight: 3, arbitrary: fc.array(anyProvider, { maxLength: 4 }) },
);

const anyLevel: fc.Arbitrary<LevelSketch> = fc.record({
  place: fc.oneof({ weight: 3, arbitrary: fc.constant(-1) }, { weight: 7, arbitrary: fc.nat({ max: 20 }) }),
  file: fc.constantFrom('applicationHost.config', 'applicationHost.config', 'applicationHost.config', 'web.config'),
  attributes: fc.record({
    enabled: fc.constantFrom(null, true, true, true, false),
    useKernelMode: fc.constantFrom(null, null, null, true, false),
    useAppPoolCredentials: fc.constantFrom(null, null, true, false),
    authPersistNonNTLM: fc.constantFrom(null, null, true, false),
  }),
  providers: perhaps(anyProviders),
  anonymous: fc.constantFrom(null, false, false, false, true),
  lock: perhaps(fc.constantFrom(...LOCKS), 1).chain((lock) => seldom(12).map((locked) => (locked ? lock : null))),
  overrideMode: fc.constantFrom(null, null, null, 'Allow', 'Allow', 'Deny'),
  inCapitals: seldom(10),
});

const anyIdentity: fc.Arbitrary<IdentitySketch> = fc.record({
  type: fc.constantFrom(
    'SpecificUser',
    'SpecificUser',
    'SpecificUser',
    'SpecificUser',
    null,
    'ApplicationPoolIdentity',
    'NetworkService',
    'LocalSystem',
    'LocalService',
  ),
  user: fc.oneof({ weight: 5, arbitrary: fc.constant('CONTOSO\\svc-smp') }, { weight: 2, arbitrary: perhaps(fc.constantFrom(...USERS)) }),
});

const anyApplication = fc.record({ path: fc.constantFrom('/Altiris', ...PATHS), pool: fc.constantFrom(0, 0, 0, 1, 2, 9) });

const anySite: fc.Arbitrary<SiteSketch> = fc.record({
  name: fc.oneof({ weight: 3, arbitrary: fc.constant('Default Web Site') }, { weight: 1, arbitrary: fc.constantFrom(...SITE_NAMES) }),
  hosts: fc.uniqueArray(fc.constantFrom('', ...HOSTS), { minLength: 1, maxLength: 3 }),
  applications: fc.uniqueArray(anyApplication, { minLength: 1, maxLength: 4, selector: ({ path }) => path }),
});

export const anyServer: fc.Arbitrary<ServerSketch> = fc.record({
  sites: fc.uniqueArray(anySite, { minLength: 1, maxLength: 3, selector: ({ name }) => name }),
  pools: fc.array(anyIdentity, { minLength: 1, maxLength: 3 }),
  poolDefaults: fc.oneof({ weight: 4, arbitrary: fc.constant({ type: null, user: null }) }, { weight: 1, arbitrary: anyIdentity }),
  levels: fc.array(anyLevel, { minLength: 1, maxLength: 5 }),
  names: fc.constantFrom('none', 'right', 'none', 'right', 'computer'),
  placements: fc.array(
    fc.record({
      name: fc.nat({ max: 9 }),
      account: fc.nat({ max: ACCOUNTS.length - 1 }),
      form: fc.constantFrom('plain', 'plain', 'capitals', 'malformed', 'port'),
    }),
    { maxLength: 3 },
  ),
  chosen: perhaps(fc.nat({ max: 9 }), 1).chain((chosen) => seldom(25).map((named) => (named ? chosen : null))),
  addedName: perhaps(fc.constantFrom('extra', 'extra.contoso.com', 'it’s', '10.0.0.1'), 1).chain((name) =>
    seldom(15).map((added) => (added ? name : null)),
  ),
  switches: fc.record({
    shared: seldom(6),
    elevated: seldom(5).map((off) => !off),
    installed: seldom(5).map((off) => !off),
    hostNamesCovered: seldom(10).map((off) => !off),
    directoryReachable: seldom(5).map((off) => !off),
    configurationWritable: seldom(5).map((off) => !off),
    functionalLevel: fc.constantFrom(7, 7, 5),
    mayWrite: fc.constantFrom('all', 'all', 'all', 'all', 'all', 'all', 'none', 'pool account'),
    language: fc.constantFrom('en', 'de'),
    inDomain: seldom(4).map((off) => !off),
  }),
});
