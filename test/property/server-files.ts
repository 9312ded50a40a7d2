import { escapeXml } from '../../src-main/lab/xml/xml-tree.ts';
import type { IdentitySketch, LevelSketch, ProviderSketch, ServerSketch, SiteSketch } from './any-server.ts';

/** A place of the server that a level can be written for. */
interface Place {
  readonly path: string;
  /** The folder whose web.config speaks for it; `null` for the server. */
  readonly folder: string | null;
}

/** Every place of a server: itself, its sites, their applications, the folders between them and below them. */
function placesOf({ sites }: ServerSketch): readonly Place[] {
  const places = sites.flatMap((site, at) => {
    const roots = site.applications.map(({ path }) => ({ path: levelOf(site, path), folder: folderOf(at, path) }));
    const below = roots.map(({ path, folder }) => ({ path: `${path}/sub`, folder: `${folder}\\sub` }));
    return [{ path: site.name, folder: folderOf(at, '/') }, ...roots, ...below, ...between(site, at)];
  });
  return [{ path: '', folder: null }, ...new Map(places.map((place) => [place.path.toLowerCase(), place])).values()];
}

/** The folder `NS` of `/Altiris/NS/Agent`, where `/Altiris` is an application and `/Altiris/NS` is none. */
function between(site: SiteSketch, at: number): readonly Place[] {
  const paths = site.applications.map(({ path }) => path);
  return ['NS', 'TaskManagement']
    .filter((name) => paths.includes('/Altiris') && paths.some((path) => path.startsWith(`/Altiris/${name}/`)))
    .map((name) => ({ path: levelOf(site, `/Altiris/${name}`), folder: `${folderOf(at, '/Altiris')}\\${name}` }));
}

function levelOf(site: SiteSketch, path: string): string {
  return path === '/' ? site.name : `${site.name}${path}`;
}

function folderOf(site: number, path: string): string {
  return path === '/' ? `C:\\inetpub\\site${site}` : `C:\\web\\${site}${path.replaceAll('/', '_').replace(/[^A-Za-z0-9_]/g, '-')}`;
}

/** Where each level lies; two levels of one file for one place are one too many, so the first stands. */
function levelsAt(sketch: ServerSketch, file: LevelSketch['file']): readonly (readonly [Place, LevelSketch])[] {
  const places = placesOf(sketch);
  const found = new Map<string, readonly [Place, LevelSketch]>();
  for (const level of sketch.levels) {
    const place = level.place < 0 ? places.find(({ path }) => /\/Altiris/.test(path)) : places[level.place % places.length];
    if (place === undefined || level.file !== file || found.has(place.path)) continue;
    if (file === 'web.config' && place.folder === null) continue;
    found.set(place.path, [place, level]);
  }
  return [...found.values()];
}

export function webConfigTexts(sketch: ServerSketch): Readonly<Record<string, string>> {
  return Object.fromEntries(
    levelsAt(sketch, 'web.config').map(([{ folder }, level]) => [
      `${folder}\\web.config`,
      crlf(`<?xml version="1.0" encoding="UTF-8"?>\n<configuration>\n${indented(webServer(level), 1)}\n</configuration>\n`),
    ]),
  );
}

export function configurationText(sketch: ServerSketch): string {
  const levels = levelsAt(sketch, 'applicationHost.config');
  const server = levels.find(([{ path }]) => path === '')?.[1];
  // A section stands once for the server: at the root of the file, or in a location without a path.
  const serverLocation = server === undefined || server.overrideMode === null ? null : server;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<configuration>',
    indented(SECTIONS, 1),
    indented(['<system.applicationHost>', ...nested(pools(sketch)), ...nested(sites(sketch)), '</system.applicationHost>'], 1),
    indented(element('system.webServer', '', [...modules(sketch), ...(serverLocation === null ? security(server ?? BARE) : [])]), 1),
    ...(serverLocation === null ? [] : [indented(location('', serverLocation, false), 1)]),
    ...levels.filter(([{ path }]) => path !== '').map(([{ path }, level]) => indented(location(path, level, level.inCapitals), 1)),
    '</configuration>',
    '',
  ];
  return crlf(lines.filter((line, at) => line !== '' || at === lines.length - 1).join('\n'));
}

const SECTIONS = [
  '<configSections>',
  '    <sectionGroup name="system.webServer">',
  '        <sectionGroup name="security">',
  '            <sectionGroup name="authentication">',
  '                <section name="anonymousAuthentication" overrideModeDefault="Deny" />',
  '                <section name="windowsAuthentication" overrideModeDefault="Deny" />',
  '            </sectionGroup>',
  '        </sectionGroup>',
  '    </sectionGroup>',
  '</configSections>',
];

const INSTALLED = '<add name="WindowsAuthenticationModule" image="%windir%\\System32\\inetsrv\\authsspi.dll" />';

