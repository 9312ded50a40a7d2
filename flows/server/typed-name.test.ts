import { expect, test } from 'vitest';
import { whyNoName } from './typed-name.ts';

test.each(['smp', 'smp.contoso.com', 'SMP01', 'xn--mnchen-3ya.contoso.com', 'smp_1', 'münchen.contoso.com'])('%s is a name', (typed) => {
  expect(whyNoName(typed)).toBeUndefined();
});

test.each([
  ['smp.', 'dot', 'Type smp, without'],
  ['smp:8080', 'port', 'Type smp'],
  ['http://smp/Altiris', 'whole address', 'Type smp'],
  ['https://admin@smp.contoso.com:8443/?a', 'whole address', 'Type smp.contoso.com'],
  ['smp/Altiris', 'path', 'Type smp'],
  ['smp\\share', 'path', 'Type smp'],
  ['10.20.0.11', 'no ticket for one', 'Type the name that leads to it'],
  ['http://10.20.0.11/', 'whole address', 'Type the name that leads to it'],
  ['10.20.0.11:80', 'port', 'Type the name that leads to it'],
  ['::1', 'no ticket for one', 'Type the name that leads to it'],
  ['[fe80::1%3]', 'no ticket for one', 'Type the name that leads to it'],
  ['localhost', 'very computer', 'Type the name in the address'],
  ['LOCALHOST.', 'very computer', 'Type the name in the address'],
  ['*.contoso.com', 'no host name', 'Type one name'],
  ['a b', 'no host name', 'Type one name'],
  ['', 'no host name', 'Type one name'],
])('%s is none, says why, and what to type instead', (typed, why, next) => {
  expect(whyNoName(typed)).toEqual({ why: expect.stringContaining(why), next: expect.stringContaining(next) });
});
