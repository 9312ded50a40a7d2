/**
 * A program of the test: applies or takes back a plan on the practice server in a folder, and kills itself at one point.
 * The points are counted: before, in the middle of, and after every write of the journal and of its head, every command, and every
 * change of the server's own files. The product knows nothing of it: only what Node offers it is wrapped here.
 *
 * Words: STATE-FOLDER `apply PLAN-FILE` or `undo PLAN-ID`, and the number of the point; 0 kills nowhere and prints how many there are.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

const [folder = '', what = '', named = '', at = '0'] = process.argv.slice(2);
const wanted = Number(at);
const points: string[] = [];

function point(name: string): void {
  points.push(name);
  if (points.length === wanted) process.kill(process.pid, 'SIGKILL');
}

/** Half of what is written reaches the disk before the kill. */
async function wrapWrites(): Promise<void> {
  const probe = await files.open(process.execPath, 'r');
  const handles: object = Object.getPrototypeOf(probe);
  await probe.close();
  const { appendFile, write, datasync } = probe;
  Reflect.set(handles, 'appendFile', async function (this: files.FileHandle, text: string) {
    point('before a line of the journal');
    if (points.length + 1 === wanted) await appendFile.call(this, text.slice(0, Math.floor(text.length / 2)));
    point('in the middle of a line of the journal');
    await appendFile.call(this, text);
    point('after a line of the journal, not yet flushed');
  });
  Reflect.set(handles, 'write', async function (this: files.FileHandle, text: string, position: number) {
    point('before the head of the journal');
    if (points.length + 1 === wanted) await write.call(this, text.slice(0, 30), position);
    point('in the middle of the head of the journal');
    return write.call(this, text, position);
  });
  Reflect.set(handles, 'datasync', async function (this: files.FileHandle) {
    await datasync.call(this);
    point('after a flush of the journal or its head');
  });
  const { rename } = files;
  files.rename = async (from, to) => {
    const isServer = String(to).includes(join(folder, 'lab'));
    if (isServer) point('in the middle of a command, before it took effect');
    await rename(from, to);
    if (isServer) point('in the middle of a command, after it took effect');
  };
  syncBuiltinESMExports();
}

await wrapWrites();
const { windowsPrograms } = await import('../../flows/model/command.ts');
const { commandText } = await import('../../flows/model/command-text.ts');
const { ALL_STEPS } = await import('../../flows/steps/all-steps.ts');
const { applyPlan } = await import('../../src-main/core/apply-changes.ts');
const { stateFolder } = await import('../../src-main/core/state-folder.ts');
const { undoRun } = await import('../../src-main/core/undo-changes.ts');
const { labShell } = await import('../../src-main/lab/lab.ts');
const { findJournal } = await import('../../src-main/session/find-journal.ts');

const state = stateFolder(folder);
const programs = windowsPrograms('C:\\Windows');
const inner = labShell(state.lab);
const shell: typeof inner = {
  ...inner,
  run: async (command, signal) => {
    if (command.effect === 'read') return inner.run(command, signal);
    point('before a command');
    const text = commandText(command, programs);
    // A witness of its own: what it names was given to the server, whatever the journal says.
    appendFileSync(join(folder, 'witness'), `${text.ok ? text.value : ''}\n`);
    const ran = await inner.run(command, signal);
    point('after a command');
    return ran;
  },
};
const everyStep = ALL_STEPS.map(({ id }) => id);
const common = {
  place: { shell, programs, systemRoot: 'C:\\Windows' },
  state,
  listen: () => undefined,
  listenToReadings: () => undefined,
};

if (what === 'apply') {
  const order = {
    kind: 'lab' as const,
    choices: { applications: [], names: [] },
    scenario: 'everything',
    look: everyStep,
    only: everyStep,
  };
  const plan = JSON.parse(readFileSync(named, 'utf8'));
  const applied = await applyPlan({ ...common, order, plan, stop: new AbortController().signal });
  if (!applied.ok || !applied.value.verified) throw new Error(JSON.stringify(applied));
} else {
  const journal = await findJournal(state, named);
  if (!journal.ok) throw new Error('no journal');
  const undone = await undoRun({ ...common, kind: 'lab', journal: journal.value, planId: named });
  if (!undone.ok) throw new Error(JSON.stringify(undone));
}
process.stdout.write(`${JSON.stringify(points)}\n`);
