import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import { readHostIdentity, readRegistryValues } from './registry.ts';

const KEY = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';

test('reads values with their types, empty ones and names with blanks included', () => {
  const read = readRegistryValues(fixture('smp-server', 'tcpip-parameters.txt'));
  expect(read.ok && read.value.slice(0, 2)).toEqual([
    { key: KEY, name: 'DataBasePath', type: 'REG_EXPAND_SZ', text: '%SystemRoot%\\System32\\drivers\\etc' },
    { key: KEY, name: 'Domain', type: 'REG_SZ', text: 'contoso.com' },
  ]);
  expect(read.ok && read.value.filter(({ name }) => name === 'NameServer' || name === 'NV Domain').map(({ text }) => text)).toEqual([
    '',
    'contoso.com',
  ]);
});

test('knows the server by its name and the domain of its names', () => {
  expect(readHostIdentity(fixture('smp-server', 'tcpip-parameters.txt'))).toEqual({
    ok: true,
    value: { computerName: 'SMP01', dnsDomain: 'contoso.com' },
  });
  const workgroup = `\r\n${KEY}\r\n    Hostname    REG_SZ    lab\r\n    Domain    REG_SZ    \r\n    NV Domain    REG_SZ\r\n`;
  expect(readHostIdentity(workgroup)).toEqual({ ok: true, value: { computerName: 'lab', dnsDomain: null } });
});

test.each([
  '',
  'ERROR: The system was unable to find the specified registry key or value.',
  `${KEY}\n    Hostname    REG_SZ    x`,
  `${KEY}\n    Domain    REG_SZ    x`,
])('does not know the server from %j', (text) => {
  expect(readHostIdentity(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});
