import { expect, test } from 'vitest';
import { locationOf, notRead, SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { changeEffects } from './change-effects.ts';

const ALTIRIS = 'Default Web Site/Altiris';
const key = { kind: 'switch', path: ALTIRIS, name: 'useAppPoolCredentials', value: true } as const;

test('tells the value before and after, where each comes from, and what follows from it, wherever it is inherited', () => {
  expect(changeEffects(serverFacts({ windows: 'enabled="true"' }), key)).toEqual([
    {
      where: [ALTIRIS, `${ALTIRIS}/Console`],
      rows: [
        { name: 'useAppPoolCredentials', before: 'false', beforeFrom: 'default of IIS', after: 'true', afterFrom: `set at ${ALTIRIS}` },
        { name: 'Tickets are decrypted by', before: 'SMP01$', beforeFrom: '', after: SVC, afterFrom: '' },
      ],
    },
  ]);
});

test('leaves out what keeps a value of its own', () => {
  const locations = locationOf(`${ALTIRIS}/Console`, 'useAppPoolCredentials="false"');
  expect(changeEffects(serverFacts({ windows: 'enabled="true"', locations }), key).map(({ where }) => where)).toEqual([[ALTIRIS]]);
});

test('tells a value that only comes from elsewhere afterwards', () => {
  const edit = { kind: 'switch', path: `${ALTIRIS}/Console`, name: 'authPersistNonNTLM', value: true } as const;
  expect(changeEffects(serverFacts(), edit)).toEqual([
    {
      where: [`${ALTIRIS}/Console`],
      rows: [
        {
          name: 'authPersistNonNTLM',
          before: 'true',
          beforeFrom: `set at ${ALTIRIS}`,
          after: 'true',
          afterFrom: `set at ${ALTIRIS}/Console`,
        },
      ],
    },
  ]);
});

test('tells who holds a name before and after', () => {
  const facts = serverFacts({ spns: { [SVC]: [], SMP01$: [] } });
  expect(changeEffects(facts, { kind: 'spn.register', spn: 'HTTP/smp01', account: SVC })).toEqual([
    {
      where: ['HTTP/smp01'],
      rows: [{ name: 'Held by', before: 'nobody', beforeFrom: 'the directory', after: SVC, afterFrom: 'the directory' }],
    },
  ]);
});

test('says nothing of what was not read', () => {
  expect(changeEffects(serverFacts({ more: { configuration: notRead } }), key)).toEqual([]);
  const edit = { kind: 'spn.register', spn: 'HTTP/smp01', account: SVC } as const;
  expect(changeEffects(serverFacts({ more: { owners: {} } }), edit)).toEqual([]);
});
