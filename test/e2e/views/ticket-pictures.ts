import type { TicketPathView, TicketPictureView } from '../../../flows/bridge/contract.ts';
import { known, unknown } from '../../../flows/model/fact.ts';
import type { Holder, PathApplication, PathGroup } from '../../../flows/ticket-path/path-ground.ts';
import { ticketPath } from '../../../flows/ticket-path/ticket-path.ts';

const CONTROLLER = 'DC01.contoso.com';
const ON_SERVICE = { kind: 'one', dn: 'CN=svc-smp', account: 'CONTOSO\\svc-smp', covered: false, keyless: null } satisfies Holder;
const NAMES = ['smp01', 'smp01.contoso.com'] as const;
const BELOW = ['', '/Console', '/NS', '/NS/Agent', '/TaskManagement', '/ClientTaskServer'];

interface Sketch {
  readonly names?: PathGroup['names'];
  readonly holder?: Holder;
  readonly providers?: readonly string[];
  readonly reader?: string;
  readonly pool?: string;
  readonly identity?: string;
}

function pathOf(sketch: Sketch): TicketPathView {
  const { names = NAMES, holder = ON_SERVICE } = sketch;
  const [application, ...more] = BELOW.map((below) => applicationAt(`Default Web Site/Altiris${below}`, sketch));
  return ticketPath(
    { names, asked: names, holder, applications: application === undefined ? [applicationAt('', sketch)] : [application, ...more] },
    CONTROLLER,
  );
}

function applicationAt(path: string, sketch: Sketch): PathApplication {
  const { providers = ['Negotiate', 'NTLM'], identity = 'CONTOSO\\svc-smp', reader = identity, pool = 'DefaultAppPool' } = sketch;
  const isRight = reader === identity;
  const settings = {
    installed: true,
    anonymous: false,
    enabled: true,
    providers,
    tokenChecking: 'None',
    useKernelMode: true,
    useAppPoolCredentials: isRight,
  };
  const dn = reader.endsWith('svc-smp') ? 'CN=svc-smp' : `CN=${reader}`;
  return {
    path,
    poolName: pool,
    identity,
    settings: known(settings),
    reader: known({ name: reader, dn: known(dn), isRight: known(isRight), shut: null }),
  };
}

function mendedBy(path: TicketPathView, steps: readonly (string | null)[]): TicketPathView {
  const stations = path.stations.map((station, at) =>
    station.link === null ? station : { ...station, link: { ...station.link, mendedBy: steps[at - 1] ?? null } },
  );
  return { ...path, stations };
}

const healthy = pathOf({});

/** Nobody holds the names, the computer decrypts, NTLM is first: three links broken, and three steps that mend them. */
export const brokenPictures: readonly TicketPictureView[] = [
  {
    now: pathOf({ holder: { kind: 'none' }, reader: 'SMP01$', providers: ['NTLM', 'Negotiate'] }),
    after: mendedBy(healthy, ['Service principal names', 'Windows Authentication and providers', null, 'useAppPoolCredentials']),
  },
];

export const healthyPictures: readonly TicketPictureView[] = [{ now: healthy, after: null }];

/** One name on the wrong account, one right, and one whose owner could not be read. */
export const mixedPictures: readonly TicketPictureView[] = [
  { now: pathOf({ names: ['smp01'], holder: { ...ON_SERVICE, dn: 'CN=SMP01', account: 'SMP01$' } }), after: null },
  {
    now: pathOf({ names: ['altiris.contoso.com'], holder: { kind: 'unknown', ...unknown('no domain controller answered', '') } }),
    after: null,
  },
  { now: pathOf({ names: ['smp01.contoso.com'] }), after: null },
];

/** The longest real names. */
export const longPictures: readonly TicketPictureView[] = [
  {
    now: pathOf({
      names: ['smp-production1', 'smp-production1.corporate.emea.contoso-holding.example', 'altiris.contoso.example'],
      holder: { kind: 'none' },
      identity: 'CORPORATE-EMEA\\svc-symantec-management-platform-production-eu1$',
      pool: 'SymantecManagementPlatformProductionPoolOfTheEuropeanDataCentre1',
    }),
    after: null,
  },
];
