import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import { readAppcmd, readSectionXml } from './appcmd.ts';

const SITE = { type: 'SITE', attributes: { 'SITE.NAME': 'S', 'SITE.ID': '3', bindings: 'http/*:80:,https/[::1]:443:h', state: 'Started' } };

test('gives the objects of text mode the names that /xml gives them', () => {
  const read = readAppcmd(fixture('smp-server', 'appcmd-list.txt'));
  expect(read.ok && read.value.error).toBeNull();
  expect(read.ok && read.value.objects.map(({ type, attributes }) => [type, attributes])).toEqual([
    [
      'SITE',
      {
        'SITE.NAME': 'Default Web Site',
        'SITE.ID': '1',
        bindings: 'http/*:80:,https/*:443:smp.contoso.com,https/[::1]:443:',
        state: 'Started',
      },
    ],
    ['SITE', { 'SITE.NAME': 'Symantec CEM Agents', 'SITE.ID': '2', bindings: 'https/*:4726:smp-cem.contoso.com', state: 'Unknown' }],
    ['APP', { 'APP.NAME': 'Default Web Site/', path: '/', 'SITE.NAME': 'Default Web Site', 'APPPOOL.NAME': 'DefaultAppPool' }],
    [
      'APP',
      { 'APP.NAME': 'Default Web Site/Altiris', path: '/Altiris', 'SITE.NAME': 'Default Web Site', 'APPPOOL.NAME': 'DefaultAppPool' },
    ],
    ['VDIR', { 'VDIR.NAME': 'Default Web Site/', physicalPath: 'C:\\inetpub\\wwwroot' }],
    ['APPPOOL', { 'APPPOOL.NAME': 'DefaultAppPool', RuntimeVersion: 'v4.0', PipelineMode: 'Integrated', state: 'Started' }],
    ['APPPOOL', { 'APPPOOL.NAME': 'No Managed Code', RuntimeVersion: '', PipelineMode: 'Classic', state: 'Stopped' }],
    ['WP', { 'WP.NAME': '7331', 'APPPOOL.NAME': 'DefaultAppPool' }],
  ]);
});

test('keeps the attributes of /xml unchanged and leaves the configuration inside alone, passwords above all', () => {
  const read = readAppcmd(fixture('smp-server', 'appcmd-list.xml'));
  expect(read.ok && read.value.objects.slice(2)).toEqual([
    {
      type: 'APPPOOL',
      attributes: { 'APPPOOL.NAME': 'DefaultAppPool', PipelineMode: 'Integrated', RuntimeVersion: 'v4.0', state: 'Started' },
    },
    {
      type: 'VDIR',
      attributes: { physicalPath: 'D:\\R&D\\CEM', path: '/', 'APP.NAME': 'Symantec CEM Agents/', 'VDIR.NAME': 'Symantec CEM Agents/' },
    },
  ]);
  expect(JSON.stringify(read)).not.toContain('hunter2');
});

test.each([
  [
    'prompts around lines',
    'C:\\>appcmd list site\r\r\nSITE "S" (id:3,bindings:http/*:80:,https/[::1]:443:h,state:Started)\r\r\n\r\r\nC:\\>',
  ],
  [
    'prompts around XML',
    'C:\\>appcmd list site /xml\n<?xml version="1.0" encoding="UTF-8"?>\n<appcmd><SITE SITE.NAME="S" SITE.ID="3" bindings="http/*:80:,https/[::1]:443:h" state="Started" /></appcmd>\nC:\\>',
  ],
  [
    '/text:*',
    'SITE\r\n  SITE.NAME:"S"\r\n  SITE.ID: 3\r\n  bindings:http/*:80:,https/[::1]:443:h\r\n  state:Started\r\n  [site]\r\n    name:"S"\r\n    password:"p"\r\n',
  ],
])('reads the same object from %s', (_, text) => {
  expect(readAppcmd(text)).toEqual({ ok: true, value: { objects: [SITE], error: null } });
});

test.each([
  ['ERROR ( message:Cannot find SITE object with identifier "ghost". )', 'Cannot find SITE object with identifier "ghost".', null],
  ["ERROR ( message:Cannot add duplicate (twice) 'NTLM'\r\r\n. )", "Cannot add duplicate (twice) 'NTLM'", null],
  ['ERROR ( hresult:800706be, message:Сбой при удаленном вызове процедуры.\r\n )\r\n', 'Сбой при удаленном вызове процедуры.', '800706be'],
  ['<?xml version="1.0"?>\r\n<appcmd><ERROR message="Access is denied." /></appcmd>', 'Access is denied.', null],
  ['<?xml version="1.0"?>\r\n<appcmd>\r\nERROR ( hresult:80070005, message:No. )', 'No.', '80070005'],
])('reads the error %j in any language', (text, message, hresult) => {
  expect(readAppcmd(text)).toEqual({ ok: true, value: { objects: [], error: { message, hresult } } });
});

test('takes what other verbs print for an answer without objects', () => {
  for (const text of [
    'APPPOOL object "X" changed',
    '"X" successfully recycled',
    'Applied configuration changes to section "a/b" for "MACHINE/WEBROOT/APPHOST" at configuration commit path "MACHINE/WEBROOT/APPHOST"',
  ]) {
    expect(readAppcmd(text)).toEqual({ ok: true, value: { objects: [], error: null } });
  }
});

test.each(['', 'hello', '<html></html>', '<?xml version="1.0"?><appcmd><SITE SITE.NAME="S"'])('cannot read %j', (text) => {
  expect(readAppcmd(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});

test('keeps no password of an answer that it cannot read', () => {
  expect(JSON.stringify(readAppcmd('<appcmd><APPPOOL><processModel password="hunter2" /></APPPOOL>'))).not.toContain('hunter2');
});

test('reads a section as IIS computes it, with and without its frame', () => {
  const plain = {
    section: 'system.webServer/security/authentication/windowsAuthentication',
    path: null,
    overrideMode: null,
    locked: null,
    attributes: { enabled: 'true', useAppPoolCredentials: 'true' },
    providers: ['Negotiate', 'NTLM'],
    tokenChecking: 'Allow',
  };
  expect(readSectionXml(fixture('smp-server', 'appcmd-section.txt'))).toEqual({ ok: true, value: plain });
  expect(readSectionXml(fixture('smp-server', 'appcmd-section.xml'))).toEqual({
    ok: true,
    value: {
      ...plain,
      path: 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris',
      overrideMode: 'Inherit',
      locked: false,
      attributes: {
        enabled: 'true',
        authPersistSingleRequest: 'false',
        authPersistNonNTLM: 'true',
        useKernelMode: 'true',
        useAppPoolCredentials: 'true',
      },
    },
  });
});

test.each([
  '',
  fixture('german-server', 'appcmd-error.txt'),
  fixture('smp-server', 'appcmd-list.xml'),
  '<appcmd />',
  '<system.webServer />',
])('finds no section in %j', (text) => {
  expect(readSectionXml(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});
