import { expect, test } from 'vitest';
import { dnOf, HEALTHY_SPNS, HEALTHY_SURROUNDINGS, notRead, type ServerSketch, SVC, serverFacts } from '../../../test/flow/server-facts.ts';
import { known } from '../../model/fact.ts';
import type { Resolution, ServerFacts } from '../../server/facts.ts';
import { clientNames } from './step.ts';

const HERE = ['10.20.0.11'];
const NAMES = ['smp01', 'smp01.contoso.com', 'smp.contoso.com', 'smp'];
const SPNS = { ...HEALTHY_SPNS, [SVC]: NAMES.map((name) => `HTTP/${name}`) };

/** In: what differs in name resolution, by name. */
function facts(resolutions: Readonly<Record<string, Partial<Resolution>>> = {}, sketch: ServerSketch = {}): ServerFacts {
  const healthy = serverFacts({ names: NAMES, spns: SPNS, ...sketch });
  const changed = Object.entries(resolutions).map(([name, part]) => [
    name,
    known({ canonical: name, addresses: HERE, pointer: 'smp01.contoso.com', ...part }),
  ]);
  return { ...healthy, resolutions: { ...healthy.resolutions, ...Object.fromEntries(changed) } };
}

function withBinding(information: string, protocol = 'http'): ServerFacts {
  const healthy = facts();
  if (!healthy.configuration.known) return healthy;
  const [ip = '*', port = '80', host = ''] = information.split(':');
  const binding = { protocol, ip, port: Number(port), host, information };
  const sites = healthy.configuration.value.sites.map((site) => ({ ...site, bindings: [...site.bindings, binding] }));
  return { ...healthy, configuration: known({ ...healthy.configuration.value, sites }) };
}

const GONE = { canonical: null, addresses: [], pointer: null };
const told = (one: ServerFacts) => clientNames.assess(one).findings.map(({ severity, id }) => `${severity} ${id}`);

test('is silent where every name resolves to the server, and says which names clients are taken to use', () => {
  const { findings, notChecked, limits = [] } = clientNames.assess(facts());
  expect({ findings, notChecked }).toEqual({ findings: [], notChecked: [] });
  expect(limits.join(' ')).toContain('smp01, smp01.contoso.com, smp.contoso.com, smp.');
});

test('finds an alias whose canonical name the account does not hold, and offers no change', () => {
  const one = facts({ 'smp.contoso.com': { canonical: 'Web.contoso.com.' } });
  const [finding] = clientNames.assess(one).findings;
  expect(finding).toMatchObject({
    id: 'client-names.alias',
    severity: 'problem',
    subject: 'smp.contoso.com',
    evidence: `name resolution: smp.contoso.com is web.contoso.com; HTTP/web.contoso.com is not on ${SVC}`,
  });
  expect(finding && clientNames.planChanges(finding, one)).toMatchObject({
    edits: [],
    withheld: { next: expect.stringContaining('--name') },
  });
});

test('only advises where it is not known what the account holds', () => {
  expect(told({ ...facts({ smp: { canonical: 'web.contoso.com' } }), accounts: {} })).toEqual(['advice client-names.alias']);
});

test.each([
  ['the computer’s own name', { 'smp.contoso.com': { canonical: 'smp01.contoso.com' } }, {}],
  ['the full form of a short name', { smp: { canonical: 'smp.contoso.com' } }, {}],
  ['the short form of a full one', { 'smp01.contoso.com': { canonical: 'SMP01' } }, {}],
  [
    'a name that is registered too',
    { smp: { canonical: 'web.contoso.com' } },
    { spns: { ...SPNS, [SVC]: [...SPNS[SVC], 'HTTP/web.contoso.com'] } },
  ],
])('does not complain of an alias of %s', (_, resolutions, sketch) => {
  expect(told(facts(resolutions, sketch))).toEqual([]);
});

test('finds a name that resolves in none of its forms', () => {
  const one = facts({ smp: GONE, 'smp.contoso.com': GONE });
  expect(told(one)).toEqual(['advice client-names.unresolved']);
  expect(clientNames.assess(one).findings[0]?.evidence).toBe('name resolution knows no smp.contoso.com, no smp');
});

test('tells an unresolved name in the form in which it was given, and no other; no client is said to use it', () => {
  const choices = { applications: [], names: ['nosuch.contoso.com'] };
  const names = [...NAMES, 'nosuch', 'nosuch.contoso.com'];
  const one = facts({ nosuch: GONE, 'nosuch.contoso.com': GONE }, { names, more: { choices } });
  const { findings, limits = [] } = clientNames.assess(one);
  expect(findings.map(({ summary }) => summary)).toEqual(['nosuch.contoso.com does not resolve on this server']);
  expect(findings.map((finding) => clientNames.planChanges(finding, one).withheld?.next)).toEqual([
    expect.stringContaining('address record'),
  ]);
  expect(limits.join(' ')).not.toContain('nosuch');
});

