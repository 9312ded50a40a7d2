import { expect, test } from 'vitest';
import { readSignIn } from './sign-ins.ts';

const URL = 'http://smp01.contoso.com/Altiris/';
const parts = (challenge: string, client: string, signIn: string) =>
  `[challenge]\n${challenge}[client]\n${client}[sign-in]\n${signIn}[end]\n`;
const ASKED = 'status=401\nchallenge=Negotiate\nchallenge=NTLM\nclock=same\n';
const NTLM = 'target=HTTP/smp01.contoso.com\nbegin=TlRMTVNTUAABAAAA\n';

test('reads what was asked, what the session sends, and how it ended', () => {
  expect(readSignIn(URL, parts(ASKED, NTLM, 'failed=TrustFailure\nwhy=Das Zertifikat ist ungültig\n'))).toEqual({
    ok: true,
    value: {
      url: URL,
      spn: 'HTTP/smp01.contoso.com',
      anonymous: { reached: true, status: 401, challenges: ['Negotiate', 'NTLM'], clock: 'same' },
      client: { sends: 'NTLM', failed: null },
      asUser: { reached: false, failed: 'TrustFailure' },
    },
  });
});

test.each([
  ['Negotiate,NTLM', ['Negotiate', 'NTLM']],
  ['Negotiate oQcwBaADCgEC, NTLM', ['Negotiate oQcwBaADCgEC', 'NTLM']],
  ['Basic realm="a, NTLM b", Negotiate', ['Basic realm="a, NTLM b"', 'Negotiate']],
  ['Digest qop="auth", realm="x", nonce="y", NTLM', ['Digest qop="auth", realm="x", nonce="y"', 'NTLM']],
])('takes the headers apart that some versions of .NET join: %s', (header, challenges) => {
  const read = readSignIn(URL, parts(`status=401\nchallenge=${header}\n`, NTLM, ASKED));
  expect(read).toMatchObject({ ok: true, value: { anonymous: { challenges, clock: null } } });
});

test.each([
  ['cut off', `[challenge]\n${ASKED}[client]\n${NTLM}`],
  ['without its last part', `[challenge]\n${ASKED}[client]\n${NTLM}[end]\n`],
  ['with a status that is none', parts('status=no\n', NTLM, ASKED)],
  ['with neither a token nor a failure', parts(ASKED, 'target=HTTP/a\n', ASKED)],
  ['with a token and a failure', parts(ASKED, `${NTLM}failed=0x80090303\n`, ASKED)],
  ['of something else', 'Zugriff verweigert'],
])('calls an answer %s unreadable', (_, printed) => {
  expect(readSignIn(URL, printed)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});
