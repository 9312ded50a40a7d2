import { expect, test } from 'vitest';
import type { LabState } from '../lab-state.ts';
import { HEALTHY_SERVER } from '../server/healthy-server.ts';
import { runAppcmd } from './appcmd.ts';
import { PLANTED_PASSWORD } from './secret.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const SECTION = '/section:windowsAuthentication';
const FULL = 'system.webServer/security/authentication/windowsAuthentication';

function ask(args: readonly string[], state: LabState = HEALTHY_SERVER): readonly [exitCode: number, stdout: string] {
  const { output } = runAppcmd(state, args);
  expect(output.stderr).toBe('');
  return [output.exitCode, output.stdout];
}

const machine = (change: Partial<LabState['machine']>): LabState => ({
  ...HEALTHY_SERVER,
  machine: { ...HEALTHY_SERVER.machine, ...change },
});

test('lists objects one a line', () => {
  expect(ask(['list', 'site'])).toEqual([
    0,
    'SITE "Default Web Site" (id:1,bindings:http/*:80:,https/*:443:,http/*:80:smp.contoso.com,https/*:443:smp.contoso.com,state:Started)\r\n',
  ]);
  expect(ask(['LIST', 'APP', 'default web site/altiris'])).toEqual([
    0,
    'APP "Default Web Site/Altiris" (applicationPool:DefaultAppPool)\r\n',
  ]);
  expect(ask(['list', 'apppool', '/apppool.name:.NET v4.5'])).toEqual([
    0,
    'APPPOOL ".NET v4.5" (MgdVersion:v4.0,MgdMode:Integrated,state:Started)\r\n',
  ]);
  expect(ask(['list', 'vdirs', '/app.name:Default Web Site/'])).toEqual([
    0,
    'VDIR "Default Web Site/" (physicalPath:%SystemDrive%\\inetpub\\wwwroot)\r\n',
  ]);
  expect(ask(['list', 'wps', '/apppool.name:DefaultAppPool'])).toEqual([0, 'WP "4816" (applicationPool:DefaultAppPool)\r\n']);
});

test('is silent about a name that is not there, and about a filter that nothing matches', () => {
  expect(ask(['list', 'apppool', 'Missing'])).toEqual([1, '']);
  expect(ask(['list', 'site', '/state:Stopped'])).toEqual([0, '']);
});

test('prints one value a line without a label', () => {
  expect(ask(['list', 'apppool', 'DefaultAppPool', '/text:processModel.identityType'])).toEqual([0, 'SpecificUser\r\n']);
  expect(ask(['list', 'apppool', '/text:processModel.userName'])[1]).toBe('CONTOSO\\svc-smp\r\nCONTOSO\\svc-smp\r\n\r\n');
});

test('prints the password of a pool in clear to whoever asks for everything', () => {
  for (const shape of [['/text:*'], ['/xml', '/config'], ['/config:*'], ['/text:processModel.password']]) {
    expect(ask(['list', 'apppool', 'DefaultAppPool', ...shape])[1]).toContain(PLANTED_PASSWORD);
  }
  expect(ask(['list', 'apppool', 'DefaultAppPool'])[1]).not.toContain(PLANTED_PASSWORD);
});

test('names the pool of an application differently in XML', () => {
  expect(ask(['list', 'app', ALTIRIS, '/xml'])[1]).toContain(
    '<APP path="/Altiris" APP.NAME="Default Web Site/Altiris" APPPOOL.NAME="DefaultAppPool" SITE.NAME="Default Web Site" />',
  );
});

test('lists a section with explicit values only, or with every effective one', () => {
  const [, explicit] = ask(['list', 'config', ALTIRIS, SECTION]);
  const [, whole] = ask(['list', 'config', ALTIRIS, SECTION, '/config:*']);
  expect(explicit).toContain('<windowsAuthentication enabled="true" authPersistNonNTLM="true" useAppPoolCredentials="true">');
  expect(whole).toContain('authPersistSingleRequest="false" authPersistNonNTLM="true" useKernelMode="true" useAppPoolCredentials="true">');
  expect(whole).toContain('<extendedProtection tokenChecking="None" flags="None" />');
});

test('frames a section in XML with its lock, hyphens for slashes', () => {
  const [, text] = ask(['list', 'config', ALTIRIS, SECTION, '/config:*', '/xml']);
  expect(text).toContain(
    `<CONFIG CONFIG.SECTION="${FULL}" path="MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris" overrideMode="Inherit" locked="true">`,
  );
  expect(text).toContain(`<${FULL.replaceAll('/', '-')} enabled="true"`);
});

