import { expect, test } from 'vitest';
import { HEALTHY_SURROUNDINGS, notRead, serverFacts } from '../../test/flow/server-facts.ts';
import { known } from '../model/fact.ts';
import type { Ground, ServerFacts } from './facts.ts';
import { assessGround, GROUND_RULES } from './ground.ts';
import type { Surroundings } from './surroundings.ts';

const GROUND: Ground = { isServer: true, restricted: null, redirected: known(false), pendingRestart: known([]) };

function around(surroundings: Partial<Surroundings>): ServerFacts {
  return serverFacts({ more: { surroundings: { ...HEALTHY_SURROUNDINGS, ...surroundings } } });
}

function on(ground: Partial<Ground>): ServerFacts {
  return serverFacts({ more: { ground: { ...GROUND, ...ground } } });
}

function by(elevated: boolean, domainAdministrator: boolean): ServerFacts {
  return serverFacts({ more: { operator: known({ user: 'CONTOSO\\junior', elevated, domainAdministrator }) } });
}

function withoutHistory(): ServerFacts {
  const facts = serverFacts();
  return facts.configuration.known ? { ...facts, configuration: known({ ...facts.configuration.value, keepsHistory: false }) } : facts;
}

const told = (facts: ServerFacts) => assessGround(facts).findings.map(({ severity, id }) => `${severity} ${id}`);

test('the ground of a healthy server says nothing, and leaves nothing unchecked', () => {
  expect(assessGround(serverFacts())).toEqual({ statements: [], findings: [], notChecked: [] });
});

test.each([
  ['no controller', 'problem ground.no-controller', around({ controller: known(null), clockAhead: notRead, ports: notRead })],
  ['a channel that failed', 'problem ground.secure-channel', around({ channel: known({ code: 1311, name: 'ERROR_NO_LOGON_SERVERS' }) })],
  ['a domain that could not be asked', 'information ground.domain-not-read', around({ controller: notRead, channel: notRead })],
  ['a clock six minutes behind', 'problem ground.clock-skew', around({ clockAhead: known(360) })],
  ['a clock six minutes ahead', 'problem ground.clock-skew', around({ clockAhead: known(-360) })],
  ['a clock three minutes ahead', 'advice ground.clock-drift', around({ clockAhead: known(-180.5) })],
  ['a closed port', 'problem ground.ports-closed', around({ ports: known([{ port: 88, state: 'silent' }]) })],
  ['a stopped history', 'information ground.no-history', around({ historyService: known(false) })],
  ['a history that is switched off', 'information ground.no-history', withoutHistory()],
  ['a 32-bit session', 'problem ground.redirected', on({ redirected: known(true) })],
  ['a policy', 'problem ground.restricted-session', on({ restricted: 'a policy says so' })],
  ['a waiting restart', 'information ground.restart-pending', on({ pendingRestart: known(['an update of Windows']) })],
  ['keys that were not read', 'information ground.not-read', on({ pendingRestart: notRead })],
  ['a session without elevation', 'problem ground.not-elevated', by(false, false)],
  ['an operator of the server only', 'information ground.directory-rights', by(true, false)],
  ['a shared configuration', 'information ground.shared-configuration', serverFacts({ more: { sharedConfiguration: known(true) } })],
])('%s is told as %s', (_, expected, facts) => {
  expect(told(facts)).toEqual([expected]);
});

test.each([119.9, -119.9, 0])('a clock that is %d seconds ahead is right', (clockAhead) => {
  expect(told(around({ clockAhead: known(clockAhead) }))).toEqual([]);
});

test('the evidence of a clock is the same at the next look', () => {
  const [first, second] = [360.1, 361.9].map((clockAhead) => assessGround(around({ clockAhead: known(clockAhead) })).findings);
  expect(first).toEqual(second);
  expect(first?.[0]?.summary).toContain('behind');
});

test.each([
  ['the clock', around({ clockAhead: notRead }), 'the clock agrees'],
  ['the ports', around({ ports: notRead }), 'the ports of DC01'],
])('%s that could not be asked of a controller that is there is not checked', (_, facts, what) => {
  expect(assessGround(facts)).toMatchObject({ findings: [], notChecked: [{ what: expect.stringContaining(what) }] });
});

test('a file of a server has no ground, and says once what it cannot tell and how to find out', () => {
  const facts = around({ controller: notRead, channel: notRead, clockAhead: notRead });
  expect(assessGround({ ...facts, ground: { ...GROUND, isServer: false } })).toEqual({
    statements: [],
    findings: [],
    notChecked: [
      {
        what: expect.stringContaining('a sign-in'),
        why: expect.stringContaining('file'),
        next: expect.stringContaining('kerbwise collect'),
      },
    ],
  });
});

test('every finding of the ground stands on one card', () => {
  const promised = GROUND_RULES.flatMap(({ cards }) => cards.flatMap(({ finds }) => finds));
  expect(new Set(promised).size).toBe(promised.length);
  expect(promised).toEqual(expect.arrayContaining(['ground.clock-skew', 'ground.not-elevated', 'ground.restart-pending']));
});
