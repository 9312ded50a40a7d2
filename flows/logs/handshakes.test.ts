import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHandshakeTally, HandshakeCounter, type HandshakeTally } from './handshake-tally.ts';
import { Handshakes, WINDOW_SECONDS } from './handshakes.ts';

const CODES = [
  { substatus: 2, win32: 5 },
  { substatus: 1, win32: 2148074254 },
  { substatus: 1, win32: 2148074252 },
  { substatus: 1, win32: 0 },
] as const;
const [CHALLENGE, MIDDLE, DENIED, KERNEL] = [0, 1, 2, 3];
const OK = 'ok';

interface Step {
  readonly at: number;
  readonly client: number;
  readonly agent?: number;
  readonly path?: number;
  readonly answer: number | typeof OK;
}

function follow(steps: readonly Step[], endsAt?: number): HandshakeTally {
  const code = (id: number) => CODES[id] ?? CODES[0];
  const counter = new HandshakeCounter({ client: String, path: String, agent: String, code });
  const handshakes = new Handshakes(code, counter.count);
  for (const { at, client, agent = 0, path = 0, answer } of steps) {
    handshakes.advance(at);
    if (answer === OK) handshakes.addSignedIn(client, agent, path);
    else handshakes.addUnauthorized(client, agent, path, answer);
  }
  if (endsAt !== undefined) handshakes.advance(endsAt);
  handshakes.finish();
  return counter.tally();
}

function outcomes(steps: readonly Step[], endsAt?: number) {
  return Object.fromEntries(follow(steps, endsAt).outcomes);
}

const NORMAL = {
  Kerberos: [CHALLENGE, OK],
  NTLM: [CHALLENGE, MIDDLE, OK],
  'Negotiate that ends in NTLM under kernel mode': [CHALLENGE, KERNEL, OK],
  'a try in advance': [MIDDLE, OK],
} as const;

test.each(Object.entries(NORMAL))('never calls a handshake of %s a failure', (_, answers) => {
  const steps = answers.map((answer, at) => ({ at, client: 0, answer }));
  expect(outcomes(steps, 1000)).toEqual({ completed: 1 });
});

test('never calls ordinary handshakes failures, however many clients interleave', () => {
  const one = fc.record({
    kind: fc.constantFrom(...Object.values(NORMAL)),
    start: fc.nat(300),
    gaps: fc.array(fc.nat(10), { minLength: 3, maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 60 }), (clients) => {
      const steps = clients.flatMap(({ kind, start, gaps }, client) => {
        let at = start;
        return kind.map((answer, leg) => {
          at += gaps[leg] ?? 0;
          return { at, client, agent: client % 3, path: client % 2, answer };
        });
      });
      const inOrder = steps.map((step, at) => ({ step, at })).sort((a, b) => a.step.at - b.step.at || a.at - b.at);
      const { outcomes: found, causes } = follow(
        inOrder.map(({ step }) => step),
        10_000,
      );
      expect([Object.fromEntries(found), causes.size]).toEqual([clients.length === 0 ? {} : { completed: clients.length }, 0]);
    }),
  );
});

test('a challenge that is answered within 30 s is completed, one that is answered later has failed', () => {
  const answered = (at: number) => [{ at: 0, client: 0, answer: CHALLENGE }, { at, client: 0, answer: OK } as const];
  expect(outcomes(answered(WINDOW_SECONDS))).toEqual({ completed: 1 });
  expect(outcomes(answered(WINDOW_SECONDS + 1))).toEqual({ failed: 1 });
});

test('a run whose last row is a 401 when the log ends is unknown, also after a refusal', () => {
  expect(outcomes([{ at: 0, client: 0, answer: CHALLENGE }], 30)).toEqual({ unknown: 1 });
  expect(outcomes([{ at: 0, client: 0, answer: DENIED }])).toEqual({ unknown: 1 });
  expect(outcomes([{ at: 0, client: 0, answer: DENIED }], 31)).toEqual({ failed: 1 });
});

test('says why a run failed: the refusal, no credentials, or stopped in the middle', () => {
  const { causes } = follow(
    [
      { at: 0, client: 0, answer: CHALLENGE },
      { at: 0, client: 1, answer: CHALLENGE },
      { at: 1, client: 1, answer: DENIED },
      { at: 1, client: 2, answer: CHALLENGE },
      { at: 2, client: 2, answer: MIDDLE },
    ],
    100,
  );
  expect(Object.fromEntries(causes)).toEqual({ 'no-credentials': 1, '401.1/2148074252': 1, 'stopped-in-the-middle': 1 });
});

test('counts each try of a client that is refused and begins anew', () => {
  const tries = Array.from({ length: 5 }, (_, at) => [
    { at: at * 5, client: 0, answer: CHALLENGE },
    { at: at * 5 + 1, client: 0, answer: DENIED },
  ]).flat();
  expect(outcomes(tries, 100)).toEqual({ failed: 5 });
});

test('does not wait for ever for a client that asks again and again without credentials', () => {
  const steps = Array.from({ length: 100 }, (_, at) => ({ at: at * 10, client: 0, answer: CHALLENGE }));
  expect(outcomes(steps)).toEqual({ failed: 24, unknown: 1 });
});

test('keeps agents of one address apart, but a challenge is answered by any signed-in row of its client and path', () => {
  const two = [
    { at: 0, client: 0, agent: 1, answer: CHALLENGE },
    { at: 0, client: 0, agent: 2, answer: CHALLENGE },
    { at: 1, client: 0, agent: 1, answer: DENIED },
    { at: 2, client: 0, agent: 2, answer: OK } as const,
  ];
  expect(outcomes(two, 100)).toEqual({ completed: 1, failed: 1 });
  const other = [{ at: 0, client: 0, agent: 1, answer: CHALLENGE }, { at: 1, client: 0, agent: 2, answer: OK } as const];
  expect(outcomes(other, 100)).toEqual({ completed: 1 });
});

test('remembers a refusal that was followed by a sign-in', () => {
  const { outcomes: found, recovered } = follow([
    { at: 0, client: 0, answer: CHALLENGE },
    { at: 1, client: 0, answer: DENIED },
    { at: 2, client: 0, answer: MIDDLE },
    { at: 3, client: 0, answer: OK },
  ]);
  expect([Object.fromEntries(found), Object.fromEntries(recovered)]).toEqual([{ completed: 1 }, { '401.1/2148074252': 1 }]);
});

test('a jump back in time cuts every run off, a small one does not', () => {
  const jump = (back: number) => [{ at: 1000, client: 0, answer: CHALLENGE }, { at: 1000 - back, client: 0, answer: OK } as const];
  expect(outcomes(jump(30))).toEqual({ completed: 1 });
  expect(outcomes(jump(31))).toEqual({ unknown: 1 });
});

test('an empty log has no handshakes', () => {
  expect(follow([])).toEqual(emptyHandshakeTally());
});