test('says what it applied and where, also when it was so before', () => {
  for (const value of ['true', 'True']) {
    expect(ask(['set', 'config', ALTIRIS, `-section:${FULL}`, `/useAppPoolCredentials:${value}`, '/commit:apphost'])).toEqual([
      0,
      `Applied configuration changes to section "${FULL}" for "MACHINE/WEBROOT/APPHOST/${ALTIRIS}" at configuration commit path "MACHINE/WEBROOT/APPHOST"\r\n`,
    ]);
  }
});

test('writes nothing where the value was so before', () => {
  const args = ['set', 'config', ALTIRIS, SECTION, '/useAppPoolCredentials:true', '/commit:apphost'];
  expect(runAppcmd(HEALTHY_SERVER, args).state).toBe(HEALTHY_SERVER);
});

const ERRORS: readonly (readonly [what: string, args: readonly string[], exitCode: number, text: string])[] = [
  [
    'a provider that is not there',
    ['set', 'config', ALTIRIS, SECTION, "/-providers.[value='X']", '/commit:apphost'],
    4312,
    'ERROR ( message:Cannot find requested collection element. )\r\n',
  ],
  [
    'a provider that is inherited',
    ['set', 'config', ALTIRIS, SECTION, "/+providers.[value='NTLM']", '/commit:apphost'],
    183,
    "ERROR ( message:New add object missing required attributes. Cannot add duplicate collection entry of type 'add' with unique key attribute 'value' set to 'NTLM'\r\n. )\r\n",
  ],
  [
    'a bracket that is not as it should be',
    ['set', 'config', ALTIRIS, SECTION, "/+providers.[@at:0,value='X']", '/commit:apphost'],
    13,
    "ERROR ( message:Malformed collection indexer; format is [@position,name='value',name2='value2',...].  The @position specifier is optional, and be '@start', '@end', or '@N' where N is a numeric index into the collection. )\r\n",
  ],
  [
    'an unknown attribute',
    ['set', 'config', ALTIRIS, SECTION, '/useAppPool:true', '/commit:apphost'],
    87,
    'ERROR ( message:Unknown attribute "useAppPool".  Replace with -? for help. )\r\n',
  ],
  [
    'an unknown section',
    ['list', 'config', ALTIRIS, '/section:windowsAuth'],
    87,
    'ERROR ( message:Unknown config section "windowsAuth".  Replace with -? for help. )\r\n',
  ],
  [
    'an unknown site',
    ['set', 'config', 'ghost/x', SECTION, '/enabled:true', '/commit:apphost'],
    1168,
    'ERROR ( message:Cannot find SITE object with identifier "ghost". )\r\n',
  ],
  [
    'a pool that is not there',
    ['recycle', 'apppool', 'ghost'],
    1168,
    'ERROR ( message:Cannot find APPPOOL object with identifier "ghost". )\r\n',
  ],
  ['a pool without a name', ['recycle', 'apppool'], 87, 'ERROR ( message:Must specify the APPPOOL object with identifier. )\r\n'],
  ['an unknown object', ['list', 'foo'], 87, "Object 'FOO' is not supported.  Run 'appcmd.exe /?' to display supported objects.\r\r\n"],
  [
    'a verb that is not simulated',
    ['delete', 'site', 'Default Web Site'],
    87,
    "Command 'DELETE' is not supported on object 'SITE'. Run 'appcmd.exe SITE /?'\r\r\nto display supported commands.\r\r\n",
  ],
];

test.each(ERRORS)('refuses %s and changes nothing', (_, args, exitCode, text) => {
  const { output, state } = runAppcmd(HEALTHY_SERVER, args);
  expect(output).toEqual({ exitCode, stdout: text, stderr: '' });
  expect(state).toBe(HEALTHY_SERVER);
});

test('will not write a locked section into a web.config', () => {
  const [exitCode, text] = ask(['set', 'config', ALTIRIS, SECTION, '/enabled:true']);
  expect(exitCode).toBe(33);
  expect(text).toContain(
    'This configuration section cannot be used at this path. This happens when the section is locked at a parent level.',
  );
});

