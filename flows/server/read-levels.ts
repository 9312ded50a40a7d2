import { say } from '../language/say.ts';
import { type Level, type LevelPath, levelPath, type OtherSetting, type ProviderEdit, type WindowsAttributes } from './configuration.ts';
import { elementsAt, type XmlElement } from './read-xml.ts';

/** Says something that the reader of the answer has to know. */
export type Note = (text: string) => void;

const AUTHENTICATION = ['system.webServer', 'security', 'authentication'] as const;
const LOCKS = ['lockAttributes', 'lockElements', 'lockAllAttributesExcept', 'lockAllElementsExcept', 'lockItem'] as const;
const TOKEN_CHECKING = ['None', 'Allow', 'Require'] as const;

/**
 * Reads what one file says about authentication, level by level.
 * In: its `configuration` element, the level that the file belongs to, and which file it is.
 * Out: one level for each path of which it says something, in the file's order; all parts of the file about one path are one level.
 * Source: iis-docs, "Deep Dive into IIS Configuration" (`path=""` and `path="."` are the file's own level).
 */
export function readLevels(configuration: XmlElement, base: LevelPath, source: Level['source'], note: Note): readonly Level[] {
  const parts = [{ path: base, element: configuration }, ...locationsOf(configuration, base)];
  const byPath = new Map<string, { path: LevelPath; sections: Section[]; parts: XmlElement[] }>();
  for (const { path, element } of parts) {
    const known = byPath.get(path.toLowerCase()) ?? { path, sections: [], parts: [] };
    byPath.set(path.toLowerCase(), known);
    known.sections.push(...sectionsOf(element, note));
    known.parts.push(element);
  }
  return [...byPath.values()]
    .map(({ path, sections, parts }) => ({
      ...readLevel(path, source, sections, note),
      others: readOthers(parts, whereOf(path, source), note),
    }))
    .filter(saysSomething);
}

/** Every `<location>` with its full path, in document order. */
export function locationsOf(configuration: XmlElement, base: LevelPath): readonly { path: LevelPath; element: XmlElement }[] {
  return elementsAt(configuration, 'location').map((element) => ({
    path: below(base, element.attributes.get('path') ?? ''),
    element,
  }));
}

interface Section {
  readonly element: XmlElement;
  readonly overrideMode: Level['overrideMode'];
}

function below(base: LevelPath, relative: string): LevelPath {
  const path = levelPath(relative.startsWith('/') ? relative.slice(1) : relative);
  if (path === '' || path === '.') return base;
  return base === '' ? path : `${base}/${path}`;
}

/** Both authentication sections of one part of the file. An override mode holds for the sections inside its location only. */
function sectionsOf(part: XmlElement, note: Note): readonly Section[] {
  const sections = elementsAt(part, ...AUTHENTICATION).flatMap(({ children }) =>
    children.filter(({ name }) => name === 'windowsAuthentication' || name === 'anonymousAuthentication'),
  );
  if (sections.length === 0 || part.name !== 'location') return sections.map((element) => ({ element, overrideMode: null }));
  const overrideMode = readOverrideMode(part, note);
  if (part.attributes.get('inheritInChildApplications')?.toLowerCase() === 'false') {
    note(
      say`The location ${JSON.stringify(part.attributes.get('path') ?? '')} is not inherited by child applications; here it is read as if it were`,
    );
  }
  return sections.map((element) => ({ element, overrideMode }));
}

const OTHERS: readonly (readonly [name: OtherSetting, path: readonly string[], attribute: string])[] = [
  ['basic', [...AUTHENTICATION, 'basicAuthentication'], 'enabled'],
  ['digest', [...AUTHENTICATION, 'digestAuthentication'], 'enabled'],
  ['impersonate', ['system.web', 'identity'], 'impersonate'],
  ['authPersistSingleRequest', [...AUTHENTICATION, 'windowsAuthentication'], 'authPersistSingleRequest'],
];

/** Source: the schema of IIS 10; ASP.NET settings schema, `identity`. */
function readOthers(parts: readonly XmlElement[], where: string, note: Note): Level['others'] {
  return Object.fromEntries(
    OTHERS.flatMap(([name, path, attribute]) => {
      const elements = parts.flatMap((part) => elementsAt(part, ...path));
      const value = last(elements.map((element) => readBoolean(element, attribute, where, note)));
      return value === null ? [] : [[name, value]];
    }),
  );
}

function readOverrideMode({ attributes }: XmlElement, note: Note): Level['overrideMode'] {
  const mode = attributes.get('overrideMode')?.toLowerCase();
  const legacy = attributes.get('allowOverride')?.toLowerCase();
  if (mode !== undefined && legacy !== undefined) {
    note(say`The location ${JSON.stringify(attributes.get('path') ?? '')} has overrideMode and allowOverride: IIS refuses both on one tag`);
  }
  if (mode === 'allow' || (mode === undefined && legacy === 'true')) return 'Allow';
  if (mode === 'deny' || (mode === undefined && legacy === 'false')) return 'Deny';
  return null;
}

