import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import type { Configuration } from './configuration.ts';
import { effectiveAuthentication } from './effective.ts';
import { readConfiguration, readRedirection, withWebConfig } from './read-configuration.ts';

test('reads pools, sites and applications of an SMP server as the file has them', () => {
  const { pools, sites, applications, levels: _, logging, ...rest } = read(fixture('smp-server', 'applicationHost.config'));
  expect(pools).toEqual([
    { name: 'DefaultAppPool', identityType: 'SpecificUser', userName: 'CONTOSO\\svc-smp', from: 'pool' },
    { name: 'SMP Console', identityType: 'ApplicationPoolIdentity', userName: null, from: 'applicationPoolDefaults' },
    { name: 'Old Pool', identityType: 'NetworkService', userName: 'CONTOSO\\left-over', from: 'pool' },
  ]);
  expect(sites[0]?.bindings).toEqual([
    { protocol: 'http', ip: '*', port: 80, host: '', information: '*:80:' },
    { protocol: 'https', ip: '*', port: 443, host: 'smp.contoso.com', information: '*:443:smp.contoso.com' },
    { protocol: 'https', ip: '[::1]', port: 443, host: '', information: '[::1]:443:' },
    { protocol: 'net.tcp', ip: null, port: null, host: null, information: '808:*' },
  ]);
  expect(sites.map(({ name, id }) => [name, id])).toEqual([
    ['Default Web Site', 1],
    ['Symantec CEM Agents', 2],
  ]);
  expect(applications.find(({ path }) => path === 'Default Web Site/Altiris/Console')).toEqual({
    path: 'Default Web Site/Altiris/Console',
    pool: 'SMP Console',
    physicalPath: 'D:\\Program Files\\Altiris\\Web\\Console',
  });
  expect(applications.at(-2)).toEqual({ path: 'Symantec CEM Agents/', pool: 'DefaultAppPool', physicalPath: 'D:\\R&D\\CEM' });
  expect(logging.sites.map(({ site }) => site)).toEqual(['Default Web Site', 'Symantec CEM Agents']);
  expect(rest).toEqual({ windowsAuthenticationInstalled: true, keepsHistory: true, virtualDirectories: 17, locations: 4, notes: [] });
});

test('keeps what each level says, and leaves out a location that says nothing of authentication', () => {
  const { levels } = read(fixture('smp-server', 'applicationHost.config'));
  expect(levels.map(({ path }) => path)).toEqual([
    '',
    'Default Web Site/Altiris/TaskManagement/CTAgent',
    'default web site/ALTIRIS',
    'Default Web Site/Altiris/NS/Agent',
  ]);
  expect(levels[3]).toEqual({
    path: 'Default Web Site/Altiris/NS/Agent',
    source: 'applicationHost.config',
    windows: { enabled: false, useKernelMode: null, useAppPoolCredentials: null, authPersistNonNTLM: null, tokenChecking: null },
    providers: null,
    anonymous: true,
    others: {},
    locks: { lockAttributes: 'useAppPoolCredentials' },
    overrideMode: 'Deny',
  });
});

test('takes the pool of an application from itself, its site, all sites, or DefaultAppPool', () => {
  const { applications } = read(fixture('hosting-server', 'applicationHost.config'));
  const poolOf = (path: string) => applications.find((application) => application.path === path)?.pool;
  expect(poolOf('customer004.example/shop')).toBe('pool-004');
  expect(poolOf('customer010.example/')).toBe('shared');
  expect(read(serverWith('<site name="S" id="1"><application path="/" /></site>')).applications[0]?.pool).toBe('DefaultAppPool');
});

test('takes an empty path and a dot for the server itself, wherever the location stands', () => {
  for (const path of ['', '.']) {
    const text = serverWith('', `<location path="${path}">${windows('enabled="true"')}</location>`);
    expect(read(text).levels.map((level) => level.path)).toEqual(['']);
  }
  const twice = read(serverWith('', `${windows('enabled="true"')}<location path=".">${windows('useKernelMode="false"')}</location>`));
  expect(twice.levels).toHaveLength(1);
  expect(twice.notes).toEqual([expect.stringContaining('2 times')]);
});

