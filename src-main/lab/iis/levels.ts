import { isAtOrBelow, levelPath, samePath } from '../../../flows/server/configuration.ts';
import type { LabState } from '../lab-state.ts';
import { attributeOf, childrenOf, descendant, lineAt, readXml, type XmlElement } from '../xml/xml-tree.ts';
import { bad, good, type Outcome } from './config-error.ts';
import { readServerObjects, type ServerObjects } from './objects.ts';
import type { SectionSchema } from './schema.ts';

/** One place that writes a section: which level, in which file. */
export interface SectionPlace {
  /** `MACHINE/WEBROOT/APPHOST[/Default Web Site/…]` */
  readonly level: string;
  readonly path: string;
  /** `applicationHost.config`, or the full path of a web.config. */
  readonly file: string;
  readonly element: XmlElement;
}

export const APPLICATION_HOST = 'applicationHost.config';

/**
 * Where a section is written for a path, the server first, the deepest level last.
 * Out: the places; the error that IIS has with these files at this path.
 * Source: MicrosoftDocs/iis-docs, "Deep Dive into IIS Configuration".
 */
export function sectionPlaces(state: LabState, path: string, section: SectionSchema): Outcome<readonly SectionPlace[]> {
  const host = readXml(state.applicationHost);
  if (!host.ok) return bad({ kind: 'malformed', file: APPLICATION_HOST, line: host.line });
  const names = section.path.split('/');
  const places: SectionPlace[] = placesIn(host.root, '', APPLICATION_HOST, path, names);
  const objects = readServerObjects(host.root);
  for (const ancestor of ancestorsOf(path)) {
    const file = webConfigOf(state, objects, ancestor);
    const text = file === undefined ? undefined : state.webConfigs[file];
    if (file === undefined || text === undefined) continue;
    const reading = readXml(text);
    if (!reading.ok) return bad({ kind: 'malformed', file, line: reading.line });
    const found = placesIn(reading.root, ancestor, file, path, names);
    const [first] = found;
    if (first !== undefined && isLocked(host.root, ancestor, section)) {
      return bad({ kind: 'sectionLocked', file, line: lineAt(text, first.element.start) });
    }
    places.push(...found);
  }
  return good(places);
}

/** Whether a web.config at this path may not write the section. */
export function isLocked(host: XmlElement, path: string, section: SectionSchema): boolean {
  const names = section.path.split('/');
  const modes = childrenOf(host, 'location')
    .filter((location) => isAtOrBelow(path, locationPath(location)) && descendant(location, names) !== undefined)
    .sort((a, b) => locationPath(a).length - locationPath(b).length)
    .map((location) => modeOf(location))
    .filter((mode) => mode !== undefined && mode !== 'Inherit');
  return (modes.at(-1) ?? defaultMode(host, names)) === 'Deny';
}

/** In: the `<location>` elements of a file. Out: the path each is about; `''` is the file's own level. */
export function locationPath(location: XmlElement): string {
  const path = attributeOf(location, 'path') ?? '';
  return path === '.' ? '' : levelPath(path);
}

/** The full Windows path of the web.config that belongs to a path; undefined where the path has no folder. */
export function webConfigPath(objects: ServerObjects, path: string): string | undefined {
  const holder = objects.applications
    .flatMap((application) =>
      application.directories.map(({ path: directory, physicalPath }) => ({
        at: levelPath(`${levelPath(application.name)}${directory === '/' ? '' : directory}`),
        folder: physicalPath.replace(/%SystemDrive%/i, 'C:'),
      })),
    )
    .filter(({ at }) => isAtOrBelow(path, at))
    .sort((a, b) => b.at.length - a.at.length)[0];
  if (holder === undefined) return undefined;
  const rest = levelPath(path).slice(holder.at.length).replaceAll('/', '\\');
  return `${holder.folder}${rest}\\web.config`;
}

/** `Default Web Site`, `Default Web Site/Altiris` and so on down to the path itself; nothing for the server. */
function ancestorsOf(path: string): readonly string[] {
  const names = levelPath(path)
    .split('/')
    .filter((name) => name !== '');
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

export function sameFile(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function webConfigOf(state: LabState, objects: ServerObjects, path: string): string | undefined {
  const wanted = webConfigPath(objects, path);
  return wanted && Object.keys(state.webConfigs).find((file) => sameFile(file, wanted));
}

function placesIn(root: XmlElement, base: string, file: string, path: string, names: readonly string[]): SectionPlace[] {
  const place = (at: string, container: XmlElement): readonly SectionPlace[] => {
    const element = descendant(container, names);
    return element === undefined ? [] : [{ level: levelName(at), path: at, file, element }];
  };
  const below = childrenOf(root, 'location')
    .map((location) => ({ at: [base, locationPath(location)].filter((part) => part !== '').join('/'), location }))
    .filter(({ at }) => isAtOrBelow(path, at))
    .sort((a, b) => a.at.length - b.at.length)
    .flatMap(({ at, location }) => place(at, location));
  return [...place(base, root), ...below];
}

export function levelName(path: string): string {
  return path === '' ? 'MACHINE/WEBROOT/APPHOST' : `MACHINE/WEBROOT/APPHOST/${levelPath(path)}`;
}

function modeOf(location: XmlElement): string | undefined {
  const legacy = attributeOf(location, 'allowOverride');
  if (legacy !== undefined) return legacy === 'false' ? 'Deny' : 'Allow';
  return attributeOf(location, 'overrideMode');
}

function defaultMode(host: XmlElement, names: readonly string[]): string {
  const groups = names.slice(0, -1);
  const start = childrenOf(host, 'configSections')[0];
  const group = groups.reduce<XmlElement | undefined>(
    (found, name) => childrenOf(found, 'sectionGroup').find((one) => attributeOf(one, 'name') === name),
    start,
  );
  const section = childrenOf(group, 'section').find((one) => attributeOf(one, 'name') === names.at(-1));
  return (section && attributeOf(section, 'overrideModeDefault')) ?? 'Allow';
}

/** Whether IIS has something at this path: the server, a site, or anything below a site. */
export function siteOfPath(objects: ServerObjects, path: string): string | undefined {
  return objects.sites.find(({ name }) => samePath(name, levelPath(path).split('/')[0] ?? ''))?.name;
}
