import { expect, test } from 'vitest';
import { namesTyped } from './typed-names.ts';

test('keeps names as they were typed, and takes letters beyond ASCII in their form of the wire', () => {
  expect(namesTyped(['SMP', ' smp_1 ', 'München.contoso.com'])).toEqual({
    ok: true,
    value: ['SMP', 'smp_1', 'xn--mnchen-3ya.contoso.com'],
  });
});

test.each(['smp.', 'localhost', 'a\u200eb', 'xn--\u00fc.contoso.com'])('refuses %s with what to type instead', (typed) => {
  const refused = namesTyped(['smp', typed]);
  expect(refused).toMatchObject({ ok: false, failure: { code: 'usage.wrong', next: expect.stringMatching(/^Type /) } });
});