function whereOf(path: LevelPath, source: Level['source']): string {
  return say`${source} ${path === '' ? say`at the server level` : say`at ${path}`}`;
}

function readLevel(path: LevelPath, source: Level['source'], sections: readonly Section[], note: Note): Omit<Level, 'others'> {
  const where = whereOf(path, source);
  const windows = sections.filter(({ element }) => element.name === 'windowsAuthentication');
  const anonymous = sections.filter(({ element }) => element.name === 'anonymousAuthentication');
  for (const [name, found] of [
    ['windowsAuthentication', windows],
    ['anonymousAuthentication', anonymous],
  ] as const) {
    if (found.length > 1) note(say`${name} stands ${found.length} times in ${where}: IIS refuses that; read as if one followed the other`);
  }
  const elements = windows.map(({ element }) => element);
  const providers = elements.flatMap((element) => elementsAt(element, 'providers')).flatMap((list) => readProviders(list, where, note));
  return {
    path,
    source,
    windows: readWindows(elements, where, note),
    providers: providers.length === 0 ? null : providers,
    anonymous: last(anonymous.map(({ element }) => readBoolean(element, 'enabled', where, note))),
    locks: Object.fromEntries(elements.flatMap(readLocks)),
    overrideMode: last(windows.map(({ overrideMode }) => overrideMode)),
  };
}

function readWindows(elements: readonly XmlElement[], where: string, note: Note): WindowsAttributes {
  const boolean = (name: string) => last(elements.map((element) => readBoolean(element, name, where, note)));
  const protections = elements.flatMap((element) => elementsAt(element, 'extendedProtection'));
  return {
    enabled: boolean('enabled'),
    useKernelMode: boolean('useKernelMode'),
    useAppPoolCredentials: boolean('useAppPoolCredentials'),
    authPersistNonNTLM: boolean('authPersistNonNTLM'),
    tokenChecking: last(protections.map((element) => readTokenChecking(element, where, note))),
  };
}

/** A boolean as the schema has it, letter case apart; anything else is unknown and noted. */
function readBoolean(element: XmlElement, name: string, where: string, note: Note): boolean | null {
  const text = element.attributes.get(name);
  if (text === undefined) return null;
  const value = text.trim().toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  note(say`${name} of ${element.name} in ${where} is ${JSON.stringify(text)}, neither true nor false: counted as not written`);
  return null;
}

function readTokenChecking(element: XmlElement, where: string, note: Note): string | null {
  const text = element.attributes.get('tokenChecking');
  if (text === undefined) return null;
  const value = TOKEN_CHECKING.find((one) => one.toLowerCase() === text.trim().toLowerCase());
  if (value === undefined)
    note(say`tokenChecking in ${where} is ${JSON.stringify(text)}, none of None, Allow and Require: counted as not written`);
  return value ?? null;
}

function readProviders(list: XmlElement, where: string, note: Note): readonly ProviderEdit[] {
  return list.children.flatMap(({ name, attributes }): readonly ProviderEdit[] => {
    if (name === 'clear') return [{ op: 'clear' }];
    const value = attributes.get('value');
    if ((name === 'add' || name === 'remove') && value !== undefined && value !== '') return [{ op: name, value }];
    note(say`The providers in ${where} hold an element <${name}> without a value or with a name that IIS does not know: not read`);
    return [];
  });
}

/** Keys: as written on the section; `providers/…` for those on the list, `providers/add[NTLM]/lockItem` for one entry. */
function readLocks(section: XmlElement): readonly (readonly [string, string])[] {
  const lists = elementsAt(section, 'providers');
  return [
    ...locksOn(section, ''),
    ...lists.flatMap((list) => locksOn(list, 'providers/')),
    ...lists.flatMap(({ children }) =>
      children.flatMap((child) => locksOn(child, `providers/${child.name}[${child.attributes.get('value') ?? ''}]/`)),
    ),
  ];
}

function locksOn({ attributes }: XmlElement, prefix: string): readonly (readonly [string, string])[] {
  return LOCKS.flatMap((name) => {
    const value = attributes.get(name);
    const isLock = value !== undefined && (name !== 'lockItem' || value.toLowerCase() === 'true');
    return isLock ? [[`${prefix}${name}`, value] as const] : [];
  });
}

function last<T>(values: readonly (T | null)[]): T | null {
  return values.findLast((value) => value !== null) ?? null;
}

/** The server level, with nothing written. */
export const EMPTY_LEVEL: Level = {
  path: '',
  source: 'applicationHost.config',
  windows: { enabled: null, useKernelMode: null, useAppPoolCredentials: null, authPersistNonNTLM: null, tokenChecking: null },
  providers: null,
  anonymous: null,
  others: {},
  locks: {},
  overrideMode: null,
};

/** A level without a word about authentication is left out: whether an empty element stands there makes no difference. */
export function saysSomething(level: Level): boolean {
  return (
    Object.values(level.windows).some((value) => value !== null) ||
    level.providers !== null ||
    level.anonymous !== null ||
    level.overrideMode !== null ||
    Object.keys(level.others).length > 0 ||
    Object.keys(level.locks).length > 0
  );
}
