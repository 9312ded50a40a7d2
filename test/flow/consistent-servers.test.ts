import { describe, expect, test } from 'vitest';
import { serverWithFaults } from '../../src-main/lab/faults/all-faults.ts';
import { LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { signIn } from '../../src-main/lab/sign-in.ts';
import { labServer } from './lab-server.ts';

/** Faults that mend each other: every ticket is made for the account whose key reads it. Nothing is wrong, and nothing may be moved. */
const CONSISTENT: readonly (readonly string[])[] = [
  ['spn-on-computer', 'credentials-off'],
  ['spn-on-computer', 'two-accounts', 'credentials-off'],
];

describe.each(CONSISTENT)('a server with %s', (...faults) => {
  test('signs everybody in by Kerberos, as the lab plays it through, and nothing is asked of its administrator', async () => {
    expect(faults.filter((fault) => !LAB_FAULTS.some(({ id }) => id === fault))).toEqual([]);
    const server = await labServer(faults);
    try {
      const { document, facts, plan } = await server.plan();
      const state = serverWithFaults(faults);
      const outcomes = facts.names.flatMap((name) => facts.applications.map((path) => signIn(state, path, name).protocol));
      expect(new Set(outcomes)).toEqual(new Set(['kerberos', 'anonymous']));
      expect(document).toMatchObject({ changes: [], withheld: [], notChecked: [] });
      expect(document.findings.map(({ id, severity }) => [id, severity])).toEqual([['app-pool-credentials.settled', 'information']]);
      expect(plan.steps.flatMap(({ assessment }) => assessment.statements).join('\n')).toContain('Tickets are decrypted by SMP01$');
    } finally {
      await server.remove();
    }
  });
});

test('what is consistent but for the order of the providers gets that order, and no name is moved', async () => {
  const server = await labServer(['spn-on-computer', 'ntlm-first', 'credentials-off']);
  try {
    const { document } = await server.plan();
    expect([...new Set(document.changes.map(({ step }) => step))]).toEqual(['windows-authentication']);
  } finally {
    await server.remove();
  }
});

test('a step that leaves people refused until the next one says so with its first change, and asks for a deliberate act', async () => {
  const server = await labServer(['credentials-off', 'spn-missing']);
  try {
    const [first, ...others] = (await server.plan()).document.changes;
    expect(first).toMatchObject({ step: 'service-principal-names', risk: 'high' });
    expect(first?.consequence).toContain('As long as the steps after this one are not done, clients that call');
    expect(others.filter(({ consequence }) => consequence.includes('As long as'))).toEqual([]);
    const alone = await server.plan({ only: ['service-principal-names'] });
    expect(alone.document.changes[0]?.consequence).toContain('can sign in now and would be refused');
  } finally {
    await server.remove();
  }
});

test('says of browsers that choose Negotiate when only they are refused until the next step', async () => {
  const server = await labServer(['credentials-off', 'spn-missing', 'ntlm-first']);
  try {
    const { changes } = (await server.plan()).document;
    const warned = changes.filter(({ consequence }) => consequence.includes('browsers that choose Negotiate'));
    expect(warned.map(({ step, risk }) => [step, risk])).toEqual([['service-principal-names', 'high']]);
    expect(warned[0]).toBe(changes[0]);
    expect(warned[0]?.consequence).not.toContain('clients that call');
  } finally {
    await server.remove();
  }
});