/** The server as it is installed: anonymous on, Windows off, Negotiate before NTLM. */
const BARE: LevelSketch = {
  place: 0,
  file: 'applicationHost.config',
  attributes: { enabled: false, useKernelMode: null, useAppPoolCredentials: null, authPersistNonNTLM: null },
  providers: ['Negotiate', 'NTLM'].map((value) => ({ op: 'add', value, isLocked: false })),
  anonymous: true,
  lock: null,
  overrideMode: null,
  inCapitals: false,
};

function modules({ switches }: ServerSketch): readonly string[] {
  const list = [
    '<add name="UriCacheModule" image="%windir%\\System32\\inetsrv\\cachuri.dll" />',
    ...(switches.installed ? [INSTALLED] : []),
  ];
  return element('globalModules', '', list);
}

function pools({ pools, poolDefaults }: ServerSketch): readonly string[] {
  const adds = pools.map((identity, index) => element('add', ` name="${poolName(index)}"`, processModel(identity)));
  return [
    '<applicationPools>',
    ...nested(adds.flat()),
    ...nested(element('applicationPoolDefaults', '', processModel(poolDefaults))),
    '</applicationPools>',
  ];
}

function poolName(index: number): string {
  return ['DefaultAppPool', 'It’s a $(pool)', 'Third'][index] ?? 'Missing';
}

function processModel({ type, user }: IdentitySketch): readonly string[] {
  const attributes = attribute('identityType', type) + attribute('userName', user);
  return attributes === '' ? [] : [`<processModel${attributes} />`];
}

function sites(sketch: ServerSketch): readonly string[] {
  return ['<sites>', ...nested(sketch.sites.flatMap(siteElement)), '</sites>'];
}

function siteElement(site: SiteSketch, at: number): readonly string[] {
  const bindings = site.hosts.map((host) => `<binding protocol="http" bindingInformation="*:80:${escapeXml(host)}" />`);
  const applications = site.applications.flatMap(({ path, pool }) => [
    `<application path="${escapeXml(path)}" applicationPool="${escapeXml(poolName(pool))}">`,
    `    <virtualDirectory path="/" physicalPath="${folderOf(at, path)}" />`,
    '</application>',
  ]);
  const inner = [...applications, '<bindings>', ...nested(bindings), '</bindings>'];
  return [`<site name="${escapeXml(site.name)}" id="${at + 1}">`, ...nested(inner), '</site>'];
}

function location(path: string, level: LevelSketch, inCapitals: boolean): readonly string[] {
  const written = inCapitals ? path.toUpperCase() : path;
  const inner = webServer(level);
  if (inner.length === 0) return [];
  return element('location', ` path="${escapeXml(written)}"${attribute('overrideMode', level.overrideMode)}`, inner);
}

function security(level: LevelSketch): readonly string[] {
  const anonymous = level.anonymous === null ? [] : [`<anonymousAuthentication enabled="${level.anonymous}" />`];
  const inner = [...anonymous, ...windowsSection(level)];
  return inner.length === 0 ? [] : element('security', '', element('authentication', '', inner));
}

function webServer(level: LevelSketch): readonly string[] {
  const inner = security(level);
  return inner.length === 0 ? [] : element('system.webServer', '', inner);
}

function windowsSection({ attributes, providers, lock }: LevelSketch): readonly string[] {
  const written = Object.entries(attributes).map(([name, value]) => attribute(name, value));
  const text = [...written, lock === null ? '' : ` ${lock}`].join('');
  // An empty list alone would make a location that says nothing: it would not outlive a change and its undo.
  const list = providers === null || (text === '' && providers.length === 0) ? [] : element('providers', '', providerEdits(providers));
  return text === '' && list.length === 0 ? [] : element('windowsAuthentication', text, list);
}

/** IIS would not write a name twice in one list. */
function providerEdits(edits: readonly ProviderSketch[]): readonly string[] {
  const adds = new Set<string>();
  return edits.flatMap(({ op, value, isLocked }) => {
    if (op === 'clear') return ['<clear />'];
    const key = `${op} ${value.toLowerCase()}`;
    if (adds.has(key)) return [];
    adds.add(key);
    return [`<${op} value="${escapeXml(value)}"${isLocked && op === 'add' ? ' lockItem="true"' : ''} />`];
  });
}

function attribute(name: string, value: string | boolean | null): string {
  return value === null ? '' : ` ${name}="${escapeXml(String(value))}"`;
}

function element(name: string, attributes: string, children: readonly string[]): readonly string[] {
  return children.length === 0 ? [`<${name}${attributes} />`] : [`<${name}${attributes}>`, ...nested(children), `</${name}>`];
}

function nested(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `    ${line}`);
}

function indented(lines: readonly string[], depth: number): string {
  return lines.map((line) => '    '.repeat(depth) + line).join('\n');
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}
