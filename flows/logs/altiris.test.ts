import { expect, test } from 'vitest';
import { hostOf, readFailureBlock } from './altiris-block.ts';
import { readAltirisDate } from './altiris-date.ts';
import { readAltirisEvent } from './altiris-event.ts';
import { ALTIRIS_SIGNATURES, recogniseAltiris } from './altiris-signatures.ts';

/** The block of KB 173598 and the first sample of KB 269815. */
function olderBlock(note: string, code = 'HTTP error occured (0x80042D21)', type = 'HTTP error'): string {
  return [
    "Operation 'Direct: Head' failed.",
    'Protocol: HTTP Host: SS1.contoso.com',
    'Path: /Altiris/TaskManagement/CTAgent/GetClientTaskServers.aspx',
    'Connection Id: 64.5284',
    'Communication profile Id: {4d1e6f30-9d59-4a9b-8ee2-0c5a3f0f6e12}',
    'Throttling: 2 50 0',
    `Error type: ${type}`,
    `Error code: ${code}`,
    `Error note: ${note}`,
  ].join('\r\n');
}

/** The second sample of KB 269815, of a newer agent. */
function newerBlock(note: string, code = 'HTTP error occured (0x80042D21)', type = 'HTTP error'): string {
  return [
    "Operation 'Direct: Post' failed.",
    'Url: HTTPS://ss1.contoso.com:443/Altiris/NS/Agent/CreateResource.aspx',
    'Connection path: 3 - Direct: [10.0.0.7:50123] -> [10.0.0.1:443]',
    'Connection id: 1428.8820',
    'Communication profile id: {4d1e6f30-9d59-4a9b-8ee2-0c5a3f0f6e12}',
    `Error type: ${type}`,
    `Error code: ${code}`,
    `Error note: ${note}`,
  ].join('\n');
}

const GENERATIONS = { older: olderBlock, newer: newerBlock };

const PERSISTENCE =
  "Authentication failed, request level authentication is not supported, check that IIS setting 'authPersistNonNTLM' is set to 'True' on the server";
const DENIED =
  'Authentication failed, response to server challenge denied, check credentials are correct, error: The logon attempt failed (0x8009030C)';
const UNAUTHORIZED = 'HTTP status 401: The request requires user authentication (0x8FA10191)';

describeBoth('finds the switch that is off', PERSISTENCE, ['altiris.request-level-authentication', true]);
describeBoth('finds a logon that was denied', DENIED, ['altiris.logon-denied', true]);
describeBoth('finds a sign-in that was asked for in vain', UNAUTHORIZED, ['altiris.unauthorized', true]);
describeBoth('takes the bare HTTP error for nothing more', 'Timed out', ['altiris.http-error', false]);

function describeBoth(what: string, note: string, expected: readonly [string, boolean]): void {
  test.each(Object.entries(GENERATIONS))(`${what}, in the %s block`, (_, block) => {
    expect(recogniseAltiris(block(note)).map(({ id, kerberos }) => [id, kerberos])).toEqual([expected]);
  });
}

test.each(Object.entries(GENERATIONS))('knows a revoked agent from a failing sign-in, in the %s block', (_, block) => {
  const body = block('HTTP Status 200: 200 OK', 'The agent is revoked (0x80077003)', 'SMP Server error');
  expect(recogniseAltiris(body).map(({ id, kerberos }) => [id, kerberos])).toEqual([['altiris.agent-revoked', false]]);
});

test.each([
  [
    "Failed to request 'https://smp/Altiris/TaskManagement/CTAgent/GetClientTaskServers.aspx?resourceGuid=x', error: HTTP status 401: The request requires user authentication (0x8FA10191)",
    'altiris.unauthorized',
  ],
  [
    'Failed to refresh server list or register, error: HTTP status 401: The request requires user authentication',
    'altiris.registration-unauthorized',
  ],
  ['System.Net.WebException: The remote server returned an error: (401) Unauthorized.', 'altiris.unauthorized'],
  ['InitializeSecurityContext failed: 0x80090322', 'altiris.wrong-principal'],
  ['InitializeSecurityContext failed: 0x80090303', 'altiris.target-unknown'],
  ['error (0x80090305)', 'altiris.package-not-found'],
  ['error (0x80090308)', 'altiris.invalid-token'],
  ['error (0x80090324)', 'altiris.time-skew'],
  ['error (0x80090311)', 'altiris.no-domain-controller'],
  ['error (0x80090342)', 'altiris.encryption-types'],
  ['error (0x80090348)', 'altiris.encryption-types'],
  ['error (0x80090346)', 'altiris.channel-binding'],
  ['error (0x80090350)', 'altiris.downgrade-blocked'],
])('recognises %s', (body, id) => {
  expect(recogniseAltiris(body).map((found) => [found.id, found.kerberos])).toEqual([[id, true]]);
});

