import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import type { Place } from '../../src-main/core/discover.ts';
import { type PlannedServer, type PlanOrder, planServer } from '../../src-main/core/plan-server.ts';
import { type StateFolder, stateFolder } from '../../src-main/core/state-folder.ts';
import { labShell, openLab, showLab } from '../../src-main/lab/lab.ts';

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

/** A lab in a folder of its own, and what a test does with it. */
export interface LabServer {
  readonly place: Place;
  readonly state: StateFolder;
  readonly order: PlanOrder;
  plan(order?: Partial<PlanOrder>): Promise<PlannedServer>;
  show(): Promise<object>;
  remove(): Promise<void>;
}

/** In: the faults to make it with, none named = the server that is there; the folder, default: a new one. */
export async function labServer(faults: readonly string[] | undefined, named?: string): Promise<LabServer> {
  const folder = named ?? (await mkdtemp(join(tmpdir(), 'kerbwise-test-')));
  const state = stateFolder(folder);
  const lab = await openLab(state.lab, faults);
  if (!lab.ok) throw new Error(JSON.stringify(lab.failure));
  const place: Place = { shell: labShell(state.lab), programs: windowsPrograms('C:\\Windows'), systemRoot: 'C:\\Windows' };
  const order: PlanOrder = {
    kind: 'lab',
    choices: { applications: [], names: [] },
    scenario: 'everything',
    look: EVERY_STEP,
    only: EVERY_STEP,
  };
  return {
    place,
    state,
    order,
    plan: async (changed = {}) => {
      const planned = await planServer(place, { ...order, ...changed }, new AbortController().signal, () => undefined);
      if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
      return planned.value;
    },
    show: async () => {
      const shown = await showLab(state.lab);
      if (!shown.ok) throw new Error(JSON.stringify(shown.failure));
      return shown.value;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The same for one test, after which it is removed. */
export async function serverWith(...faults: readonly string[]): Promise<LabServer> {
  const server = await labServer(faults);
  onTestFinished(() => server.remove());
  return server;
}
