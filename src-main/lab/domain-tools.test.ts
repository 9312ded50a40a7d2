import { expect, test } from 'vitest';
import { readChannel, readClock, readController, readPorts } from '../../flows/probes/domain.ts';
import type { LabState } from './lab-state.ts';
import { runTool } from './run-tool.ts';
import { HEALTHY_SERVER } from './server/healthy-server.ts';

const AWAY: LabState = { ...HEALTHY_SERVER, machine: { ...HEALTHY_SERVER.machine, directoryReachable: false } };
const CLOCK = ['/stripchart', '/computer:DC01.contoso.com', '/samples:1', '/dataonly'];

function clockOf(clockAheadSeconds: number) {
  const state = { ...HEALTHY_SERVER, network: { ...HEALTHY_SERVER.network, clockAheadSeconds } };
  return readClock(runTool(state, 'w32tm', CLOCK).output.stdout);
}

test('the controller is named where the directory answers, and none is where it does not', () => {
  const read = (state: LabState) => readController(runTool(state, 'nltest', ['/dsgetdc:']).output.stdout);
  expect(read(HEALTHY_SERVER)).toEqual({ ok: true, value: { name: 'DC01.contoso.com', globalCatalog: true } });
  expect(read(AWAY)).toEqual({ ok: true, value: null });
});

test('the channel worked, or failed for want of a controller', () => {
  const read = (state: LabState) => readChannel(runTool(state, 'nltest', ['/query']).output.stdout);
  expect(read(HEALTHY_SERVER)).toMatchObject({ value: { code: 0 } });
  expect(read(AWAY)).toMatchObject({ value: { code: 1311, name: 'ERROR_NO_LOGON_SERVERS' } });
});

test('the clock is as far ahead as the lab says, either way, and silent for a host that is none', () => {
  expect([clockOf(420), clockOf(-181), clockOf(0)].map((read) => read.ok && Math.round(read.value))).toEqual([420, -181, 0]);
  expect(readClock(runTool(HEALTHY_SERVER, 'w32tm', ['/stripchart', '/computer:nobody']).output.stdout).ok).toBe(false);
});

test('a port is open, refused, or of a host that is not found', () => {
  const closed = {
    ...HEALTHY_SERVER,
    network: { ...HEALTHY_SERVER.network, controller: { ...HEALTHY_SERVER.network.controller, closedPorts: [389] } },
  };
  expect(readPorts(runTool(closed, 'ports', ['DC01.contoso.com', '88', '389']).output.stdout)).toMatchObject({
    value: [{ state: 'open' }, { state: 'closed' }],
  });
  expect(readPorts(runTool(closed, 'ports', ['nobody', '88']).output.stdout).ok).toBe(false);
});

test('a service that is not there is told by the exit code', () => {
  expect(runTool(HEALTHY_SERVER, 'sc', ['query', 'AppHostSvc']).output.exitCode).toBe(0);
  expect(runTool(HEALTHY_SERVER, 'sc', ['query', 'Nobody']).output.exitCode).toBe(1060);
});

test.each([
  ['nltest', ['/sc_reset:contoso.com']],
  ['w32tm', ['/resync']],
  ['sc', ['stop', 'AppHostSvc']],
] as const)('%s %j changes nothing', (program, args) => {
  const ran = runTool(HEALTHY_SERVER, program, args);
  expect(ran.output.exitCode).not.toBe(0);
  expect(ran.state).toBe(HEALTHY_SERVER);
});