test('writes a section that is not locked into the web.config of its level', () => {
  const { output, state } = runAppcmd(HEALTHY_SERVER, [
    'set',
    'config',
    'Default Web Site/Status',
    '/section:directoryBrowse',
    '/enabled:true',
  ]);
  expect(output.stdout).toContain('at configuration commit path "MACHINE/WEBROOT/APPHOST/Default Web Site/Status"');
  expect(state.webConfigs['C:\\inetpub\\status\\web.config']).toContain('<directoryBrowse enabled="true" />');
  expect(state.applicationHost).toBe(HEALTHY_SERVER.applicationHost);
});

test('makes the web.config where there is none', () => {
  const { state } = runAppcmd(HEALTHY_SERVER, ['set', 'config', 'Default Web Site', '/section:directoryBrowse', '/enabled:true']);
  expect(state.webConfigs['C:\\inetpub\\wwwroot\\web.config']).toContain('<directoryBrowse enabled="true" />');
});

test('reports a provider that a file adds twice, with its line', () => {
  const applicationHost = HEALTHY_SERVER.applicationHost.replace('<add value="NTLM" />', '$&\r\n$&');
  const [exitCode, text] = ask(['list', 'config', '', SECTION], { ...HEALTHY_SERVER, applicationHost });
  expect(exitCode).toBe(183);
  expect(text).toMatch(
    /Line Number: \d+\r\nDescription: Cannot add duplicate collection entry of type 'add' with unique key attribute 'value' set to 'NTLM'/,
  );
});

test('cannot list below a web.config that writes a locked section, and can elsewhere', () => {
  const file = 'C:\\Program Files\\Altiris\\Notification Server\\Web\\Console\\web.config';
  const text = '<configuration>\r\n<system.webServer><security><authentication><windowsAuthentication enabled="true" />';
  const broken = `${text}</authentication></security></system.webServer></configuration>`;
  const state = { ...HEALTHY_SERVER, webConfigs: { ...HEALTHY_SERVER.webConfigs, [file]: broken } };
  const [exitCode, said] = ask(['list', 'config', `${ALTIRIS}/Console`, SECTION], state);
  expect([exitCode, said.split('\r\n').slice(0, 3)]).toEqual([
    33,
    ['ERROR ( message:Configuration error', `Filename: \\\\?\\${file}`, 'Line Number: 2'],
  ]);
  expect(ask(['list', 'config', ALTIRIS, SECTION], state)[0]).toBe(0);
});

test('reads nothing for somebody who is not elevated', () => {
  const state = machine({ elevated: false });
  expect(ask(['list', 'site'], state)).toEqual([
    1168,
    'ERROR ( message:Configuration error\r\nFilename: redirection.config\r\nLine Number: 0\r\nDescription: Cannot read configuration file due to insufficient permissions\r\n. )\r\n',
  ]);
  expect(ask(['list', 'wp'], state)[0]).toBe(50);
});

test('does not know the state of sites, and has no worker processes, while the service is stopped', () => {
  const state = machine({ webServerRunning: false });
  expect(ask(['list', 'site'], state)[1]).toContain('state:Unknown)');
  expect(ask(['list', 'wp'], state)[0]).toBe(50);
});

test('reports a configuration that cannot be written', () => {
  const state = machine({ configurationWritable: false });
  const args = ['set', 'config', ALTIRIS, SECTION, '/enabled:false', '/commit:apphost'];
  expect(ask(args, state)).toEqual([
    5,
    'ERROR ( hresult:80070005, message:Failed to commit configuration changes.\r\nAccess is denied.\r\n )\r\n',
  ]);
});

test('prints help with two carriage returns and ends with 1; without words it ends with 87', () => {
  expect(ask(['/?'])[0]).toBe(1);
  expect(ask([])).toEqual([87, ask(['-?'])[1]]);
  expect(ask(['config', '/?'])[1]).toContain('\r\r\n');
});

test('finds every level that writes a section', () => {
  expect(ask(['search', 'config', `${ALTIRIS}/TaskManagement`, SECTION])[1].split('\r\n')).toEqual([
    'CONFIGSEARCH "MACHINE/WEBROOT/APPHOST"',
    `CONFIGSEARCH "MACHINE/WEBROOT/APPHOST/${ALTIRIS}"`,
    `CONFIGSEARCH "MACHINE/WEBROOT/APPHOST/${ALTIRIS}/TaskManagement"`,
    '',
  ]);
});
