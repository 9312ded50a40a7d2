import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Command } from '../../flows/model/command.ts';
import { fail } from '../../flows/model/result.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import { applyPlan } from '../../src-main/core/apply-changes.ts';
import type { PlannedServer } from '../../src-main/core/plan-server.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { type LabServer, labServer, serverWith } from './lab-server.ts';

const CURRENT_VERSION = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion';
const never = new AbortController().signal;

/** The practice server with its machine changed in one way. */
async function serverWhere(faults: readonly string[], change: (machine: string) => string, file = 'machine.json'): Promise<LabServer> {
  const server = await serverWith(...faults);
  const path = join(server.state.lab, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error('the lab was not changed');
  await writeFile(path, after);
  return server;
}

function withKey(name: string, values: readonly object[] = []): (machine: string) => string {
  return (machine) => machine.replace('"registry": {', `"registry": {\n${JSON.stringify(name)}: ${JSON.stringify(values)},`);
}

const notElevated = (machine: string) => machine.replace('"elevated": true', '"elevated": false');
const noDomainAdmin = (machine: string) => machine.replace('-512"', '-513"');

function groundOf({ document }: PlannedServer) {
  return document.findings.filter(({ id }) => id.startsWith('ground.')).map(({ id, severity }) => `${severity} ${id}`);
}

async function tryToApply(server: LabServer, { document }: PlannedServer) {
  const before = await server.show();
  const applied = await applyPlan({
    place: server.place,
    state: server.state,
    order: server.order,
    plan: document,
    stop: never,
    listen: () => undefined,
    listenToReadings: () => undefined,
  });
  expect(await server.show()).toEqual(before);
  return applied;
}

test('a healthy server says nothing of its ground', async () => {
  const server = await serverWith('healthy');
  expect(groundOf(await server.plan())).toEqual([]);
});

test('a session that is not elevated is told so, with the way out, where nothing else can be read', async () => {
  const server = await serverWhere(DEFAULT_FAULTS, notElevated);
  const planned = await server.plan();
  expect(groundOf(planned)).toEqual(['problem ground.not-elevated']);
  expect(planned.document.changes).toEqual([]);
  expect(whyNothingIsKnown(planned.facts)).toMatchObject({
    code: 'rights.missing',
    what: 'Kerbwise does not run as administrator',
    next: 'Close Kerbwise and start it with "Run as administrator"',
  });
});

test('a plan made as administrator is not run by a session that is not elevated', async () => {
  const server = await serverWhere(DEFAULT_FAULTS, (machine) => `${machine} `);
  const planned = await server.plan();
  const path = join(server.state.lab, 'machine.json');
  await writeFile(path, notElevated(await readFile(path, 'utf8')));
  expect(await tryToApply(server, planned)).toMatchObject({ ok: false, failure: { code: 'rights.missing' } });
});

test('a session on the 32-bit side of a 64-bit Windows is told so, and runs no plan', async () => {
  const server = await serverWhere(
    DEFAULT_FAULTS,
    withKey(CURRENT_VERSION, [
      { name: 'ProgramFilesDir', type: 'REG_SZ', value: 'C:\\Program Files (x86)' },
      { name: 'ProgramW6432Dir', type: 'REG_SZ', value: 'C:\\Program Files' },
    ]),
  );
  const planned = await server.plan();
  expect(groundOf(planned)).toEqual(['problem ground.redirected']);
  expect(await tryToApply(server, planned)).toMatchObject({
    ok: false,
    failure: { code: 'rights.missing', next: 'Start the 64-bit Kerbwise from a 64-bit prompt' },
  });
});

test('a PowerShell that a policy holds is told once as such, and runs no plan', async () => {
  const server = await serverWith(...DEFAULT_FAULTS);
  const good = await server.plan();
  const run = async (command: Command) =>
    fail({
      code: 'session.restricted',
      command: command.program,
      why: 'A policy of this server holds PowerShell in ConstrainedLanguage mode',
    });
  const held: LabServer = await labServer(undefined, server.state.root);
  const place = { ...held.place, shell: { ...held.place.shell, run } };
  const applied = await applyPlan({
    place,
    state: server.state,
    order: server.order,
    plan: good.document,
    stop: never,
    listen: () => undefined,
    listenToReadings: () => undefined,
  });
  expect(applied).toMatchObject({
    ok: false,
    failure: { code: 'rights.missing', what: 'PowerShell may not run the commands of Kerbwise here' },
  });
});

describe('an administrator who may not write service principal names', () => {
  test('finds them marked for the directory team, and a plan with them is refused with the way to leave them out', async () => {
    const server = await serverWhere(DEFAULT_FAULTS, noDomainAdmin);
    const planned = await server.plan();
    expect(groundOf(planned)).toEqual(['information ground.directory-rights']);
    const applied = await tryToApply(server, planned);
    expect(applied).toMatchObject({
      ok: false,
      failure: {
        code: 'rights.missing',
        next: 'Hand them over with kerbwise export --as handover, or in the window, and plan the rest with --only app-pool-credentials,windows-authentication,auth-persistence',
      },
    });
  });

  test('can apply the rest', async () => {
    const server = await serverWhere(DEFAULT_FAULTS, noDomainAdmin);
    const order = { ...server.order, only: ['auth-persistence'] };
    const { document } = await server.plan(order);
    const quiet = { listen: () => undefined, listenToReadings: () => undefined };
    const applied = await applyPlan({ ...quiet, place: server.place, state: server.state, order, plan: document, stop: never });
    expect(applied).toMatchObject({ ok: true, value: { verified: true } });
  });
});

test('a shared configuration is told, and no change of IIS is offered', async () => {
  const server = await serverWhere(
    ['ntlm-first'],
    (text) => text.replace(/<configurationRedirection[^>]*>/, '<configurationRedirection enabled="true" path="\\\\files\\iis" />'),
    'redirection.config',
  );
  const planned = await server.plan();
  expect(groundOf(planned)).toEqual(['information ground.shared-configuration']);
  expect(planned.document.changes).toEqual([]);
  expect(planned.document.withheld).toContainEqual(expect.objectContaining({ why: expect.stringContaining('every server of the farm') }));
});

test('a locked setting is found before anything runs, and its change is not offered', async () => {
  const server = await serverWhere(
    ['persistence-off'],
    (text) => text.replace(/<windowsAuthentication (?=enabled="false")/, '<windowsAuthentication lockAttributes="authPersistNonNTLM" '),
    'applicationHost.config',
  );
  const { document } = await server.plan();
  expect(document.changes).toEqual([]);
  expect(document.withheld).toContainEqual(expect.objectContaining({ why: expect.stringContaining('locked') }));
});

describe('a Windows that waits for a restart', () => {
  test.each([
    ['Component Based Servicing\\RebootPending', 'an installed part of Windows'],
    ['WindowsUpdate\\Auto Update\\RebootRequired', 'an update of Windows'],
  ])('is told from %s', async (key, sign) => {
    const server = await serverWhere(['healthy'], withKey(`${CURRENT_VERSION}\\${key}`));
    const planned = await server.plan();
    expect(planned.document.findings).toMatchObject([{ id: 'ground.restart-pending', severity: 'information', evidence: sign }]);
  });

  test('is told from a new name of the computer', async () => {
    const server = await serverWhere(['healthy'], (machine) =>
      machine.replace(/("NV Hostname",\s+"type": "REG_SZ",\s+"value": )"SMP01"/, '$1"SMP02"'),
    );
    const { document } = await server.plan();
    expect(document.findings).toMatchObject([{ id: 'ground.restart-pending', evidence: 'a new name of the computer, SMP02' }]);
  });

  test('does not unsettle a plan that was made before', async () => {
    const server = await serverWith('persistence-off');
    const planned = await server.plan();
    const path = join(server.state.lab, 'machine.json');
    await writeFile(path, withKey(`${CURRENT_VERSION}\\Component Based Servicing\\RebootPending`)(await readFile(path, 'utf8')));
    const again = await server.plan();
    expect(again.document.findings.length).toBe(planned.document.findings.length + 1);
    expect(again.document.planId).toBe(planned.document.planId);
  });
});

test('what could not be read of the ground is said, and makes no server unhealthy', async () => {
  const server = await serverWith('healthy');
  const { shell } = server.place;
  const run = async (command: Command, signal: AbortSignal) =>
    command.program === 'reg' && command.args[1]?.includes('CurrentVersion')
      ? { ok: true as const, value: { exitCode: 1, stdout: '', stderr: 'FEHLER: Zugriff verweigert\r\n' } }
      : shell.run(command, signal);
  const other = { ...server.place, shell: { ...shell, run } };
  const { planServer } = await import('../../src-main/core/plan-server.ts');
  const planned = await planServer(other, server.order, never, () => undefined);
  expect(planned.ok && planned.value.document).toMatchObject({
    findings: [{ id: 'ground.not-read', severity: 'information' }],
    notChecked: [],
  });
});