test('joins several locations of one path into one level, letter case and order apart', () => {
  const text = serverWith(
    '',
    `<location path="s/a">${windows('enabled="true"')}</location><location path="S">${windows('', '<clear />')}</location><location path="S/A/">${windows('', '<add value="NTLM" />')}</location>`,
  );
  expect(read(text).levels.map(({ path, providers }) => [path, providers])).toEqual([
    ['s/a', [{ op: 'add', value: 'NTLM' }]],
    ['S', [{ op: 'clear' }]],
  ]);
});

test('counts a value that is neither true nor false as not written, and says so', () => {
  const { levels, notes } = read(serverWith('', windows('enabled="TRUE" useKernelMode="yes"')));
  expect(levels[0]?.windows).toMatchObject({ enabled: true, useKernelMode: null });
  expect(notes).toEqual([expect.stringContaining('"yes"')]);
});

test('understands entities, comments, CDATA and names that are not English', () => {
  const text = serverWith(
    '<!-- <site name="no" id="9" /> --><site name="M&#252;nchen &amp; Köln" id="1"><![CDATA[<site name="no" id="8" />]]><application path="/Б" /></site>',
  );
  const { sites, applications } = read(text);
  expect(sites.map(({ name }) => name)).toEqual(['München & Köln']);
  expect(applications[0]?.path).toBe('München & Köln/Б');
});

test('finds the native module, not the managed one of the same name', () => {
  expect(read(fixture('no-windows-authentication', 'applicationHost.config')).windowsAuthenticationInstalled).toBe(false);
  expect(read(serverWith('')).windowsAuthenticationInstalled).toBeNull();
});

test('says where parts of the configuration stand in other files or are encrypted', () => {
  const text = serverWith(
    '<site name="S" id="1" />',
    '<system.webServer><security><authentication><windowsAuthentication configSource="w.config" /></authentication></security></system.webServer>',
    '<add name="P"><processModel identityType="SpecificUser" userName="[enc:AesProvider:abc:enc]" /></add>',
  );
  const { notes, pools } = read(text);
  expect(pools[0]?.userName).toBeNull();
  expect(notes).toEqual([
    expect.stringMatching(/windowsAuthentication.*configSource/),
    expect.stringMatching(/userName of the pool P is encrypted/),
  ]);
});

test.each([
  ['nothing', '', /empty/],
  ['binary', 'MZ\u0000\u0001', /binary/],
  ['a cut file', fixture('smp-server', 'applicationHost.config').slice(0, 5000), /not well-formed XML at line \d+, column \d+/],
  ['a fragment', '<windowsAuthentication enabled="true" />', /root element is <windowsAuthentication>/],
  ['a web.config', `<configuration>${windows('enabled="true"')}</configuration>`, /web\.config/],
  ['a file without sites', '<configuration><system.applicationHost /></configuration>', /no list of sites/],
  ['an empty server', '<configuration><system.applicationHost><sites /></system.applicationHost></configuration>', /neither a site nor/],
  ['redirection.config', '<configuration><configurationRedirection /></configuration>', /redirection\.config/],
  ['a program', '<configuration><appSettings /></configuration>', /something else/],
  ['a document type', '<!DOCTYPE configuration [<!ENTITY a "b">]><configuration>&a;</configuration>', /DOCTYPE|ampersand/],
  ['an unknown entity', '<configuration a="&nbsp;" />', /line 1, column 19/],
  ['a bare ampersand', '<configuration a="R&D" />', /ampersand/],
  ['two roots', '<configuration /><configuration />', /2 root elements/],
  ['too deep nesting', `${'<a>'.repeat(150)}${'</a>'.repeat(150)}`, /not well-formed/],
  ['a name that could harm', '<configuration><__proto__ /></configuration>', /not well-formed/],
])('refuses %s', (_, text, why) => {
  expect(readConfiguration(text)).toMatchObject({ ok: false, failure: { code: 'input.refused', why: expect.stringMatching(why) } });
});

