import { expect, test } from 'vitest';
import { healthyAccount, notRead } from '../../test/flow/server-facts.ts';
import { known } from '../model/fact.ts';
import { accountsOfBoth, ownersOfBoth } from './two-witnesses.ts';

const NAME = 'contoso\\svc-smp';
const account = { ...healthyAccount('CONTOSO\\svc-smp'), spns: ['HTTP/smp01', 'HTTP\\smp01'] };
const listed = known({ name: 'CONTOSO\\svc-smp', dn: account.dn, spns: ['http/SMP01'], malformed: ['HTTP\\smp01'] });
const owners = known({ spn: 'HTTP/smp01', owners: [{ dn: account.dn.toUpperCase(), spns: ['HTTP/smp01'] }] });

test('takes what both say, whatever the letter case and the order', () => {
  const joined = accountsOfBoth({ [NAME]: listed }, { [NAME]: known(account) });
  expect(joined).toEqual({
    facts: { [NAME]: known({ name: 'CONTOSO\\svc-smp', dn: account.dn, spns: ['HTTP/smp01'], malformed: ['HTTP\\smp01'] }) },
    alone: [],
  });
  expect(ownersOfBoth({ 'http/smp01': owners }, { 'http/smp01': known([account]) }).facts['http/smp01']?.known).toBe(true);
});

test.each([
  ['other names', { ...account, spns: ['HTTP/smp01'] }, 'contradict each other about its names'],
  ['another account', { ...account, dn: 'CN=other,DC=contoso,DC=com' }, 'the directory has CN=other'],
  ['no such account', null, 'the directory has none of that name'],
])('knows nothing of an account where the directory has %s', (_, found, why) => {
  const { facts, alone } = accountsOfBoth({ [NAME]: listed }, { [NAME]: known(found) });
  expect(facts[NAME]).toMatchObject({ known: false, why: expect.stringContaining(why) });
  expect(alone).toEqual([]);
});

test.each([
  ['one more', [account, healthyAccount('svc-old')]],
  ['nobody', []],
])('knows nothing of a name where the directory names %s', (_, found) => {
  const { facts } = ownersOfBoth({ 'http/smp01': owners }, { 'http/smp01': known(found) });
  expect(facts['http/smp01']).toMatchObject({ known: false, why: 'setspn -F -Q http/smp01 and the directory contradict each other' });
});

test('lets either stand alone, and says which', () => {
  expect(accountsOfBoth({ [NAME]: listed }, { [NAME]: notRead })).toEqual({
    facts: { [NAME]: listed },
    alone: [{ what: NAME, witness: 'setspn', why: 'it was not read' }],
  });
  expect(accountsOfBoth({ [NAME]: notRead }, { [NAME]: known(account) })).toMatchObject({
    facts: { [NAME]: { known: true, value: { name: NAME, spns: ['HTTP/smp01'], malformed: ['HTTP\\smp01'] } } },
    alone: [{ what: NAME, witness: 'directory', why: 'it was not read' }],
  });
});

test('knows nothing where neither answered, or only that the directory has no such account', () => {
  expect(accountsOfBoth({ [NAME]: notRead }, { [NAME]: notRead })).toEqual({ facts: { [NAME]: notRead }, alone: [] });
  expect(accountsOfBoth({ [NAME]: notRead }, { [NAME]: known(null) })).toEqual({ facts: { [NAME]: notRead }, alone: [] });
});
