import { expect, test } from 'vitest';
import { known, unknown } from '../model/fact.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { printRecords, type ScriptRecord } from '../scripts/records.ts';
import { accountFilter, findNamed, placeOfAccount } from './account-lookup.ts';
import { directoryReadings, replicationFact, type Wanted } from './directory.ts';
import { readDirectory } from './directory-answer.ts';
import { anyOf, equals, filterValue } from './ldap-filter.ts';

const ROOT: ScriptRecord = {
  kind: 'directory',
  values: {
    controller: ['DC01.contoso.com'],
    domain: ['DC=contoso,DC=com'],
    forest: ['DC=contoso,DC=com'],
    level: ['7'],
    catalog: ['TRUE'],
  },
};
const OUTLINE: readonly ScriptRecord[] = [
  { kind: 'partition', values: { dn: ['DC=contoso,DC=com'], netbios: ['CONTOSO'], dns: ['contoso.com'] } },
  { kind: 'partition', values: { dn: ['DC=sales,DC=contoso,DC=com'], netbios: ['SALES'], dns: ['sales.contoso.com'] } },
  { kind: 'controller', values: { host: ['DC01.contoso.com'], computer: ['CN=DC01,OU=Domain Controllers,DC=contoso,DC=com'] } },
  { kind: 'controller', values: { host: ['DC02.contoso.com'], computer: ['CN=DC02,OU=Domain Controllers,DC=contoso,DC=com'] } },
  { kind: 'controller', values: { host: ['DC11.sales.contoso.com'], computer: ['CN=DC11,OU=DCs,DC=sales,DC=contoso,DC=com'] } },
];

function account(name: string, spns: readonly string[] = []): ScriptRecord {
  return {
    kind: 'object',
    values: {
      dn: [`CN=${name},OU=Service Accounts,DC=contoso,DC=com`],
      guid: [`guid-${name}`],
      sid: [`S-1-5-21-1-2-3-${name.length}`],
      'class-count': ['2'],
      class: ['top', 'user'],
      'spn-count': [`${spns.length}`],
      ...(spns.length > 0 ? { spn: spns } : {}),
      'delegate-count': ['0'],
      account: [name],
      control: ['66048'],
      computed: ['0'],
      lacks: ['upn', 'lockout', 'passwordset', 'admincount', 'encryption'],
      expired: ['False'],
      'acted-for': ['False'],
      writable: ['True'],
    },
  };
}

function answer(...accounts: readonly ScriptRecord[]): string {
  const found = { kind: 'found', values: { partitions: ['2'], controllers: ['3'], objects: [`${accounts.length}`] } };
  return printRecords([ROOT, ...OUTLINE, ...accounts, found]);
}

function outline() {
  const read = readDirectory(answer());
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  return read.value.outline;
}

test.each([
  ['svc-smp', 'svc-smp'],
  ['a*)(objectClass=*', 'a\\2a\\29\\28objectClass\\3d\\2a'],
  ['back\\slash', 'back\\5cslash'],
  ['it\'s \u0000 "q"', 'it\\27s \\00 \\22q\\22'],
  ['Größe', 'Gr\\c3\\b6\\c3\\9fe'],
  ['服务', '\\e6\\9c\\8d\\e5\\8a\\a1'],
  ['😀', '\\f0\\9f\\98\\80'],
  ['\ud800', '\\ef\\bf\\bd'],
])('makes %j a value that cannot be a part of a filter', (text, value) => {
  expect(filterValue(text)).toBe(value);
  expect(equals('cn', text)).toMatch(/^\(cn=[\x20-\x7e]+\)$/);
});

test('joins several conditions, and leaves one alone', () => {
  expect([anyOf(['(a=1)']), anyOf(['(a=1)', '(b=2)'])]).toEqual(['(a=1)', '(|(a=1)(b=2))']);
});

test('reads who answered, the site of its own domain, and the accounts', () => {
  expect(readDirectory(answer(account('svc-smp', ['HTTP/smp01'])))).toMatchObject({
    ok: true,
    value: {
      outline: { controller: 'DC01.contoso.com', level: 7, controllers: ['DC01.contoso.com', 'DC02.contoso.com'] },
      accounts: [{ account: 'svc-smp', spns: ['HTTP/smp01'], control: 66048, adminCount: null, maySetSpns: true, expired: false }],
    },
  });
});

const whole = answer(account('svc-smp', ['HTTP/smp01', 'HTTP/smp01.contoso.com']), account('svc-old'));
const lines = whole.split('\n').slice(0, -1);

test.each(lines.map((line, at) => [line, at] as const))('does not trust an answer that lost the line %s (%i)', (line, at) => {
  const read = readDirectory(lines.toSpliced(at, 1).join('\n'));
  // What the first records say of the site and the forest only widens the search; without it less is asked, and nothing is taken for healthy.
  const isBackground = /^(?:forest|level|catalog|dn=DC|netbios|dns|host|computer)/.test(line);
  expect(read.ok && !isBackground ? read.value : undefined).toBeUndefined();
});

