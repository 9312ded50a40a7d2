import { say } from '../language/say.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { elementsAt, type XmlElement } from '../server/read-xml.ts';
import { type AppcmdObject, isOtherAnswer, readObjectLines } from './appcmd-lines.ts';
import { type AppcmdError, findXml, textError, xmlError } from './appcmd-xml.ts';
import { isPasswordName, withoutPasswords } from './without-passwords.ts';

/** What appcmd listed, or the error that it gave instead. */
export interface AppcmdAnswer {
  readonly objects: readonly AppcmdObject[];
  readonly error: AppcmdError | null;
}

/**
 * Reads any answer of appcmd, in text or with `/xml`.
 * In: all that it printed, prompts around it allowed. Out: with `/xml` the objects with their own attributes, unchanged; in text mode the same
 * names as far as the line holds the values (see `appcmd-lines.ts`). Configuration inside an object is no attribute. No password is kept.
 * An error of appcmd is an answer; `output.unreadable` where nothing is appcmd's. Nothing printed is refused too: only the exit code
 * says whether a filter matched nothing or a name was not found. Source: windows-tools.md 1.1 to 1.7.
 */
export function readAppcmd(text: string): Result<AppcmdAnswer> {
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: 'appcmd', why, raw: withoutPasswords(text) });
  const document = findXml(text);
  const error = textError(text);
  if (document !== undefined && 'why' in document && error === null) return unreadable(document.why);
  if (document !== undefined && 'root' in document) {
    const { root } = document;
    if (root.name !== 'appcmd' && root.name !== 'CONFIG') return plainConfiguration(root) ?? unreadable(say`it is XML, but not of appcmd`);
    const elements = root.name === 'CONFIG' ? [root] : root.children.filter(({ name }) => name !== 'ERROR');
    return succeed({
      objects: elements.map(({ name, attributes }) => ({ type: name, attributes: kept(attributes) })),
      error: masked(xmlError(root) ?? error),
    });
  }
  const objects = readObjectLines(text);
  if (objects.length === 0 && error === null && !isOtherAnswer(text)) {
    return unreadable(text.trim() === '' ? say`it printed nothing` : say`it holds nothing that appcmd prints`);
  }
  return succeed({ objects, error: masked(error) });
}

function masked(error: AppcmdError | null): AppcmdError | null {
  return error && { ...error, message: withoutPasswords(error.message) };
}

function kept(attributes: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries([...attributes].filter(([name]) => !isPasswordName(name)));
}

/** `list config` without `/xml`: the section itself, with no frame that could have attributes. */
function plainConfiguration(root: XmlElement): Result<AppcmdAnswer> | undefined {
  const [section] = sectionsIn(root);
  if (section === undefined) return undefined;
  return succeed({
    objects: [{ type: 'CONFIG', attributes: { 'CONFIG.SECTION': [...AUTHENTICATION, section.element.name].join('/') } }],
    error: null,
  });
}

/** One section as IIS itself computes it for a path. `null` where the form without `/xml` was given, which does not say it. */
export interface AppcmdSection {
  readonly section: string;
  /** `MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris`. */
  readonly path: string | null;
  readonly overrideMode: string | null;
  readonly locked: boolean | null;
  /** As printed, all strings. */
  readonly attributes: Readonly<Record<string, string>>;
  /** The effective list; empty where the section has none. */
  readonly providers: readonly string[];
  readonly tokenChecking: string | null;
}

const AUTHENTICATION = ['system.webServer', 'security', 'authentication'] as const;
const PREFIX = 'system.webServer-security-authentication-';

/**
 * Reads `appcmd list config PATH /section:windowsAuthentication /config:* [/xml]` (any section below `authentication`).
 * In: all that it printed, prompts around it allowed. Out: the section; `output.unreadable` for an error or anything else.
 * Source: windows-tools.md 1.4, 1.5: with `/xml` the section's element is its path with hyphens; without, the groups nest.
 */
export function readSectionXml(text: string): Result<AppcmdSection> {
  const unreadable = (why: string) =>
    fail({ code: 'output.unreadable', reading: say`appcmd list config`, why, raw: withoutPasswords(text) });
  const document = findXml(text);
  const error = textError(text) ?? (document !== undefined && 'root' in document ? xmlError(document.root) : null);
  if (error !== null) return unreadable(say`appcmd answers with an error: ${withoutPasswords(error.message)}`);
  if (document === undefined) return unreadable(say`it holds no XML`);
  if ('why' in document) return unreadable(document.why);
  const [found, second] = sectionsIn(document.root);
  if (found === undefined) return unreadable(say`it holds no section of authentication`);
  if (second !== undefined) return unreadable(say`it holds more than one section`);
  return succeed(readSection(found.element, found.frame));
}

interface Found {
  readonly element: XmlElement;
  readonly frame: XmlElement | undefined;
}

function sectionsIn(root: XmlElement): readonly Found[] {
  const frames = root.name === 'CONFIG' ? [root] : elementsAt(root, 'CONFIG');
  if (frames.length > 0) {
    return frames.flatMap((frame) => frame.children.filter(({ name }) => name.startsWith(PREFIX)).map((element) => ({ element, frame })));
  }
  const around: XmlElement = { name: '', attributes: new Map(), children: [root] };
  return elementsAt(around, ...AUTHENTICATION).flatMap(({ children }) => children.map((element) => ({ element, frame: undefined })));
}

function readSection(element: XmlElement, frame: XmlElement | undefined): AppcmdSection {
  const name = element.name.startsWith(PREFIX) ? element.name.slice(PREFIX.length) : element.name;
  const [protection] = elementsAt(element, 'extendedProtection');
  return {
    section: frame?.attributes.get('CONFIG.SECTION') ?? [...AUTHENTICATION, name].join('/'),
    path: frame?.attributes.get('path') ?? null,
    overrideMode: frame?.attributes.get('overrideMode') ?? null,
    locked: readLocked(frame?.attributes.get('locked')),
    attributes: kept(element.attributes),
    providers: elementsAt(element, 'providers').flatMap(readProviders),
    tokenChecking: protection?.attributes.get('tokenChecking') ?? null,
  };
}

function readLocked(text: string | undefined): boolean | null {
  const value = text?.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** With `/config:*` the list is the effective one: adds only. Edits are applied all the same, for the form without it. */
function readProviders(list: XmlElement): readonly string[] {
  let providers: readonly string[] = [];
  for (const { name, attributes } of list.children) {
    const value = attributes.get('value') ?? '';
    if (name === 'clear') providers = [];
    if (name === 'remove') providers = providers.filter((provider) => provider.toLowerCase() !== value.toLowerCase());
    if (name === 'add' && value !== '') providers = providers.concat(value);
  }
  return providers;
}