test('repeats nothing of a broken file: it could be a password', () => {
  const broken = fixture('smp-server', 'applicationHost.config').replace('password="hunter2', 'password=hunter2');
  const read = readConfiguration(broken);
  expect(read.ok).toBe(false);
  expect(JSON.stringify(read)).not.toContain('hunter2');
});

test('adds the levels of a web.config, its own locations below its folder', () => {
  const server = read(serverWith('', windows('enabled="false"', '<add value="NTLM" />')));
  const text = `<configuration>${windows('enabled="true"')}<location path="Console">${windows('useKernelMode="false"')}</location></configuration>`;
  const merged = withWebConfig(server, 'Default Web Site/Altiris', text);
  expect(merged.ok && merged.value.levels.map(({ path, source }) => [path, source])).toEqual([
    ['', 'applicationHost.config'],
    ['Default Web Site/Altiris', 'web.config'],
    ['Default Web Site/Altiris/Console', 'web.config'],
  ]);
  expect(withWebConfig(server, 'S', fixture('smp-server', 'applicationHost.config')).ok).toBe(false);
});

test('calls a web.config that writes a locked section a problem, unless a location above unlocks it', () => {
  const site = `<configuration>${windows('enabled="true"')}</configuration>`;
  const locked = withWebConfig(read(serverWith('')), 'S', site);
  expect(locked.ok && effectiveAuthentication(locked.value, 'S/A').problems).toEqual([expect.stringContaining('500.19')]);
  const unlocked = withWebConfig(read(serverWith('', `<location path="" overrideMode="Allow">${windows('')}</location>`)), 'S', site);
  expect(unlocked.ok && effectiveAuthentication(unlocked.value, 'S/A').problems).toEqual([]);
});

test('an override mode counts only for the sections inside its location', () => {
  const text = serverWith('', '<location path="S" overrideMode="Allow"><system.webServer><httpRedirect /></system.webServer></location>');
  expect(read(text).levels).toEqual([]);
});

test('takes overrideModeDefault="Allow" for the mode of the server level, groups nested or named by path', () => {
  const section = '<section name="windowsAuthentication" overrideModeDefault="Allow" />';
  const nested = `<sectionGroup name="system.webServer"><sectionGroup name="security"><sectionGroup name="authentication">${section}</sectionGroup></sectionGroup></sectionGroup>`;
  const byPath = `<sectionGroup name="system.webServer/security/authentication">${section}</sectionGroup>`;
  for (const groups of [nested, byPath]) {
    expect(read(serverWith('', `<configSections>${groups}</configSections>`)).levels).toMatchObject([{ path: '', overrideMode: 'Allow' }]);
  }
});

test('reads whether the configuration is shared', () => {
  const redirection = (attributes: string) => readRedirection(`<configuration><configurationRedirection ${attributes} /></configuration>`);
  expect(redirection('')).toEqual({ ok: true, value: false });
  expect(redirection('enabled="True" path="\\\\share\\iis"')).toEqual({ ok: true, value: true });
  expect(redirection('enabled="perhaps"').ok).toBe(false);
  expect(readRedirection('<configuration />').ok).toBe(false);
});

function read(text: string): Configuration {
  const result = readConfiguration(text);
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

function serverWith(sites: string, more = '', pools = '<add name="DefaultAppPool" />'): string {
  return `<configuration><system.applicationHost><applicationPools>${pools}</applicationPools><sites>${sites}</sites></system.applicationHost>${more}</configuration>`;
}

function windows(attributes: string, providers = ''): string {
  const list = providers === '' ? '' : `<providers>${providers}</providers>`;
  return `<system.webServer><security><authentication><windowsAuthentication ${attributes}>${list}</windowsAuthentication></authentication></security></system.webServer>`;
}
