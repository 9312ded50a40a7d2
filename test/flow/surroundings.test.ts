import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fail } from '../../flows/model/result.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { type LabServer, serverWith } from './lab-server.ts';

/** The healthy practice server with one thing otherwise in one of its files. */
async function serverWhere(file: string, before: string, after: string): Promise<LabServer> {
  const server = await serverWith('healthy');
  const path = join(server.state.lab, file);
  const text = await readFile(path, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} has no ${before}`);
  await writeFile(path, text.replace(before, after));
  return server;
}

async function told(server: LabServer): Promise<readonly string[]> {
  const { document } = await server.plan();
  return document.findings.map(({ id, evidence }) => `${id}: ${evidence}`);
}

test('a name that the account holds and that leads nowhere is asked for, and told', async () => {
  const server = await serverWhere('directory.json', '"HTTP/smp",', '"HTTP/smp", "HTTP/old.contoso.com",');
  expect(await told(server)).toEqual(['client-names.left-over: HTTP/old.contoso.com: no such name in DNS']);
});

test('a port of the controller that is closed is told', async () => {
  const server = await serverWhere('network.json', '"closedPorts": []', '"closedPorts": [3268]');
  expect(await told(server)).toEqual(['ground.ports-closed: TCP 3268 (global catalog): refused']);
});

test('a name that has left the zone is told once, in the form in which the binding gives it', async () => {
  const server = await serverWhere('network.json', '"name": "smp.contoso.com"', '"name": "gone.contoso.com"');
  expect(await told(server)).toEqual(['client-names.unresolved: name resolution knows no smp.contoso.com']);
});

test('the clock three minutes ahead is a warning, and says the same at the next look', async () => {
  const server = await serverWhere('network.json', '"clockAheadSeconds": 0', '"clockAheadSeconds": -181');
  expect(await told(server)).toEqual([
    'ground.clock-drift: w32tm /stripchart /computer:DC01.contoso.com: between 120 and 300 seconds ahead of it',
  ]);
  expect((await server.plan()).document.planId).toBe((await server.plan()).document.planId);
});

test('a server whose directory is away has no controller, a broken channel, and no port to try', async () => {
  const server = await serverWhere('machine.json', '"directoryReachable": true', '"directoryReachable": false');
  const { document, facts } = await server.plan();
  expect(document.findings.map(({ id }) => id).slice(0, 2)).toEqual(['ground.no-controller', 'ground.secure-channel']);
  expect(facts.surroundings).toMatchObject({ controller: { value: null }, clockAhead: { known: false }, ports: { known: false } });
  expect(document.notChecked.map(({ what }) => what).filter((what) => /clock|ports/.test(what))).toEqual([]);
});

test('a server without the programs that ask the domain is told so as a remark, and everything else is judged', async () => {
  const server = await serverWith('healthy');
  const shell: typeof server.place.shell = {
    ...server.place.shell,
    run: async (command, signal) =>
      command.program === 'nltest'
        ? fail({ code: 'command.notStarted', command: 'nltest', why: 'not there' })
        : server.place.shell.run(command, signal),
  };
  const planned = await planServer({ ...server.place, shell }, server.order, new AbortController().signal, () => undefined);
  expect(planned.ok && planned.value.document).toMatchObject({ findings: [{ id: 'ground.domain-not-read' }], notChecked: [], changes: [] });
});

test('an alias is mended by naming its canonical name: that one is then registered too', async () => {
  const server = await serverWith('name-is-alias');
  const order = { ...server.order, choices: { applications: [], names: ['web.contoso.com'] } };
  const planned = await server.plan(order);
  expect(planned.document.changes.map(({ command }) => command.replace(/^.*setspn\.exe /, ''))).toEqual([
    "'-S' HTTP/web CONTOSO\\svc-smp",
    "'-S' HTTP/web.contoso.com CONTOSO\\svc-smp",
  ]);
  const listen = { listen: () => undefined, listenToReadings: () => undefined };
  const stop = new AbortController().signal;
  const applied = await applyPlan({ place: server.place, state: server.state, order, plan: planned.document, stop, ...listen });
  expect(applied).toMatchObject({ ok: true, value: { verified: true, failure: null } });
  expect((await server.plan(order)).document).toMatchObject({ findings: [], changes: [], notChecked: [] });
});

test('a web.config that lets ASP.NET be the user is told, and a binding by address too', async () => {
  const web = await serverWhere('web-configs.json', '<system.web>', '<system.web><identity impersonate=\\"true\\" />');
  expect(await told(web)).toEqual([
    'sign-in-settings.impersonation: system.web/identity impersonate = true, set at Default Web Site/Altiris',
  ]);
  const address = await serverWhere('applicationHost.config', '"*:80:smp.contoso.com"', '"*:80:10.20.0.11"');
  expect(await told(address)).toEqual(['client-names.address: binding *:80:10.20.0.11']);
});
