import { expect, test } from 'vitest';
import { emptyAltirisTally } from './altiris-tally.ts';
import { emptyHttperrTally } from './httperr.ts';
import { logCauses } from './logs-causes.ts';
import { judgeLogs } from './logs-verdict.ts';
import { emptyW3cTally, type W3cTally } from './w3c-tally.ts';

function judged(change: (w3c: W3cTally) => void) {
  const tallies = { w3c: emptyW3cTally(), httperr: emptyHttperrTally(), altiris: emptyAltirisTally() };
  change(tallies.w3c);
  return judgeLogs(logCauses(tallies), tallies);
}

const seen = { count: 1, first: 0, last: 0 };

/** Sign-ins that the end of the log cut off, of so many clients. */
function cutOff(w3c: W3cTally, ...clients: readonly string[]) {
  w3c.handshakes.outcomes.set('unknown', clients.length);
  for (const client of clients) w3c.handshakes.clients.set(`${client}\tunknown`, 1);
  w3c.unauthorized.set('401.2/5', seen);
}

test('a client that sent something and got no further began a sign-in', () => {
  const verdict = judged((w3c) => {
    cutOff(w3c, '10.0.0.1');
    w3c.unauthorized.set('401.1/2148074254', seen);
  });
  expect([verdict.level, verdict.kerberos, verdict.summary]).toEqual([
    'attention',
    null,
    '1 client began a sign-in and did not complete it before these logs end',
  ]);
});

test('clients that were asked and sent nothing yet began none', () => {
  expect(judged((w3c) => cutOff(w3c, '10.0.0.1', '10.0.0.2')).summary).toBe(
    '2 clients were asked to sign in and had not answered when these logs end',
  );
});

test('401s of a log without the columns that tell clients apart are not called nothing', () => {
  const verdict = judged((w3c) => {
    w3c.unauthorized.set('401.-/-', seen);
    w3c.missing.add('c-ip');
  });
  expect([verdict.level, verdict.summary]).toEqual([
    'attention',
    'These logs hold 401 answers, but not the column c-ip, without which no sign-in can be followed',
  ]);
});

test('logs without a 401 and without a known message say nothing about signing in', () => {
  expect(judged((w3c) => w3c.status.set('200', 1)).level).toBe('nothing');
});
