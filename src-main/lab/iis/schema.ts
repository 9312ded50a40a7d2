/** Types and defaults of the sections that the practice server edits. Source: IIS_schema.xml of IIS 10. */
interface AttributeSchema {
  readonly name: string;
  readonly kind: 'bool' | 'text' | 'enum' | 'flags';
  readonly initial: string;
  readonly words: readonly string[];
}

export interface CollectionSchema {
  readonly add: string;
  readonly remove: string;
  readonly clear: string;
  readonly key: string;
}

export interface ElementSchema {
  readonly name: string;
  readonly attributes: readonly AttributeSchema[];
  readonly elements: readonly ElementSchema[];
  readonly collection: CollectionSchema | null;
}

export interface SectionSchema {
  /** `system.webServer/security/authentication/windowsAuthentication` */
  readonly path: string;
  readonly element: ElementSchema;
}

const bool = (name: string, initial: boolean): AttributeSchema => ({ name, kind: 'bool', initial: String(initial), words: [] });
const text = (name: string, initial: string): AttributeSchema => ({ name, kind: 'text', initial, words: [] });
const choice = (name: string, initial: string, words: readonly string[]): AttributeSchema => ({ name, kind: 'enum', initial, words });
const flags = (name: string, initial: string, words: readonly string[]): AttributeSchema => ({ name, kind: 'flags', initial, words });

const simple = (path: string, attributes: readonly AttributeSchema[]): SectionSchema => ({
  path,
  element: { name: path.slice(path.lastIndexOf('/') + 1), attributes, elements: [], collection: null },
});

const AUTHENTICATION = 'system.webServer/security/authentication';
const SSL_FLAGS = ['None', 'Ssl', 'SslNegotiateCert', 'SslRequireCert', 'SslMapCert', 'Ssl128'];
const PROTECTION_FLAGS = ['None', 'Proxy', 'NoServiceNameCheck', 'AllowDotlessSpn', 'ProxyCohosting'];
const BROWSE_FLAGS = ['None', 'Date', 'Time', 'Size', 'Extension', 'LongDate'];

const WINDOWS_AUTHENTICATION: ElementSchema = {
  name: 'windowsAuthentication',
  attributes: [
    bool('enabled', false),
    bool('authPersistSingleRequest', false),
    bool('authPersistNonNTLM', false),
    bool('useKernelMode', true),
    bool('useAppPoolCredentials', false),
  ],
  elements: [
    { name: 'providers', attributes: [], elements: [], collection: { add: 'add', remove: 'remove', clear: 'clear', key: 'value' } },
    {
      name: 'extendedProtection',
      attributes: [choice('tokenChecking', 'None', ['None', 'Allow', 'Require']), flags('flags', 'None', PROTECTION_FLAGS)],
      elements: [],
      collection: { add: 'spn', remove: 'removeSpn', clear: 'clearSpns', key: 'name' },
    },
  ],
  collection: null,
};

export const WINDOWS: SectionSchema = { path: `${AUTHENTICATION}/windowsAuthentication`, element: WINDOWS_AUTHENTICATION };
export const ANONYMOUS: SectionSchema = simple(`${AUTHENTICATION}/anonymousAuthentication`, [
  bool('enabled', true),
  text('userName', 'IUSR'),
  choice('logonMethod', 'ClearText', ['Interactive', 'Batch', 'Network', 'ClearText']),
]);

export const SECTIONS: readonly SectionSchema[] = [
  WINDOWS,
  ANONYMOUS,
  simple(`${AUTHENTICATION}/basicAuthentication`, [
    bool('enabled', false),
    text('realm', ''),
    text('defaultLogonDomain', ''),
    choice('logonMethod', 'ClearText', ['Interactive', 'Batch', 'Network', 'ClearText']),
  ]),
  simple(`${AUTHENTICATION}/digestAuthentication`, [bool('enabled', false), text('realm', '')]),
  simple('system.webServer/security/access', [flags('sslFlags', 'None', SSL_FLAGS)]),
  simple('system.webServer/directoryBrowse', [bool('enabled', true), flags('showFlags', 'Date, Time, Size, Extension', BROWSE_FLAGS)]),
];

/** In: a full section path or its short name, any letter case. */
export function findSection(name: string): SectionSchema | undefined {
  const wanted = name.toLowerCase();
  return SECTIONS.find(({ path, element }) => path.toLowerCase() === wanted || element.name.toLowerCase() === wanted);
}

/** In: what was typed. Out: the value as IIS writes it; undefined where the type does not allow it. */
export function writtenValue(schema: AttributeSchema, typed: string): string | undefined {
  switch (schema.kind) {
    case 'bool':
      return ['true', 'false'].find((word) => word === typed.toLowerCase());
    case 'text':
      return typed;
    case 'enum':
      return schema.words.find((word) => word.toLowerCase() === typed.toLowerCase());
    case 'flags': {
      const words = typed.split(',').map((one) => schema.words.find((word) => word.toLowerCase() === one.trim().toLowerCase()));
      return words.includes(undefined) ? undefined : words.join(', ');
    }
    default:
      return schema.kind satisfies never;
  }
}
