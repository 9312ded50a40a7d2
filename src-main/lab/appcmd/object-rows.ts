import { levelPath, samePath } from '../../../flows/server/configuration.ts';
import type { PoolObject, ServerObjects } from '../iis/objects.ts';
import type { LabState } from '../lab-state.ts';
import { attributeOf, type XmlElement } from '../xml/xml-tree.ts';

/** One object as appcmd lists it. `xml` names the attributes in the order of `/xml`; `properties` answer filters and `/text:`. */
export interface ObjectRow {
  readonly keyword: 'SITE' | 'APP' | 'VDIR' | 'APPPOOL' | 'WP' | 'BACKUP';
  readonly name: string;
  /** What stands in the brackets of the text line; `null` where there are none. */
  readonly summary: string | null;
  readonly xml: readonly (readonly [name: string, value: string])[];
  /** By name in lower case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly element: XmlElement | null;
  readonly pool: PoolObject | null;
}

/** In: an object word of appcmd in lower case, plural allowed. Out: every object of that kind. */
export function objectRows(state: LabState, objects: ServerObjects, object: string): readonly ObjectRow[] | undefined {
  const running = state.machine.webServerRunning ? 'Started' : 'Unknown';
  switch (object.replace(/s$/, '')) {
    case 'site':
      return siteRows(objects, running);
    case 'app':
      return applicationRows(objects);
    case 'vdir':
      return directoryRows(objects);
    case 'apppool':
      return objects.pools.map((pool) => poolRow(pool, running));
    case 'wp':
      return state.machine.workers.map(({ pid, pool }) => ({
        ...row(
          'WP',
          pid,
          `applicationPool:${pool}`,
          [
            ['WP.NAME', pid],
            ['APPPOOL.NAME', pool],
          ],
          null,
        ),
        properties: { 'wp.name': pid, 'apppool.name': pool, applicationpool: pool },
      }));
    case 'backup':
      return [];
    default:
      return undefined;
  }
}

/** Whether an object is the one that an identifier names: sites also answer to their first binding's host, worker processes to their number. */
export function isNamed(one: ObjectRow, identifier: string): boolean {
  return one.keyword === 'VDIR' || one.keyword === 'APP'
    ? sameObjectPath(one, identifier)
    : one.name.toLowerCase() === identifier.toLowerCase();
}

function sameObjectPath({ keyword, name }: ObjectRow, identifier: string): boolean {
  return keyword === 'APP' ? samePath(name, identifier) : levelPath(name).toLowerCase() === levelPath(identifier).toLowerCase();
}

function siteRows(objects: ServerObjects, state: string): readonly ObjectRow[] {
  return objects.sites.map(({ name, id, bindings, element }) => {
    const all = bindings.join(',');
    const xml = [
      ['SITE.NAME', name],
      ['SITE.ID', id],
      ['bindings', all],
      ['state', state],
    ] as const;
    return {
      ...row('SITE', name, `id:${id},bindings:${all},state:${state}`, xml, element),
      properties: { 'site.name': name, name, 'site.id': id, id, bindings: all, state },
    };
  });
}

function applicationRows(objects: ServerObjects): readonly ObjectRow[] {
  return objects.applications.map(({ name, path, pool, site, element }) => {
    const xml = [
      ['path', path],
      ['APP.NAME', name],
      ['APPPOOL.NAME', pool],
      ['SITE.NAME', site],
    ] as const;
    return {
      ...row('APP', name, `applicationPool:${pool}`, xml, element),
      properties: { path, 'app.name': name, 'apppool.name': pool, applicationpool: pool, 'site.name': site },
    };
  });
}

function directoryRows(objects: ServerObjects): readonly ObjectRow[] {
  return objects.applications.flatMap((application) =>
    application.directories.map(({ path, physicalPath, element }) => {
      const name = path === '/' ? `${levelPath(application.name)}/` : `${levelPath(application.name)}${path}`;
      const xml = [
        ['physicalPath', physicalPath],
        ['path', path],
        ['APP.NAME', application.name],
        ['VDIR.NAME', name],
      ] as const;
      return {
        ...row('VDIR', name, `physicalPath:${physicalPath}`, xml, element),
        properties: { path, physicalpath: physicalPath, 'app.name': application.name, 'vdir.name': name, 'site.name': application.site },
      };
    }),
  );
}

function poolRow(pool: PoolObject, state: string): ObjectRow {
  const [mode = '', version = ''] = [pool.effective('managedPipelineMode'), pool.effective('managedRuntimeVersion')];
  const xml = [
    ['APPPOOL.NAME', pool.name],
    ['PipelineMode', mode],
    ['RuntimeVersion', version],
    ['state', state],
  ] as const;
  return {
    ...row('APPPOOL', pool.name, `MgdVersion:${version},MgdMode:${mode},state:${state}`, xml, pool.element),
    properties: { 'apppool.name': pool.name, name: pool.name, pipelinemode: mode, runtimeversion: version, state },
    pool,
  };
}

function row(
  keyword: ObjectRow['keyword'],
  name: string,
  summary: string | null,
  xml: ObjectRow['xml'],
  element: XmlElement | null,
): ObjectRow {
  return { keyword, name, summary, xml, properties: {}, element, pool: null };
}

/** In: a property as typed, `processModel.identityType`. Out: its value; undefined where the object has no such property. */
export function propertyOf(one: ObjectRow, property: string): string | undefined {
  const known = one.properties[property.toLowerCase()] ?? one.pool?.effective(property);
  return known ?? (one.element === null ? undefined : attributeOf(one.element, property));
}
