import fc from 'fast-check';
import { editCommand } from '../../flows/changes/edit-command.ts';
import { serverWithFaults } from '../../src-main/lab/faults/all-faults.ts';
import { LAB_FAULTS } from '../../src-main/lab/lab.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { runTool } from '../../src-main/lab/run-tool.ts';
import { anyServer } from './any-server.ts';
import { choicesOf, serverState } from './server-state.ts';
import { type TrueServer, trueServer } from './spoiled-server.ts';

const SMALL_SERVERS = 100;

/** The lab, healthy and with each of its faults; small servers of all kinds, as they are and once more after their plan has mended them. */
export async function trueServers(): Promise<readonly TrueServer[]> {
  const none = { applications: [], names: [] };
  const labs = [[], ...LAB_FAULTS.map(({ id }) => [id])].map((faults) =>
    trueServer(faults.join() || 'healthy', serverWithFaults(faults), none),
  );
  const sketches = fc
    .sample(anyServer, { numRuns: SMALL_SERVERS, seed: 1 })
    .filter(({ switches }) => switches.elevated && switches.configurationWritable && switches.mayWrite === 'all');
  const small = await Promise.all(sketches.map((sketch, at) => trueServer(`small server ${at}`, serverState(sketch), choicesOf(sketch))));
  const changed = small.filter(({ truth }) => truth.plan.changes.length > 0);
  const mended = changed.map((server) => trueServer(`${server.title}, mended`, mendedState(server), server.order.choices));
  return [...small, ...(await Promise.all([...mended, ...labs]))];
}

function mendedState({ state, truth }: TrueServer): LabState {
  return truth.plan.changes.reduce((now, { edit }) => {
    const command = editCommand(edit);
    return command.ok ? runTool(now, command.value.program, command.value.args).state : now;
  }, state);
}
