import { attributeOf, childrenOf, descendant, type XmlElement } from '../xml/xml-tree.ts';

/** The objects that IIS makes of applicationHost.config; attribute values that are not written come from the defaults elements. */
export interface ServerObjects {
  readonly sites: readonly SiteObject[];
  readonly pools: readonly PoolObject[];
  readonly applications: readonly ApplicationObject[];
}

interface SiteObject {
  readonly name: string;
  readonly id: string;
  /** `http/*:80:` each. */
  readonly bindings: readonly string[];
  readonly element: XmlElement;
}

interface ApplicationObject {
  readonly site: string;
  /** `/`, `/Altiris` */
  readonly path: string;
  /** As appcmd names it: `Default Web Site/`, `Default Web Site/Altiris`. */
  readonly name: string;
  readonly pool: string;
  readonly directories: readonly DirectoryOfApplication[];
  readonly element: XmlElement;
}

interface DirectoryOfApplication {
  readonly path: string;
  readonly physicalPath: string;
  readonly element: XmlElement;
}

export interface PoolObject {
  readonly name: string;
  readonly element: XmlElement;
  /** Effective value of `managedRuntimeVersion`, `processModel.identityType` and their kin; undefined where no such property exists. */
  readonly effective: (property: string) => string | undefined;
}

const POOL_DEFAULTS: Readonly<Record<string, string>> = {
  queueLength: '1000',
  autoStart: 'true',
  enable32BitAppOnWin64: 'false',
  managedRuntimeVersion: 'v4.0',
  managedPipelineMode: 'Integrated',
  startMode: 'OnDemand',
  'processModel.identityType': 'ApplicationPoolIdentity',
  'processModel.userName': '',
  'processModel.password': '',
  'processModel.loadUserProfile': 'false',
  'processModel.setProfileEnvironment': 'true',
  'processModel.logonType': 'LogonBatch',
  'processModel.manualGroupMembership': 'false',
  'processModel.idleTimeout': '00:20:00',
  'processModel.maxProcesses': '1',
};

export const POOL_PROPERTIES = Object.keys(POOL_DEFAULTS);

export function readServerObjects(root: XmlElement): ServerObjects {
  const sites = descendant(root, ['system.applicationHost', 'sites']);
  const pools = descendant(root, ['system.applicationHost', 'applicationPools']);
  const defaultPool = attributeOf(childrenOf(sites, 'applicationDefaults')[0] ?? root, 'applicationPool') ?? 'DefaultAppPool';
  const siteElements = childrenOf(sites, 'site');
  return {
    sites: siteElements.map(readSite),
    pools: childrenOf(pools, 'add').map((element) => readPool(element, childrenOf(pools, 'applicationPoolDefaults')[0])),
    applications: siteElements.flatMap((site) => {
      const poolOfSite = attributeOf(childrenOf(site, 'applicationDefaults')[0] ?? root, 'applicationPool') ?? defaultPool;
      return childrenOf(site, 'application').map((element) => readApplication(nameOf(site), element, poolOfSite));
    }),
  };
}

function readSite(element: XmlElement): SiteObject {
  const bindings = childrenOf(childrenOf(element, 'bindings')[0], 'binding').map((binding) => {
    const information = attributeOf(binding, 'bindingInformation') ?? '';
    return `${attributeOf(binding, 'protocol') ?? ''}/${information.startsWith(':') ? `*${information}` : information}`;
  });
  return { name: nameOf(element), id: attributeOf(element, 'id') ?? '', bindings, element };
}

function readApplication(site: string, element: XmlElement, poolOfSite: string): ApplicationObject {
  const path = attributeOf(element, 'path') ?? '/';
  const directories = childrenOf(element, 'virtualDirectory').map((directory) => ({
    path: attributeOf(directory, 'path') ?? '/',
    physicalPath: attributeOf(directory, 'physicalPath') ?? '',
    element: directory,
  }));
  return { site, path, name: `${site}${path}`, pool: attributeOf(element, 'applicationPool') ?? poolOfSite, directories, element };
}

function readPool(element: XmlElement, defaults: XmlElement | undefined): PoolObject {
  const effective = (property: string): string | undefined => {
    const name = ['name', ...POOL_PROPERTIES].find((one) => one.toLowerCase() === property.toLowerCase());
    if (name === undefined) return undefined;
    return writtenAt(element, name) ?? (defaults && writtenAt(defaults, name)) ?? POOL_DEFAULTS[name];
  };
  return { name: nameOf(element), element, effective };
}

function writtenAt(element: XmlElement, property: string): string | undefined {
  const [first = '', second] = property.split('.');
  if (second === undefined) return attributeOf(element, first);
  const [child] = childrenOf(element, first);
  return child && attributeOf(child, second);
}

function nameOf(element: XmlElement): string {
  return attributeOf(element, 'name') ?? '';
}
