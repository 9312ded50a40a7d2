import { say } from '../language/say.ts';
import type { Application, Binding, Pool, Site } from './configuration.ts';
import { readBinding } from './read-bindings.ts';
import type { Note } from './read-levels.ts';
import { elementsAt, type XmlElement } from './read-xml.ts';

const IDENTITY_TYPES = ['LocalSystem', 'LocalService', 'NetworkService', 'SpecificUser', 'ApplicationPoolIdentity'] as const;
const DEFAULT_POOL = 'DefaultAppPool';

/**
 * Reads the application pools. In: the `applicationPools` elements. Out: the pools in the file's order; passwords are never looked at.
 * Source: the schema of IIS 10 (ApplicationPoolIdentity is the default since 7.5).
 */
export function readPools(sections: readonly XmlElement[], note: Note): readonly Pool[] {
  const defaults = sections.flatMap((section) => elementsAt(section, 'applicationPoolDefaults', 'processModel'));
  const inheritedType = attributeOf(defaults, 'identityType');
  const inheritedUser = attributeOf(defaults, 'userName');
  return sections
    .flatMap((section) => elementsAt(section, 'add'))
    .flatMap((pool): readonly Pool[] => {
      const name = pool.attributes.get('name');
      if (name === undefined || name === '') return skip(note, say`An application pool has no name: left out`);
      const models = elementsAt(pool, 'processModel');
      const own = attributeOf(models, 'identityType');
      const userName = attributeOf(models, 'userName') ?? inheritedUser;
      return [
        {
          name,
          identityType: identityType(own ?? inheritedType, name, note),
          userName: readable(userName, name, note),
          from: own !== undefined ? 'pool' : inheritedType !== undefined ? 'applicationPoolDefaults' : 'schema',
        },
      ];
    });
}

function attributeOf(elements: readonly XmlElement[], name: string): string | undefined {
  return elements.map(({ attributes }) => attributes.get(name)).findLast((value) => value !== undefined);
}

function identityType(text: string | undefined, pool: string, note: Note): string {
  if (text === undefined) return 'ApplicationPoolIdentity';
  const known = IDENTITY_TYPES.find((type) => type.toLowerCase() === text.trim().toLowerCase());
  if (known === undefined) note(say`The pool ${pool} has the identityType ${JSON.stringify(text)}, which IIS does not know`);
  return known ?? text;
}

function readable(userName: string | undefined, pool: string, note: Note): string | null {
  if (userName === undefined || userName === '') return null;
  if (!/^\[enc:/i.test(userName)) return userName;
  note(say`The userName of the pool ${pool} is encrypted and cannot be read from this file`);
  return null;
}

export interface SitesAndApplications {
  readonly sites: readonly Site[];
  readonly applications: readonly Application[];
  readonly virtualDirectories: number;
}

/**
 * Reads sites and their applications. In: the `sites` elements. Out: both in the file's order.
 * The pool of an application: its own, else the site's `applicationDefaults`, else that of all sites, else DefaultAppPool.
 */
export function readSites(sections: readonly XmlElement[], note: Note): SitesAndApplications {
  const poolOfAll = attributeOf(
    sections.flatMap((section) => elementsAt(section, 'applicationDefaults')),
    'applicationPool',
  );
  const read = sections.flatMap((section) => elementsAt(section, 'site')).map((site) => readSite(site, poolOfAll, note));
  return {
    sites: read.flatMap(({ sites }) => sites),
    applications: read.flatMap(({ applications }) => applications),
    virtualDirectories: read.reduce((sum, { virtualDirectories }) => sum + virtualDirectories, 0),
  };
}

function readSite(site: XmlElement, poolOfAll: string | undefined, note: Note): SitesAndApplications {
  const name = site.attributes.get('name');
  if (name === undefined || name === '') {
    note(say`A site has no name: left out with its applications`);
    return { sites: [], applications: [], virtualDirectories: 0 };
  }
  const poolOfSite = attributeOf(elementsAt(site, 'applicationDefaults'), 'applicationPool') ?? poolOfAll ?? DEFAULT_POOL;
  return {
    sites: [{ name, id: siteId(site, name, note), bindings: bindingsOf(site, name, note) }],
    applications: elementsAt(site, 'application').flatMap((application) => readApplication(application, name, poolOfSite, note)),
    virtualDirectories: elementsAt(site, 'application', 'virtualDirectory').length,
  };
}

/** A site without a number is nothing that IIS would load: its number is `NaN`, which JSON writes as null. */
function siteId(site: XmlElement, name: string, note: Note): number {
  const text = site.attributes.get('id') ?? '';
  if (/^\d{1,10}$/.test(text.trim())) return Number(text);
  note(say`The site ${name} has no id that is a number`);
  return Number.NaN;
}

function bindingsOf(site: XmlElement, name: string, note: Note): readonly Binding[] {
  return elementsAt(site, 'bindings', 'binding').flatMap(({ attributes }): readonly Binding[] => {
    const protocol = attributes.get('protocol');
    const information = attributes.get('bindingInformation');
    if (protocol === undefined || information === undefined) {
      return skip(note, say`A binding of the site ${name} lacks its protocol or its bindingInformation: left out`);
    }
    const binding = readBinding(protocol, information);
    const isOdd = binding.port === null && /^https?$/i.test(protocol);
    if (isOdd) note(say`The binding ${JSON.stringify(information)} of the site ${name} is not address:port:host`);
    return [binding];
  });
}

function readApplication(application: XmlElement, site: string, poolOfSite: string, note: Note): readonly Application[] {
  const path = application.attributes.get('path');
  if (path === undefined || path === '') return skip(note, say`An application of the site ${site} has no path: left out`);
  const root = elementsAt(application, 'virtualDirectory').find(({ attributes }) => attributes.get('path') === '/');
  const pool = application.attributes.get('applicationPool');
  return [
    {
      path: `${site}${path.startsWith('/') ? path : `/${path}`}`,
      pool: pool === undefined || pool === '' ? poolOfSite : pool,
      physicalPath: root?.attributes.get('physicalPath') ?? null,
    },
  ];
}

function skip(note: Note, text: string): readonly never[] {
  note(text);
  return [];
}
