import { expect, test } from 'vitest';
import { anyOf, equals } from '../../../flows/probes/ldap-filter.ts';
import { readFilter } from './filter.ts';

const has = (values: Readonly<Record<string, readonly string[]>>) => (name: string) => values[name] ?? [];

test.each(['HTTP/smp01', 'a*)(b=c', 'back\\slash', 'Grüne 服务 😀', 'it\'s "q"'])('finds %j by the filter that is made for it', (text) => {
  const fits = readFilter(equals('cn', text));
  expect([fits?.(has({ cn: ['other', text.toUpperCase()] })), fits?.(has({ cn: ['other'] })), fits?.(has({}))]).toEqual([
    true,
    false,
    false,
  ]);
});

test('finds by one of several conditions, or by all of them', () => {
  const filters = [equals('cn', 'a'), equals('sn', 'b')];
  expect(readFilter(anyOf(filters))?.(has({ sn: ['B'] }))).toBe(true);
  expect(readFilter(`(&${filters.join('')})`)?.(has({ sn: ['b'] }))).toBe(false);
});

test.each(['', 'cn=a', '(cn=a', '(cn=a))', '(|(cn=a)', '(cn=*)', '(|x)'])('does not take %j for a filter', (text) => {
  expect(readFilter(text)).toBeUndefined();
});
