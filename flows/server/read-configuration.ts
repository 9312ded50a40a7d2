import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Configuration, Level, LevelPath } from './configuration.ts';
import { readLogging } from './logging.ts';
import { EMPTY_LEVEL, locationsOf, type Note, readLevels } from './read-levels.ts';
import { readPools, readSites } from './read-sites.ts';
import { elementsAt, readXml, type XmlElement } from './read-xml.ts';

/**
 * Reads an applicationHost.config.
 * In: the file's text, decoded. Out: the configuration; `input.refused` for anything else, saying what it is instead.
 * A password is never looked at, so none can come out.
 * Source: iis-docs, "Introduction to ApplicationHost.config"; the schema of IIS 10.
 */
export function readConfiguration(text: string): Result<Configuration> {
  const read = readRoot(text, say`The server configuration`);
  if (!read.ok) return read;
  const root = read.value;
  const parts = [root, ...locationsOf(root, '').flatMap(({ path, element }) => (path === '' ? [element] : []))];
  const host = parts.flatMap((part) => elementsAt(part, 'system.applicationHost'));
  const why = whyNoServer(root, host);
  if (why !== undefined) return refuse(say`The server configuration`, why);
  const notes = new Set<string>();
  const note: Note = (said) => notes.add(said);
  noteOtherFiles(root, note);
  const pools = readPools(elementsOf(host, 'applicationPools'), note);
  const { sites, applications, virtualDirectories } = readSites(elementsOf(host, 'sites'), note);
  noteMissingPools(pools, applications, note);
  const levels = withDefaultMode(readLevels(root, '', 'applicationHost.config', note), root);
  return succeed({
    windowsAuthenticationInstalled: hasWindowsModule(parts),
    keepsHistory: elementsOf(host, 'configHistory').every(({ attributes }) => attributes.get('enabled')?.trim().toLowerCase() !== 'false'),
    pools,
    sites,
    applications,
    levels,
    virtualDirectories,
    locations: elementsAt(root, 'location').length,
    logging: readLogging(host),
    notes: [...notes],
  });
}

/**
 * Adds what a web.config says. In: the configuration so far, the level of the folder that holds the file, the file's text.
 * Give the files of one path parents first: the levels are kept in that order.
 * Out: the configuration with the levels that the file writes (its own location tags too); `input.refused` where it is none.
 */
export function withWebConfig(configuration: Configuration, level: LevelPath, text: string): Result<Configuration> {
  const name = say`The web.config at ${level}`;
  const read = readRoot(text, name);
  if (!read.ok) return read;
  if (elementsAt(read.value, 'system.applicationHost').length > 0)
    return refuse(name, say`it is an applicationHost.config, not a web.config`);
  const notes = new Set(configuration.notes);
  const note: Note = (said) => notes.add(said);
  noteOtherFiles(read.value, (said) => note(say`web.config at ${level}: ${said}`));
  const levels = [...configuration.levels, ...readLevels(read.value, level, 'web.config', note)];
  return succeed({ ...configuration, levels, notes: [...notes] });
}

/**
 * Reads IIS' redirection.config. Out: whether the server takes its configuration from a share; `input.refused` for anything else.
 * Source: iis-docs, "Shared Configuration" (`<configurationRedirection enabled="true" path="\\…" />`; the default is false).
 */
export function readRedirection(text: string): Result<boolean> {
  const read = readRoot(text, 'redirection.config');
  if (!read.ok) return read;
  const [redirection] = elementsAt(read.value, 'configurationRedirection');
  if (redirection === undefined) return refuse('redirection.config', say`it has no configurationRedirection`);
  const enabled = (redirection.attributes.get('enabled') ?? 'false').trim().toLowerCase();
  if (enabled !== 'true' && enabled !== 'false') return refuse('redirection.config', say`its enabled is neither true nor false`);
  return succeed(enabled === 'true');
}

const NEXT = say`Give the whole applicationHost.config from C:\\Windows\\System32\\inetsrv\\config`;

function refuse(what: string, why: string, next = NEXT) {
  return fail({ code: 'input.refused', what: say`${what} was refused`, why, next });
}

function readRoot(text: string, what: string): Result<XmlElement> {
  const document = readXml(text);
  if (!document.ok) return refuse(what, document.why, say`Copy the whole file from the server again, unchanged`);
  const { root } = document;
  if (root.name === 'configuration') return succeed(root);
  return refuse(what, say`its root element is <${root.name.slice(0, 80)}>, not <configuration>: it is a fragment or another kind of file`);
}

