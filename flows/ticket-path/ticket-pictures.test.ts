import { expect, test } from 'vitest';
import { notRead, type ServerSketch, SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { known } from '../model/fact.ts';
import type { TicketPath } from '../model/ticket-path.ts';
import { ticketPictures } from './ticket-pictures.ts';

function paths(sketch: ServerSketch = {}): readonly TicketPath[] {
  return ticketPictures(serverFacts(sketch), []).map(({ now }) => now);
}

function states({ stations }: TicketPath): readonly (string | undefined)[] {
  return stations.slice(1).map(({ link }) => link?.state);
}

const ON_COMPUTER = { SMP01$: ['HTTP/smp01', 'HTTP/smp01.contoso.com', 'HOST/smp01'], [SVC]: [] };

test('draws a healthy server as one path on which every link fits', () => {
  const [path, ...others] = paths();
  expect(others).toEqual([]);
  expect(path).toMatchObject({
    names: ['smp01', 'smp01.contoso.com'],
    applications: ['Default Web Site/Altiris', 'Default Web Site/Altiris/Console'],
    outcome: 'kerberos',
    stations: [
      { kind: 'client', names: ['smp01', 'smp01.contoso.com'], link: null },
      { kind: 'controller', detail: `finds it on ${SVC}` },
      { kind: 'iis', detail: 'asks for Negotiate, NTLM' },
      { kind: 'pool', names: ['DefaultAppPool'], detail: `runs as ${SVC}` },
      { kind: 'account', names: [SVC], detail: 'useAppPoolCredentials true' },
    ],
  });
  expect(path && states(path)).toEqual(['holds', 'holds', 'holds', 'holds']);
});

test.each<[string, ServerSketch, TicketPath['outcome'], readonly string[], string]>([
  [
    'a name that nobody holds',
    { spns: { [SVC]: [], SMP01$: [] } },
    'ntlm',
    ['broken', 'holds', 'holds', 'holds'],
    'No account holds HTTP/smp01',
  ],
  [
    'a name that two hold',
    { spns: { [SVC]: ['HTTP/smp01'], SMP01$: ['HTTP/smp01'] }, names: ['smp01'] },
    'ntlm',
    ['broken', 'holds', 'holds', 'holds'],
    `HTTP/smp01 is on ${SVC} and on SMP01$`,
  ],
  [
    'a name on another account',
    { spns: ON_COMPUTER },
    'refused',
    ['holds', 'holds', 'holds', 'broken'],
    `The ticket is for SMP01$, and IIS decrypts with the key of ${SVC}`,
  ],
  [
    'a holder that no ticket can be made for',
    { identities: { [SVC]: { encryptionTypes: 0x4 } } },
    'refused',
    ['broken', 'holds', 'holds', 'holds'],
    `No ticket with AES can be made for ${SVC}`,
  ],
  [
    'the key of the computer',
    { windows: 'enabled="true"' },
    'refused',
    ['holds', 'holds', 'holds', 'broken'],
    `The ticket is for ${SVC}, and IIS decrypts with the key of SMP01$ (kernel mode, useAppPoolCredentials false)`,
  ],
  [
    'the key of the computer, with no ticket to hold it against',
    { windows: 'enabled="true"', spns: { [SVC]: [], SMP01$: [] } },
    'ntlm',
    ['broken', 'holds', 'holds', 'broken'],
    'the names belong on the account of the pool',
  ],
  [
    'NTLM first',
    { providers: '<clear /><add value="NTLM" /><add value="Negotiate" />' },
    'ntlm',
    ['holds', 'broken', 'holds', 'holds'],
    'IIS asks for NTLM first (NTLM, Negotiate)',
  ],
  ['anonymous access', { anonymous: true }, 'anonymous', ['holds', 'broken', 'holds', 'holds'], 'IIS asks nobody to sign in'],
  [
    'Windows Authentication off',
    { windows: 'enabled="false"' },
    'refused',
    ['holds', 'broken', 'holds', 'broken'],
    'Windows Authentication is off',
  ],
  [
    'a role service that is not installed',
    { installed: false },
    'refused',
    ['holds', 'broken', 'holds', 'holds'],
    'Windows Authentication is not installed',
  ],
  [
    'a local account',
    { identity: 'SpecificUser SMP01\\local-svc', windows: 'enabled="true" useAppPoolCredentials="true"' },
    'refused',
    ['holds', 'holds', 'holds', 'broken'],
    'a local account',
  ],
])('shows %s where it breaks', (_, sketch, outcome, expected, words) => {
  const [path] = paths(sketch);
  expect(path?.outcome).toBe(outcome);
  expect(path && states(path)).toEqual(expected);
  const broken = path?.stations.flatMap(({ link }) => (link?.state === 'broken' ? [link.sentence] : [])).join(' ');
  expect(broken).toContain(words);
});

test('lets HOST stand for HTTP where the computer decrypts', () => {
  const [path] = paths({ identity: 'NetworkService', spns: { SMP01$: ['HOST/smp01', 'HOST/smp01.contoso.com'] } });
  expect(path?.outcome).toBe('kerberos');
  expect(path?.stations[1]?.link?.sentence).toContain('HOST on SMP01$ stands for HTTP/smp01');
});

test.each<[string, ServerSketch['more'], readonly string[]]>([
  ['the owners', { owners: { 'http/smp01': notRead, 'http/smp01.contoso.com': notRead } }, ['unknown', 'holds', 'holds', 'unknown']],
  ['the accounts', { accounts: {} }, ['holds', 'holds', 'holds', 'unknown']],
  ['the server’s own name', { host: notRead, accounts: {} }, ['holds', 'holds', 'holds', 'unknown']],
  ['the configuration', { configuration: notRead }, ['holds', 'unknown', 'unknown', 'unknown']],
  [
    'what IIS says itself',
    { disagreements: { 'default web site/altiris': 'they differ', 'default web site/altiris/console': 'they differ' } },
    ['holds', 'unknown', 'unknown', 'unknown'],
  ],
])('calls no link fitting that rests on what was not read: %s', (_, more = {}, expected) => {
  const [path] = paths({ more });
  expect(path && states(path)).toEqual(expected);
  expect(path?.outcome).toBe('unclear');
});

test('does not call a name unheld where HOST of the computer could stand for it and was not read', () => {
  const [path] = paths({ spns: { [SVC]: [] }, identity: 'NetworkService' });
  expect(path && states(path)[0]).toBe('unknown');
});

test('does not believe two tools that contradict each other', () => {
  const owners = serverFacts({ spns: { [SVC]: [], SMP01$: [] } }).owners;
  const [path] = paths({ more: { owners } });
  expect(path && states(path)[0]).toBe('unknown');
});

test('shows a name of its own fate as a path of its own, what does not work first', () => {
  const drawn = paths({ spns: { [SVC]: ['HTTP/smp01'], SMP01$: [] } });
  expect(drawn.map(({ names, outcome }) => [names, outcome])).toEqual([
    [['smp01.contoso.com'], 'ntlm'],
    [['smp01'], 'kerberos'],
  ]);
});

test('shows what is planned beside what is, with the step that mends each link', () => {
  const broken = serverFacts({ spns: { [SVC]: [], SMP01$: [] }, windows: 'enabled="true"' });
  const named = serverFacts({ windows: 'enabled="true"' });
  const [picture] = ticketPictures(broken, [
    { step: 'Names', facts: named },
    { step: 'Keys', facts: serverFacts() },
  ]);
  expect(picture?.now.outcome).toBe('ntlm');
  expect(picture?.after?.outcome).toBe('kerberos');
  expect(picture?.after?.stations.map(({ link }) => link?.mendedBy ?? null)).toEqual([null, 'Names', null, null, 'Keys']);
});

test('shows no second picture where nothing of it changes', () => {
  expect(ticketPictures(serverFacts(), [{ step: 'Other', facts: serverFacts() }]).map(({ after }) => after)).toEqual([null]);
});

test('asks for the name behind an alias, and does not guess who holds it', () => {
  const alias = { canonical: 'web.contoso.com', addresses: ['10.20.0.11'], pointer: null };
  const resolutions = { smp01: known(alias), 'smp01.contoso.com': known(alias) };
  const [path] = paths({ more: { resolutions } });
  expect(path?.outcome).toBe('unclear');
  expect(path?.stations[1]?.link?.sentence).toContain('alias of web.contoso.com');
  const [held] = paths({ more: { resolutions }, spns: { [SVC]: ['HTTP/web.contoso.com'], SMP01$: [] } });
  expect(held).toMatchObject({ outcome: 'kerberos', stations: [{ detail: 'asks for HTTP/web.contoso.com' }, {}, {}, {}, {}] });
});

test('takes no ticket where the clocks are too far apart', () => {
  const { surroundings } = serverFacts();
  const [path] = paths({ more: { surroundings: { ...surroundings, clockAhead: known(-400) } } });
  expect(path && states(path)).toEqual(['holds', 'holds', 'holds', 'broken']);
});

test('says that a required Extended Protection cannot be judged from the server', () => {
  const [path] = paths({ inSection: '<extendedProtection tokenChecking="Require" />' });
  expect(path && states(path)).toEqual(['holds', 'unknown', 'holds', 'holds']);
  expect(path?.outcome).toBe('unclear');
});

test.each([
  ['sign in by Kerberos', {}, 'Chrome and Edge choose Negotiate whatever the order, and sign in by Kerberos.'],
  ['are refused', { windows: 'enabled="true"' }, 'and are asked for a password again and again.'],
  ['get no ticket either', { spns: { [SVC]: [], SMP01$: [] } }, 'Clients sign in by NTLM, not by Kerberos.'],
])('says with NTLM first what becomes of those who choose Negotiate all the same: they %s', (_, sketch, words) => {
  const [path] = paths({ providers: '<clear /><add value="NTLM" /><add value="Negotiate" />', ...sketch });
  expect(path?.outcome).toBe('ntlm');
  expect(path?.verdict).toContain(words);
});