test.each(lines.map((line, at) => [line, at] as const))('does not trust an answer that has the line %s twice (%i)', (line, at) => {
  const read = readDirectory(lines.toSpliced(at, 0, line).join('\n'));
  const isBackground = /^(?:forest|level|catalog|dn=DC|netbios|dns|host|computer)/.test(line);
  expect(read.ok && !isBackground ? read.value : undefined).toBeUndefined();
});

test.each([
  ['81', 'connect', 'The LDAP server is unavailable.', 'no controller answers (81: The LDAP server is unavailable.)'],
  ['85', 'search', 'Zeitüberschreitung', 'a controller did not answer within 15 s (85: Zeitüberschreitung)'],
  ['81', 'catalog', 'x', 'the global catalog: no controller answers (81: x)'],
  ['TypeNotFound', 'connect', 'no such type', 'LDAP failed (TypeNotFound: no such type)'],
])('says why nobody could be asked: code %s at %s', (code, at, said, why) => {
  const printed = printRecords([{ kind: 'failed', values: { at: [at], code: [code], why: [said] } }]);
  expect(readDirectory(printed)).toMatchObject({ ok: false, failure: { code: 'output.unreadable', why } });
});

test.each([
  ['CONTOSO\\svc', { server: 'default', scope: 'domain' }, '(sAMAccountName=svc)'],
  ['contoso.com\\svc', { server: 'default', scope: 'domain' }, '(sAMAccountName=svc)'],
  ['SALES\\svc', { server: 'sales.contoso.com', scope: 'domain' }, '(sAMAccountName=svc)'],
  ['svc@contoso.com', { server: 'default', scope: 'domain' }, '(|(userPrincipalName=svc@contoso.com)(sAMAccountName=svc))'],
  ['svc@company.example', { server: 'default', scope: 'forest' }, '(|(userPrincipalName=svc@company.example)(sAMAccountName=svc))'],
  ['SMP01$', { server: 'default', scope: 'domain' }, '(sAMAccountName=SMP01$)'],
  ['PARTNER\\svc', undefined, '(sAMAccountName=svc)'],
])('knows where to look for %s', (name, place, filter) => {
  expect([placeOfAccount(name, outline()), accountFilter(name)]).toEqual([place, filter]);
});

test('takes a written user principal name before one that only follows from the account, and never guesses between two', () => {
  const read = readDirectory(answer(account('svc'), account('other')));
  const accounts = read.ok ? read.value.accounts : [];
  const written = accounts.map((one) => (one.account === 'other' ? { ...one, userPrincipalName: 'svc@contoso.com' } : one));
  expect(findNamed('svc@contoso.com', accounts, outline())).toMatchObject({ value: { account: 'svc' } });
  expect(findNamed('svc@contoso.com', written, outline())).toMatchObject({ value: { account: 'other' } });
  expect(findNamed('CONTOSO\\nobody', accounts, outline())).toEqual(known(null));
  expect(findNamed('CONTOSO\\svc', [...accounts, ...accounts], outline())).toMatchObject({ known: false });
});

const WANTED: Wanted = { host: known({ computerName: 'SMP01', dnsDomain: 'contoso.com' }), accounts: ['SMP01$'], names: ['smp01'] };

function answered(texts: (args: readonly string[]) => string): Answers {
  let answers: Answers = {};
  for (;;) {
    const open = directoryReadings(answers, WANTED).filter((command) => answers[readingKey(command)] === undefined);
    if (open.length === 0) return answers;
    for (const command of open) {
      answers = { ...answers, [readingKey(command)]: { kind: 'output', output: { exitCode: 0, stdout: texts(command.args), stderr: '' } } };
    }
  }
}

test('asks nothing before the computer is known, and only once where nobody answers', () => {
  expect(directoryReadings({}, { ...WANTED, host: unknown('no', 'no') })).toEqual([]);
  const failed = printRecords([{ kind: 'failed', values: { at: ['connect'], code: ['81'], why: ['gone'] } }]);
  expect(Object.keys(answered(() => failed))).toHaveLength(1);
});

test('asks the other controllers of the site for the names, and says where they differ', () => {
  const holding = account('svc-smp', ['HTTP/smp01']);
  const answers = answered(([server]) => (server === 'DC02.contoso.com' ? answer() : answer(holding)));
  expect(replicationFact(answers, WANTED)).toEqual(
    known({
      asked: ['DC02.contoso.com'],
      unread: [],
      differing: [
        { spn: 'HTTP/smp01', controller: 'DC01.contoso.com', owners: ['svc-smp'], otherController: 'DC02.contoso.com', otherOwners: [] },
      ],
    }),
  );
});

test('tells a controller that does not answer from one that differs', () => {
  const failed = printRecords([{ kind: 'failed', values: { at: ['connect'], code: ['81'], why: ['gone'] } }]);
  const answers = answered(([server]) => (server === 'DC02.contoso.com' ? failed : answer()));
  expect(replicationFact(answers, WANTED)).toMatchObject({
    value: {
      asked: [],
      differing: [],
      unread: [{ controller: 'DC02.contoso.com', why: expect.stringContaining('no controller answers') }],
    },
  });
});
