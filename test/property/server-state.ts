import type { Choices } from '../../flows/server/facts.ts';
import type { DirectoryObject, LabState } from '../../src-main/lab/lab-state.ts';
import { healthyAttributes } from '../../src-main/lab/server/healthy-directory.ts';
import { HEALTHY_SERVER } from '../../src-main/lab/server/healthy-server.ts';
import { ACCOUNTS, type PlacementSketch, type ServerSketch } from './any-server.ts';
import { configurationText, webConfigTexts } from './server-files.ts';

/** In: a server in a few words. Out: the practice server that it describes, with every file as IIS would write it. */
export function serverState(sketch: ServerSketch): LabState {
  const { switches } = sketch;
  const { machine, directory, network } = HEALTHY_SERVER;
  return {
    faults: [],
    isSurprise: false,
    applicationHost: configurationText(sketch),
    redirection: `<?xml version="1.0" encoding="UTF-8"?>\r\n<configuration>\r\n    <configurationRedirection enabled="${switches.shared}" />\r\n</configuration>\r\n`,
    webConfigs: webConfigTexts(sketch),
    directory: { ...directory, functionalLevel: switches.functionalLevel, objects: accountsOf(sketch) },
    machine: {
      ...machine,
      elevated: switches.elevated,
      directoryReachable: switches.directoryReachable && switches.inDomain,
      configurationWritable: switches.configurationWritable,
      language: switches.language,
      mayWriteSpnsOf: switches.mayWrite === 'all' ? 'all' : switches.mayWrite === 'none' ? [] : [dnOf('svc-smp')],
      registry: switches.inDomain ? machine.registry : withoutDomain(machine.registry),
    },
    network,
  };
}

/** What the administrator chose before looking. */
export function choicesOf(sketch: ServerSketch): Choices {
  const { chosen, addedName } = sketch;
  const applications = sketch.sites.flatMap((site) => site.applications.map(({ path }) => `${site.name}${path}`));
  const application = chosen === null ? undefined : applications[chosen % applications.length];
  return { applications: application === undefined ? [] : [application], names: addedName === null ? [] : [addedName] };
}

/** The names that a client could call the server by. */
function clientNamesOf({ sites, addedName }: ServerSketch): readonly string[] {
  const own = ['smp01', 'smp01.contoso.com', ...sites.flatMap(({ hosts }) => hosts), addedName ?? ''];
  const both = own.flatMap((name) => [name.toLowerCase(), name.toLowerCase().replace(/\.contoso\.com$/, '')]);
  return [...new Set(both.flatMap((name) => (name.includes('.') ? [name] : [name, `${name}.contoso.com`])))].filter((name) =>
    /^[a-z0-9][a-z0-9._-]*$/.test(name),
  );
}

function accountsOf(sketch: ServerSketch): readonly DirectoryObject[] {
  const others = HEALTHY_SERVER.directory.objects.filter(({ dn }) => !/^CN=(?:SMP01|svc-smp|svc-old),/.test(dn));
  return [...others, ...ACCOUNTS.map((name, index) => account(name, index, spnsOf(sketch, index)))];
}

function account(name: string, index: number, spns: readonly string[]): DirectoryObject {
  const isComputer = name === 'SMP01$';
  return {
    dn: dnOf(name),
    objectGUID: `7b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d0${index}`,
    objectClass: isComputer ? 'computer' : name.endsWith('$') ? 'msDS-GroupManagedServiceAccount' : 'user',
    sAMAccountName: name,
    userPrincipalName: name === 'svc-smp' ? 'svc-smp@contoso.com' : null,
    dNSHostName: isComputer ? 'SMP01.contoso.com' : null,
    servicePrincipalName: spns,
    attributes: healthyAttributes(1200 + index, isComputer ? 'computer' : 'user'),
  };
}

function dnOf(name: string): string {
  const domain = name === 'elsewhere' ? 'DC=sales,DC=contoso,DC=com' : 'DC=contoso,DC=com';
  return `CN=${name.replace(/\$$/, '')},OU=Accounts,${domain}`;
}

/** One name is on one account once, in the letter case of its first placement; a second account may hold it too. */
function spnsOf(sketch: ServerSketch, account: number): readonly string[] {
  const names = clientNamesOf(sketch);
  const whole = sketch.names === 'none' ? [] : wholePlacements(sketch, names.length);
  const hosts = account === 0 && sketch.switches.hostNamesCovered ? ['HOST/SMP01', 'HOST/SMP01.contoso.com'] : [];
  const placed = [...whole, ...sketch.placements].filter((placement) => placement.account === account);
  const spns = [...hosts, ...placed.map((placement) => spnOf(placement, names))];
  const once = [...new Map(spns.map((spn) => [spn.toLowerCase(), spn])).values()];
  return once.sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
}

function wholePlacements(sketch: ServerSketch, count: number): readonly PlacementSketch[] {
  const user = sketch.pools[0]?.type === 'SpecificUser' ? (sketch.pools[0].user ?? '') : '';
  const named = ACCOUNTS.findIndex((name) => user.toLowerCase().replace('@contoso.com', '').endsWith(name.toLowerCase()));
  const account = sketch.names === 'computer' || named < 0 ? 0 : named;
  return Array.from({ length: count }, (_, name) => ({ name, account, form: 'plain' as const }));
}

function spnOf({ name, form }: PlacementSketch, names: readonly string[]): string {
  const host = names[name % names.length] ?? 'smp01';
  switch (form) {
    case 'plain':
      return `HTTP/${host}`;
    case 'capitals':
      return `http/${host.toUpperCase()}`;
    case 'malformed':
      return `HTTP\\${host}`;
    case 'port':
      return `HTTP/${host}:8080`;
    default:
      return form satisfies never;
  }
}

function withoutDomain(registry: LabState['machine']['registry']): LabState['machine']['registry'] {
  return Object.fromEntries(
    Object.entries(registry).map(([key, values]) => [
      key,
      values.map((value) => (/Domain$/.test(value.name) ? { ...value, value: '' } : value)),
    ]),
  );
}
