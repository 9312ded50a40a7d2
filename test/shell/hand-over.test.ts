import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { handOverOf } from '../../flows/handover/hand-over.ts';
import { handOverScript } from '../../flows/handover/hand-over-script.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { runLabTool } from '../../src-main/lab/lab.ts';
import { labServer } from '../flow/lab-server.ts';
import { findEngine } from './engine.ts';
import { labPrograms } from './lab-programs.ts';

const engine = await findEngine();
const why = engine.missing ? ` (skipped: ${engine.missing})` : '';
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A lab with faults, the hand-over of its plan as a file, and how to run it as the directory team would. */
async function handedOver(faults: readonly string[]) {
  const server = await labServer(faults);
  const stand = await labPrograms(server.state.lab);
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise hand-over '));
  ends.push(server.remove, stand.remove, () => rm(folder, { recursive: true, force: true }));
  const place = { ...server.place, programs: stand.programs };
  const planned = await planServer(place, server.order, new AbortController().signal, () => undefined);
  if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
  const handOver = handOverOf(planned.value.document, stand.programs);
  if (!handOver.ok) throw new Error(JSON.stringify(handOver.failure));
  const script = join(folder, 'hand-over.ps1');
  await writeFile(script, handOverScript(handOver.value));
  const setspn = (...args: readonly string[]) => runLabTool(server.state.lab, 'setspn', args);
  const changing = () => stand.calls.filter(([program, what]) => program === 'setspn' && (what === '-S' || what === '-D'));
  const log = () => readFile(join(folder, `kerbwise-hand-over-${planned.value.document.planId}.log`), 'utf8').catch(() => '');
  return { server, handOver: handOver.value, run: (parameters: string) => run(`& '${script}' ${parameters}\n`), setspn, changing, log };
}

function run(input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(engine.path ?? '', [], { stdio: 'pipe' });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (printed += part));
    child.once('error', reject).once('close', () => resolve(printed));
    child.stdin.end(input);
  });
}

test.skipIf(engine.path === undefined)(
  `looks first, makes exactly the plan’s changes, finds them made, and takes them back${why}`,
  async () => {
    const { server, handOver, run, changing, log } = await handedOver(['spn-on-computer']);
    const before = await server.show();
    const steps = handOver.changes.map(({ operation, spn, account }) => ['setspn', operation === 'register' ? '-S' : '-D', spn, account]);
    expect(steps.map(([, what]) => what)).toContain('-D');

    expect(await run('')).toContain(`Would be changed: ${steps.length}, already so: 0`);
    expect(changing()).toEqual([]);
    expect(await log()).toBe('');
    expect(await server.show()).toEqual(before);

    expect(await run('-Run')).toContain(`Made: ${steps.length}, already so: 0.`);
    expect(changing()).toEqual(steps);
    expect((await server.plan()).document.findings.filter(({ id }) => id.startsWith('service-principal-names.'))).toEqual([]);
    for (const { command } of handOver.changes) expect(await log()).toContain(command);

    expect(await run('-Run')).toContain(`Made: 0, already so: ${steps.length}.`);
    expect(changing()).toEqual(steps);

    expect(await run('-Undo')).toContain(`Would be changed: ${steps.length}`);
    expect(await run('-Undo -Run')).toContain(`Made: ${steps.length}, already so: 0.`);
    expect(await server.show()).toEqual(before);
  },
  600_000,
);

test.skipIf(engine.path === undefined)(`stops at a name that somebody else has taken meanwhile, and changes nothing${why}`, async () => {
  const { handOver, run, setspn, changing } = await handedOver(['spn-missing']);
  await setspn('-S', handOver.changes[0]?.spn ?? '', 'SMP01$');
  const printed = await run('-Run');
  expect(printed).toContain('Stopped: ');
  expect(printed).toContain('which the plan does not know');
  expect(changing()).toEqual([]);
});

test.skipIf(engine.path === undefined)(`stops where a change is refused, and where nobody can be asked${why}`, async () => {
  const { server, handOver, run, changing } = await handedOver(['spn-missing']);
  const file = join(server.state.lab, 'machine.json');
  const machine = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...machine, mayWriteSpnsOf: [] }));
  const refused = await run('-Run');
  expect(refused).toContain('Stopped: setspn ended with exit code');
  expect(changing()).toEqual([['setspn', '-S', handOver.changes[0]?.spn, handOver.changes[0]?.account]]);
  await writeFile(file, JSON.stringify({ ...machine, directoryReachable: false }));
  expect(await run('-Run')).toContain('could not be looked up');
  expect(changing()).toHaveLength(1);
});
