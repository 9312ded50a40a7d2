import { expect, test } from 'vitest';
import { explainUnauthorized, unauthorizedKey } from './status-codes.ts';

test.each([
  [2, 5],
  [2, 0],
  [2, 2147942405],
  [2, -1],
])('calls 401.%i/%i the ordinary first challenge', (substatus, win32) => {
  expect(explainUnauthorized(substatus, win32).kind).toBe('challenge');
});

test.each([
  [1, 2148074254],
  [1, 0],
])('calls 401.%i/%i the ordinary middle', (substatus, win32) => {
  expect(explainUnauthorized(substatus, win32).kind).toBe('middle');
});

test.each([64, 995, 1236])('calls Windows status %i a client that went away', (win32) => {
  expect(explainUnauthorized(1, win32)).toMatchObject({ kind: 'gone', kerberos: false });
});

const NAMES = {
  1311: 'ERROR_NO_LOGON_SERVERS',
  1326: 'ERROR_LOGON_FAILURE',
  1330: 'ERROR_PASSWORD_EXPIRED',
  1331: 'ERROR_ACCOUNT_DISABLED',
  1385: 'ERROR_LOGON_TYPE_NOT_GRANTED',
  1907: 'ERROR_PASSWORD_MUST_CHANGE',
  1909: 'ERROR_ACCOUNT_LOCKED_OUT',
  2148074243: 'SEC_E_TARGET_UNKNOWN',
  2148074245: 'SEC_E_SECPKG_NOT_FOUND',
  2148074248: 'SEC_E_INVALID_TOKEN',
  2148074252: 'SEC_E_LOGON_DENIED',
  2148074257: 'SEC_E_NO_AUTHENTICATING_AUTHORITY',
  2148074274: 'SEC_E_WRONG_PRINCIPAL',
  2148074276: 'SEC_E_TIME_SKEW',
  2148074306: 'SEC_E_KDC_UNKNOWN_ETYPE',
  2148074310: 'SEC_E_BAD_BINDINGS',
  2148074312: 'SEC_E_NO_KERB_KEY',
  2148074320: 'SEC_E_DOWNGRADE_DETECTED',
} as const;

test.each(Object.entries(NAMES))('explains 401.1/%s as %s, with a next step', (win32, name) => {
  const { kind, meaning, next } = explainUnauthorized(1, Number(win32));
  expect([kind, meaning.includes(name), next.length > 20]).toEqual(['failure', true, true]);
});

test.each([3, 4, 5, 501, 502, 503, 504])('explains substatus %i as no matter of Kerberos', (substatus) => {
  const { kind, meaning, kerberos } = explainUnauthorized(substatus, 5);
  expect([kind, kerberos, meaning.includes('substatus')]).toEqual(['failure', false, false]);
});

test('does not guess what an unknown code means', () => {
  expect(explainUnauthorized(1, 2148074999)).toMatchObject({
    kind: 'failure',
    kerberos: null,
    meaning: 'the sign-in failed; Windows code 0x800905F7',
  });
});

test('names codes as IIS logs them', () => {
  expect([unauthorizedKey(2, 5), unauthorizedKey(1, 2148074254), unauthorizedKey(-1, -1)]).toEqual([
    '401.2/5',
    '401.1/2148074254',
    '401.-/-',
  ]);
});