function whyNoServer(root: XmlElement, host: readonly XmlElement[]): string | undefined {
  if (host.length === 0) return whatElse(new Set(root.children.map(({ name }) => name)));
  const sites = elementsOf(host, 'sites');
  const pools = elementsOf(host, 'applicationPools');
  if (sites.length === 0) return say`it has no list of sites: it is a fragment of a server configuration`;
  const isElsewhere = [...sites, ...pools].some(({ attributes }) => attributes.has('configSource'));
  const isEmpty = elementsOf(sites, 'site').length === 0 && elementsOf(pools, 'add').length === 0;
  return isEmpty && !isElsewhere
    ? say`it has neither a site nor an application pool: it is a fragment of a server configuration`
    : undefined;
}

function whatElse(names: ReadonlySet<string>): string {
  if (names.has('configurationRedirection')) return say`it is redirection.config: it only says where the configuration is`;
  if (names.has('system.webServer') || names.has('system.web') || names.has('location')) {
    return say`it is a web.config, or a fragment: it has no system.applicationHost, which only applicationHost.config has`;
  }
  return say`it has no system.applicationHost: it is the configuration of something else`;
}

function elementsOf(parents: readonly XmlElement[], name: string): readonly XmlElement[] {
  return parents.flatMap((parent) => elementsAt(parent, name));
}

/** The native module: the managed System.Web.Security.WindowsAuthenticationModule is always there and stands in `modules`. */
function hasWindowsModule(parts: readonly XmlElement[]): boolean | null {
  const lists = parts.flatMap((part) => elementsAt(part, 'system.webServer', 'globalModules'));
  if (lists.length === 0 || lists.some(({ attributes }) => attributes.has('configSource'))) return null;
  return elementsOf(lists, 'add').some(({ attributes }) => attributes.get('name')?.toLowerCase() === 'windowsauthenticationmodule');
}

/** Parts that stand elsewhere, or are encrypted: what they say is not known from this file. `trail` is the way to the element. */
function noteOtherFiles(element: XmlElement, note: Note, trail: readonly string[] = []): void {
  for (const child of element.children) {
    const isElsewhere = child.attributes.has('configSource');
    if (isElsewhere)
      note(say`${[...trail, child.name].join('/')} stands in another file (configSource): it cannot be read from this file alone`);
    if (child.name === 'EncryptedData') note(say`${trail.join('/')} is encrypted: it cannot be read from this file`);
    if (child.children.length > 0) noteOtherFiles(child, note, [...trail, child.name]);
  }
}

/** Each missing pool once: one mistake in the defaults of a hosting server would otherwise say the same for every site. */
function noteMissingPools(pools: Configuration['pools'], applications: Configuration['applications'], note: Note): void {
  const names = new Set(pools.map(({ name }) => name.toLowerCase()));
  for (const { path, pool } of applications) {
    if (names.has(pool.toLowerCase())) continue;
    names.add(pool.toLowerCase());
    note(say`The pool ${pool}, named for ${path}, is not in this file`);
  }
}

/** `overrideModeDefault` of the section's definition is the server level's override mode where no location says otherwise; Deny is the rule. */
function withDefaultMode(levels: readonly Level[], root: XmlElement): readonly Level[] {
  if (!isUnlockedByDefault(root)) return levels;
  const server = levels.find(({ path }) => path === '');
  const level: Level = { ...(server ?? EMPTY_LEVEL), overrideMode: server?.overrideMode ?? 'Allow' };
  return [level, ...levels.filter((other) => other !== server)];
}

/** Section definitions nest in groups, or a group's name holds the whole path: `system.webServer/security`. */
function isUnlockedByDefault(root: XmlElement): boolean {
  const walk = (group: XmlElement, path: string): boolean =>
    group.children.some((child) => {
      const at = `${path}${child.attributes.get('name') ?? ''}`;
      if (child.name === 'sectionGroup') return walk(child, `${at}/`);
      const isOurs = at === 'system.webServer/security/authentication/windowsAuthentication';
      return child.name === 'section' && isOurs && child.attributes.get('overrideModeDefault')?.toLowerCase() === 'allow';
    });
  return elementsAt(root, 'configSections').some((sections) => walk(sections, ''));
}