test('only remarks a foreign name that may be known outside only, unless it was named', () => {
  const name = 'support.example.net';
  const one = facts({ [name]: GONE }, { names: [...NAMES, name], spns: { ...SPNS, [SVC]: [...SPNS[SVC], `HTTP/${name}`] } });
  expect(told(one)).toEqual(['information client-names.unresolved']);
  expect(told({ ...one, choices: { applications: [], names: ['Support.example.net'] } })).toEqual(['advice client-names.unresolved']);
});

test('lets a short form be that resolves only in full', () => {
  expect(told(facts({ smp: GONE }))).toEqual([]);
});

test('remarks a name that leads elsewhere, for a balancer may stand there', () => {
  expect(told(facts({ smp: { addresses: ['10.20.0.99'] } }))).toEqual(['information client-names.elsewhere']);
  expect(told(facts({ smp: { addresses: ['10.20.0.99', ...HERE] } }))).toEqual([]);
});

test.each([
  ['names that clients use', '10.20.0.11 smp.contoso.com # test', ['information client-names.hosts-file']],
  ['other names', '10.20.0.12 sql01.contoso.com', []],
])('tells of a hosts file with %s', (_, line, expected) => {
  const [address = '', name = ''] = line.split(' ');
  const surroundings = { ...HEALTHY_SURROUNDINGS, hostsFile: known([{ address, names: [name] }]) };
  expect(told({ ...facts(), surroundings })).toEqual(expected);
});

test('finds a name with a port of a binding on another account, and leaves it to its owner', () => {
  const owned = (dn: string) => {
    const asked = known({ spn: 'HTTP/smp01:8080', owners: [{ dn, spns: ['HTTP/smp01:8080'] }] });
    return { ...facts(), surroundings: { ...HEALTHY_SURROUNDINGS, portOwners: { 'http/smp01:8080': asked } } };
  };
  const one = owned(dnOf('svc-old'));
  const [finding] = clientNames.assess(one).findings;
  expect(finding).toMatchObject({ id: 'client-names.port-on-another-account', severity: 'problem', subject: 'HTTP/smp01:8080' });
  expect(finding && clientNames.planChanges(finding, one)).toMatchObject({
    edits: [],
    withheld: { why: expect.stringContaining('another service') },
  });
  expect(told(owned(dnOf(SVC)))).toEqual([]);
});

test('names the ports that clients have to type', () => {
  expect(clientNames.assess(withBinding('*:8080:')).limits?.join(' ')).toContain('port 8080');
  expect(clientNames.assess(withBinding('*:443:', 'https')).limits?.join(' ')).not.toContain('port 443');
});

test('finds an address in the place of a host header, and not the address that a binding listens on', () => {
  expect(told(withBinding('*:80:10.20.0.11'))).toEqual(['advice client-names.address']);
  expect(told(withBinding('10.20.0.11:80:'))).toEqual([]);
});

test('remarks what the account holds for a name that is gone, and nothing that still leads somewhere', () => {
  const spns = { ...SPNS, [SVC]: [...SPNS[SVC], 'HTTP/old.contoso.com:8080', 'HTTP/web.contoso.com', 'MSSQLSvc/old.contoso.com'] };
  const one = facts({ 'old.contoso.com': GONE, 'web.contoso.com': {} }, { spns });
  expect(clientNames.assess(one).findings).toMatchObject([
    { id: 'client-names.left-over', severity: 'information', evidence: 'HTTP/old.contoso.com:8080: no such name in DNS' },
  ]);
});

test('calls names that nobody could be asked for not checked, once', () => {
  const one = { ...facts(), resolutions: { ...facts().resolutions, smp: notRead, 'smp.contoso.com': notRead } };
  expect(clientNames.assess(one)).toMatchObject({ findings: [], notChecked: [{ what: 'Where smp.contoso.com, smp lead' }] });
});

test('calls owners of names with ports that were not read not checked', () => {
  const one = { ...facts(), surroundings: { ...HEALTHY_SURROUNDINGS, portOwners: { 'http/smp01:8080': notRead } } };
  expect(clientNames.assess(one)).toMatchObject({ findings: [], notChecked: [{ what: expect.stringContaining('ports') }] });
});

test('calls what it cannot see a limit, and nothing that is right', () => {
  const { statements, limits } = clientNames.assess(serverFacts());
  expect(statements.join()).not.toMatch(/--name|taken to/);
  expect(limits).toEqual([expect.stringContaining('are taken to use'), expect.stringContaining('preferred host')]);
});