test.each([
  ['Unable to process client request from: 10.0.0.7/HEAD/8.7 (Unable to process request, 0x80056007)', 'altiris.server-busy'],
  ['Cannot create directory: 0x80070005 [Access is denied] d:', 'altiris.file-access-denied'],
  ['Copying the event failed: Access is denied (-2147024891)', 'altiris.file-access-denied'],
  ['Not getting new server list because we have ss1.contoso.com saved', 'altiris.server-list-kept'],
  [
    "The handler 'Register' is failed to process request. The count of registered clients has achieved the maximum limit",
    'altiris.client-limit',
  ],
  ['(socket) failed to process incoming tickle connection', 'altiris.tickle-decryption'],
  ['Failed to decrypt data[124] from client', 'altiris.tickle-decryption'],
  ['Package download failed: HTTP error: 404 Not Found (-2147209951)', 'altiris.not-found'],
  ['The request failed with HTTP status 404 (0x8FA10194)', 'altiris.not-found'],
  ['The request failed (0x8FA101F7)', 'altiris.http-status'],
  ['Download failed (-2147209951)', 'altiris.http-error'],
  ['Could not establish trust relationship for the SSL/TLS secure channel', 'altiris.certificate'],
  ['The certificate name does not match (0x80090322)', 'altiris.certificate'],
  ['The ephemeral certificate of the client was denied', 'altiris.client-certificate'],
  ['RPC server is unavailable (0x800706BA)', 'altiris.network'],
  ['RPC failed: -2147023174', 'altiris.network'],
  ['Logon failure: unknown user name or bad password (0x8007052E)', 'altiris.account-refused'],
  ['The account is locked out (0x80070775)', 'altiris.account-refused'],
  ['No credentials (0x8009030E)', 'altiris.no-credentials'],
])('does not take for Kerberos: %s', (body, id) => {
  expect(recogniseAltiris(body).map((found) => [found.id, found.kerberos])).toEqual([[id, false]]);
});

test.each([
  'Decrypted 14 packages; level 3 authentication is supported',
  'The file is 0x8009 bytes long',
  'Task 0x80042D215 was started',
  'HTTP Status 200: 200 OK',
  'error 404 items were processed in the queue',
])('recognises nothing in: %s', (body) => {
  expect(recogniseAltiris(body)).toEqual([]);
});

test('every anchor has three letters in brackets, and every signature says what to do next', () => {
  const wrong = ALTIRIS_SIGNATURES.filter(({ anchors, next }) => next === '' || anchors.some((anchor) => !/\[.{3}\]/.test(anchor)));
  expect(wrong).toEqual([]);
});

test('reads both generations of the block as key and value, also two pairs on a line', () => {
  expect(Object.fromEntries(readFailureBlock(olderBlock('Path: of no matter')))).toEqual({
    protocol: 'HTTP',
    host: 'SS1.contoso.com',
    path: '/Altiris/TaskManagement/CTAgent/GetClientTaskServers.aspx',
    'connection id': '64.5284',
    'communication profile id': '{4d1e6f30-9d59-4a9b-8ee2-0c5a3f0f6e12}',
    throttling: '2 50 0',
    'error type': 'HTTP error',
    'error code': 'HTTP error occured (0x80042D21)',
    'error note': 'Path: of no matter',
  });
  expect(readFailureBlock(newerBlock('x')).get('connection path')).toBe('3 - Direct: [10.0.0.7:50123] -> [10.0.0.1:443]');
});

test('names the host that the request was for', () => {
  expect([
    hostOf(olderBlock('x')),
    hostOf(newerBlock('x')),
    hostOf("Failed to request 'https://smp.contoso.com/Altiris'"),
    hostOf('x'),
  ]).toEqual(['ss1.contoso.com', 'ss1.contoso.com', 'smp.contoso.com', undefined]);
});

test('reads the event of KB 179719 as it stands there', () => {
  const text =
    "<event date='May 16 11:51:05' severity='2' hostName='xx100' source='CreateDirectoryPath' module='AeXNSAgent.exe' process='AeXNSAgent.exe' pid='724' thread='1740' tickCount='495844828' > <![CDATA[Cannot create directory: 0x80070005 [Access is denied] d:]]></event>";
  const { attributes, body } = readAltirisEvent(text);
  expect([body, attributes.get('date'), attributes.get('hostname'), attributes.get('tickcount'), attributes.size]).toEqual([
    'Cannot create directory: 0x80070005 [Access is denied] d:',
    'May 16 11:51:05',
    'xx100',
    '495844828',
    9,
  ]);
});

test.each([
  ['May 16 11:51:05', '2026-05-16T11:51:05'],
  ['Dec 31 23:59:59', '2025-12-31T23:59:59'],
  ['Jun  1 23:00:00', '2026-06-01T23:00:00'],
  ['Jun 3 00:00:00', '2025-06-03T00:00:00'],
  ['2024-05-16 11:51:05', '2024-05-16T11:51:05'],
  ['2024-05-16T11:51:05.123Z', '2024-05-16T11:51:05'],
  ['5/16/2024 12:51:05 AM', '2024-05-16T00:51:05'],
  ['5/16/2024 11:51:05 PM', '2024-05-16T23:51:05'],
  ['16.05.2024 11:51:05', '2024-05-16T11:51:05'],
  ['May 16 25:51:05', undefined],
  ['yesterday', undefined],
])('reads the date %s', (text, expected) => {
  expect(readAltirisDate(text, '2026-06-01T12:00:00')).toBe(expected);
});

test('does not invent a year', () => {
  expect(readAltirisDate('May 16 11:51:05', undefined)).toBeUndefined();
});
