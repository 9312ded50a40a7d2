import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import { readAccountSpns, readSetspn, readSpnOwners } from './setspn.ts';

const SMP = 'CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com';
const SMP_SPNS = ['HTTP/smp01', 'HTTP/smp01.contoso.com'];

test.each([
  ['smp-server', 'setspn-list.txt', 'listed'],
  ['smp-server', 'setspn-list-empty.txt', 'listed'],
  ['smp-server', 'setspn-query.txt', 'listed'],
  ['smp-server', 'setspn-query-none.txt', 'none'],
  ['smp-server', 'setspn-register.txt', 'registered'],
  ['smp-server', 'setspn-register-refused.txt', 'duplicate'],
  ['smp-server', 'setspn-register-denied.txt', 'error'],
  ['smp-server', 'setspn-remove.txt', 'removed'],
  ['smp-server', 'setspn-duplicates.txt', 'duplicate'],
  ['smp-server', 'setspn-duplicates-none.txt', 'none'],
  ['smp-server', 'setspn-no-account.txt', 'error'],
  ['german-server', 'setspn-list.txt', 'listed'],
  ['german-server', 'setspn-query.txt', 'listed'],
  ['german-server', 'setspn-query-none.txt', 'none'],
  ['german-server', 'setspn-remove.txt', 'removed'],
  ['german-server', 'setspn-duplicates.txt', 'duplicate'],
])('judges %s/%s as %s', (server, file, verdict) => {
  expect(readSetspn(fixture(server, file))).toMatchObject({ ok: true, value: { verdict } });
});

test('gives a list in the very shape of the terminal contract, malformed values apart', () => {
  const dn = 'CN=svc-smp,OU=Dienstkonten,DC=firma,DC=local';
  expect(readSetspn(fixture('german-server', 'setspn-list.txt'))).toEqual({
    ok: true,
    value: {
      accounts: [{ dn, spns: ['HTTP/smp01', 'HTTP/smp01.firma.local'] }],
      duplicates: [],
      malformed: [{ dn, value: 'HTTP:\\\\smp' }],
      verdict: 'listed',
      notes: [],
    },
  });
});

test('names the accounts that share a name, escaped commas and all', () => {
  expect(readSetspn(fixture('german-server', 'setspn-duplicates.txt'))).toMatchObject({
    value: {
      duplicates: [
        { spn: 'HTTP/smp01', dns: ['CN=svc-smp,OU=Dienstkonten,DC=firma,DC=local', 'CN=Müller\\, Jörg,OU=Benutzer,DC=firma,DC=local'] },
      ],
    },
  });
  const twoHits = `Checking domain DC=contoso,DC=com\n${SMP}\n\tHTTP/smp01\nCN=SMP01,DC=contoso,DC=com\n\thttp/SMP01\n\nExisting SPN found!`;
  expect(readSetspn(twoHits)).toMatchObject({
    value: { verdict: 'duplicate', duplicates: [{ spn: 'HTTP/smp01', dns: [SMP, 'CN=SMP01,DC=contoso,DC=com'] }] },
  });
});

test('reads a session with prompts, blank lines inside a list, and lost tabs', () => {
  const text = `C:\\>setspn -L CONTOSO\\svc-smp\nRegistered ServicePrincipalNames for ${SMP}:\n\n        HTTP/smp01\n\nHTTP/smp01.contoso.com\n\nC:\\>`;
  expect(readSetspn(text)).toMatchObject({ value: { accounts: [{ dn: SMP, spns: SMP_SPNS }], verdict: 'listed' } });
});

test('tells a refused registration from a hit by the command line, whatever the language', () => {
  const hit = (letter: string) => `C:\\>setspn -${letter} HTTP/smp01 x\n在 DC=contoso,DC=com\n${SMP}\n\tHTTP/smp01\n\tHTTP/a\n\n发现!\n`;
  expect(readSetspn(hit('S'))).toMatchObject({ value: { verdict: 'duplicate', duplicates: [{ spn: 'HTTP/smp01', dns: [SMP] }] } });
  expect(readSetspn(hit('Q'))).toMatchObject({ value: { verdict: 'listed', duplicates: [] } });
});

