import { expect, test } from 'vitest';
import { HEALTHY_SIGN_IN, notRead, PROVED, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import type { SignInFacts } from '../../server/sign-in.ts';
import { signInProof } from './step.ts';

const REFUSED = { reached: true, status: 401, challenges: ['Negotiate', 'NTLM'], clock: 'same' } as const;

function assess(differs: Partial<SignInFacts>) {
  return signInProof.assess(serverFacts({ more: { signIn: { ...HEALTHY_SIGN_IN, ...differs } } }));
}

const idsOf = (differs: Partial<SignInFacts>) => assess(differs).findings.map(({ id, severity }) => [id, severity]);

test('is silent after a sign-in by Kerberos, and says whose word that is', () => {
  const { findings, notChecked, statements } = assess({ logon: known('Kerberos') });
  expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
  expect(statements).toEqual([
    'http://smp01.contoso.com/Altiris/ asks for Negotiate, then NTLM, in the order of its providers.',
    'This session signed in at http://smp01.contoso.com/Altiris/ by Kerberos: the server’s own answer names Kerberos; klist lists a ticket for HTTP/smp01.contoso.com; event 4624 says Kerberos.',
  ]);
});

test.each([
  ['a web server that does not run', { reached: false, failed: 'ConnectionRefused' }],
  ['a certificate that nobody trusts', { reached: false, failed: 'TrustFailure' }],
  ['anonymous access', { reached: true, status: 200, challenges: [], clock: 'same' }],
  ['another method', { reached: true, status: 401, challenges: ['Basic realm="x"'], clock: 'same' }],
] as const)('never calls a sign-in healthy that was not made: %s', (_, anonymous) => {
  const { notChecked, statements } = assess({ proof: known({ ...PROVED, anonymous }) });
  expect(notChecked).toHaveLength(1);
  expect(statements.join()).not.toContain('Kerberos');
});

test('calls a sign-in that could not be tried not checked', () => {
  expect(assess({ proof: notRead }).notChecked).toHaveLength(1);
});

test('says nothing where nobody signs in by Windows Authentication', () => {
  expect(assess({ at: null, proof: notRead })).toMatchObject({ findings: [], notChecked: [] });
});

test('says nothing of events, policies and tickets that could not be read', () => {
  expect(
    assess({ events: notRead, ntlm: notRead, ownTickets: notRead, systemTickets: notRead, loopback: notRead, logon: notRead }).findings,
  ).toEqual([]);
});

test('takes a refusal by the key for a fault, and one without a reason for none', () => {
  const refusal = ['Negotiate oQcwBaADCgEC', 'NTLM'];
  expect(idsOf({ proof: known({ ...PROVED, asUser: { ...REFUSED, challenges: refusal } }) })).toEqual([['sign-in.refused', 'problem']]);
  const silent = { ...PROVED, asUser: REFUSED };
  const told = { names: ['smp01.contoso.com'], isOff: false };
  expect(idsOf({ proof: known(silent), loopback: known(told) })).toEqual([['sign-in.refused', 'information']]);
});

test('says for whom the ticket is made where nobody holds the name and HOST covers it', () => {
  const signIn = { ...HEALTHY_SIGN_IN, proof: known({ ...PROVED, asUser: { ...REFUSED, challenges: ['Negotiate oQcwBaADCgEC'] } }) };
  const facts = serverFacts({ spns: { 'CONTOSO\\svc-smp': [], SMP01$: ['HOST/SMP01.contoso.com'] }, more: { signIn } });
  expect(signInProof.assess(facts).findings[0]).toMatchObject({
    evidence: expect.stringMatching(
      /nobody holds HTTP\/smp01\.contoso\.com, and HOST on SMP01\$ covers it, so the ticket is made for SMP01\$$/,
    ),
    meaning: expect.stringMatching(/^The account that the ticket is made for is not/),
  });
});

test.each(['ahead', 'behind'] as const)('names a clock that is %s before the ticket that is refused for it', (clock) => {
  const [finding] = assess({ proof: known({ ...PROVED, asUser: { ...REFUSED, clock, challenges: ['Negotiate oQcwBaADCgEC'] } }) }).findings;
  expect(finding).toMatchObject({ id: 'sign-in.refused', evidence: expect.stringContaining(`more than five minutes ${clock}`) });
});

test('tells the loopback check from a fault only where Windows was not told of the name', () => {
  const proof = known({ ...PROVED, asUser: REFUSED });
  expect(idsOf({ proof })).toEqual([['sign-in.loopback-check', 'information']]);
  expect(idsOf({ proof, loopback: known({ names: [], isOff: true }) })).toEqual([['sign-in.refused', 'information']]);
  expect(idsOf({ proof, loopback: notRead })).toEqual([['sign-in.refused', 'information']]);
});

test('does not take NTLM from the server to itself for a fault of the server', () => {
  const ntlm = { ...PROVED, client: { sends: 'NTLM', failed: null }, asUser: { ...REFUSED, status: 200, challenges: [] } } as const;
  const [finding] = assess({ proof: known(ntlm), logon: known('NTLM') }).findings;
  expect(finding).toMatchObject({
    id: 'sign-in.ntlm-here',
    severity: 'information',
    evidence: expect.stringContaining('event 4624 says NTLM'),
  });
  expect(finding?.meaning).toContain('From a second machine');
});

test('changes nothing, whatever it finds', () => {
  const facts = serverFacts({ more: { signIn: { ...HEALTHY_SIGN_IN, events: known([{ source: 'LSA', id: 40970, about: 'HTTP/a/b' }]) } } });
  const [finding] = signInProof.assess(facts).findings;
  expect(finding?.evidence).toBe('System log of the last seven days: event 40970 of LSASRV for HTTP/a/b');
  expect(finding && signInProof.planChanges(finding, facts)).toMatchObject({ edits: [], withheld: { what: finding?.summary } });
});
