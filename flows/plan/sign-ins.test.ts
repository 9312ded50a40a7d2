import { expect, test } from 'vitest';
import { dnOf, notRead, SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { known } from '../model/fact.ts';
import { describeWorsened, worsenedSignIns } from './sign-ins.ts';

const onOther = { 'CONTOSO\\svc-old': ['HTTP/smp01', 'HTTP/smp01.contoso.com'], [SVC]: [], SMP01$: [] };
const described = (...[before, after]: Parameters<typeof worsenedSignIns>) => describeWorsened(worsenedSignIns(before, after));

test('says nothing of sign-ins that stay as they are', () => {
  expect(described(serverFacts(), serverFacts())).toBe('');
});

test('says who would be refused where, each place and name once', () => {
  expect(described(serverFacts(), serverFacts({ spns: onOther }))).toBe(
    'clients that call Default Web Site/Altiris, Default Web Site/Altiris/Console by smp01, smp01.contoso.com can sign in now and would be refused',
  );
});

test('says who would be left with NTLM', () => {
  expect(described(serverFacts({ names: ['smp01'] }), serverFacts({ names: ['smp01'], spns: { [SVC]: [], SMP01$: [] } }))).toContain(
    'sign in by Kerberos now and would be left with NTLM',
  );
});

test('says of what was not read that nobody can tell', () => {
  const before = serverFacts({ more: { owners: { 'http/smp01': notRead } } });
  const owners = { 'http/smp01': known({ spn: 'HTTP/smp01', owners: [{ dn: dnOf(SVC), spns: [] }] }) };
  expect(described({ ...before, names: ['smp01'] }, { ...before, names: ['smp01'], owners })).toBe(
    'what it would do to clients that call Default Web Site/Altiris, Default Web Site/Altiris/Console by smp01 cannot be told from what was read',
  );
});