test('does not guess whether names were registered or removed where nothing says so', () => {
  const change = `Xyzzy ${SMP}\n\tHTTP/smp01\nXyzzy\n`;
  expect(readSetspn(change)).toMatchObject({ value: { verdict: null, why: { verdict: expect.any(String) } } });
  expect(readSetspn(`C:\\>setspn -D HTTP/smp01 x\n${change}`)).toMatchObject({ value: { verdict: 'removed' } });
  expect(readSetspn(`Xyzzy DC=contoso,DC=com\n\n${change}`)).toMatchObject({ value: { verdict: 'registered' } });
});

test('knows the name that every krbtgt account shares as harmless', () => {
  const text =
    'Checking forest DC=contoso,DC=com\nkadmin/changepw is registered on these accounts:\n\tCN=krbtgt,CN=Users,DC=contoso,DC=com\n\tCN=krbtgt,CN=Users,DC=eu,DC=contoso,DC=com\n\nfound 1 group of duplicate SPNs.';
  expect(readSetspn(text)).toMatchObject({ value: { verdict: 'duplicate', notes: [expect.stringContaining('krbtgt')] } });
});

test.each([
  '',
  'hello',
  'Checking domain DC=contoso,DC=com\n',
  'Checking domain DC=contoso,DC=com\nProcessing entry 0\n',
  'dn: CN=x,DC=contoso,DC=com\nservicePrincipalName: HTTP/x\n',
  '2024-01-31 08:00:00 request failed with 0x80070005\n',
  '<configuration />',
])('finds no answer of setspn in %j', (text) => {
  expect(readSetspn(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});

test('reads the names of one account; an account without any has none', () => {
  expect(readAccountSpns(fixture('smp-server', 'setspn-list.txt'))).toEqual({
    ok: true,
    value: { dn: SMP, spns: SMP_SPNS, malformed: [] },
  });
  expect(readAccountSpns(fixture('smp-server', 'setspn-list-empty.txt'))).toMatchObject({ ok: true, value: { spns: [] } });
  expect(readAccountSpns(fixture('german-server', 'setspn-list.txt'))).toMatchObject({ ok: true, value: { malformed: ['HTTP:\\\\smp'] } });
});

test.each([
  'setspn-no-account.txt',
  'setspn-query.txt',
  'setspn-query-none.txt',
  'setspn-register.txt',
  'setspn-remove.txt',
  'setspn-duplicates.txt',
])('takes %s for no list of an account', (file) => {
  expect(readAccountSpns(fixture('smp-server', file))).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});

test('owners are those who really hold the name, letter case apart', () => {
  const found = asked('http/SMP01', fixture('smp-server', 'setspn-query.txt'));
  expect(found).toEqual({ ok: true, value: { spn: 'http/SMP01', owners: [{ dn: SMP, spns: SMP_SPNS }] } });
  expect(asked('HTTP/smp01', fixture('german-server', 'setspn-query.txt'))).toMatchObject({ value: { owners: [{}] } });
});

test('nobody holds a name only where a domain was asked to the end', () => {
  for (const server of ['smp-server', 'german-server']) {
    expect(asked('HTTP/x', fixture(server, 'setspn-query-none.txt'))).toEqual({ ok: true, value: { spn: 'HTTP/x', owners: [] } });
  }
});

test.each([
  ['nothing', ''],
  ['an answer that breaks off', 'Checking domain DC=contoso,DC=com\n'],
  [
    'a forest search that breaks off',
    'Checking forest DC=contoso,DC=com\nOperation will be performed forestwide, it might take a while.\n',
  ],
  ['an answer that asked no domain', '\nNo such SPN found.\n'],
  ['another name', fixture('smp-server', 'setspn-query.txt')],
  ['an error beside a domain', 'Checking domain DC=contoso,DC=com\nLdap Error(0x51 -- Server Down): ldap_search_s\n\nNo such SPN found.\n'],
])('never takes %s for "nobody"', (_, stdout) => {
  expect(asked('HTTP/other', stdout)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});

test('an error on the other stream makes the answer unreadable', () => {
  expect(asked('HTTP/x', fixture('smp-server', 'setspn-query-none.txt'), 'Ldap Error(0x51 -- Server Down): ldap_connect').ok).toBe(false);
  expect(asked('HTTP/smp01', fixture('smp-server', 'setspn-query.txt'), 'Irgendein Fehler').ok).toBe(false);
});

function asked(spn: string, stdout: string, stderr = '') {
  return readSpnOwners(spn, { exitCode: 1, stdout, stderr });
}
