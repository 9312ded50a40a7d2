import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectorScript, furtherScript } from '../../flows/collector/collector-script.ts';
import { windowsPrograms } from '../../flows/model/command.ts';
import { SCRIPTS } from '../../flows/scripts/all-scripts.ts';
import type { Choices } from '../../flows/server/facts.ts';
import { discover, missingReadings } from '../../src-main/core/discover.ts';
import type { PlannedServer } from '../../src-main/core/plan-server.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import { openEvidence } from '../../src-main/evidence/evidence-shell.ts';
import { type LabServer, labServer } from '../flow/lab-server.ts';
import { labPrograms } from './lab-programs.ts';

/** A lab that was collected by the real script in the real engine. */
export interface CollectedServer {
  readonly server: LabServer;
  /** What the collector printed. */
  readonly printed: string;
  /** The folder with the zip of each round. */
  readonly rounds: string;
  /** A folder around everything. */
  readonly around: string;
  /** How many times the server was visited. */
  readonly visits: number;
  remove(): Promise<void>;
}

export interface CollectOrder {
  readonly choices?: Choices;
  /** What the session runs before the collector: a policy, a stand-in for a cmdlet. */
  readonly before?: string;
  /** Scripts as they are, instead of stand-ins that answer in their place. */
  readonly scripts?: boolean;
  /** Without further rounds. */
  readonly onlyOne?: boolean;
}

/** Runs the collector as a user would, on a lab with these faults, and further rounds as long as one is offered. */
export async function collect(engine: string, faults: readonly string[], order: CollectOrder = {}): Promise<CollectedServer> {
  const server = await labServer(faults);
  const stand = await labPrograms(server.state.lab);
  const around = await mkdtemp(join(tmpdir(), 'kerbwise collected '));
  const rounds = join(around, 'rounds');
  await mkdir(rounds);
  const choices = order.choices ?? server.order.choices;
  const files = await serverFiles(server, join(around, 'files'), choices);
  const programs = order.scripts ? { ...stand.programs, ...SCRIPTS } : stand.programs;
  const visit = async (text: string, number: number) => {
    const script = join(around, `kerbwise-collect-${number}.ps1`);
    await writeFile(script, text);
    return run(engine, `${order.before ?? ''}& '${script}' -Out '${join(rounds, `round-${number}`)}'\n`, files);
  };
  const printed = await visit(collectorScript(choices, programs), 1);
  let visits = 1;
  for (;;) {
    const evidence = await openEvidence(rounds);
    if (!evidence.ok) throw new Error(JSON.stringify([evidence.failure, printed]));
    const place = { shell: evidence.value.shell, systemRoot: evidence.value.systemRoot, programs: windowsPrograms('C:\\Windows') };
    const missing = order.onlyOne ? [] : await missingReadings(place, choices);
    if (missing.length === 0) break;
    visits++;
    if (visits > MOST_VISITS) throw new Error(`still missing after ${MOST_VISITS} rounds: ${JSON.stringify(missing)}`);
    await visit(furtherScript(missing, choices, programs), visits);
  }
  return {
    server,
    printed,
    rounds,
    around,
    visits,
    remove: async () => {
      await Promise.all([server.remove(), stand.remove(), rm(around, { recursive: true, force: true })]);
    },
  };
}

const MOST_VISITS = 4;

/** Every file that the server has, under its Windows path as a name: .NET finds it where the session's own folder is this one. */
async function serverFiles(server: LabServer, folder: string, choices: Choices): Promise<string> {
  await mkdir(folder);
  const asked: string[] = [];
  const { shell } = server.place;
  const listening = {
    ...server.place,
    shell: {
      ...shell,
      readFile: (...[path, signal]: Parameters<typeof shell.readFile>) => {
        asked.push(path);
        return shell.readFile(path, signal);
      },
    },
  };
  await discover(listening, choices, never, () => undefined);
  for (const path of asked) {
    const text = await shell.readFile(path, never);
    if (text.ok) await writeFile(join(folder, path), text.value);
  }
  return folder;
}

function run(engine: string, input: string, cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, SystemRoot: 'C:\\Windows', COMPUTERNAME: 'SMP01', USERDOMAIN: 'CONTOSO', USERNAME: 'smpadmin' };
    const child = spawn(engine, [], { cwd, env, stdio: 'pipe' });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => (printed += part));
    child.once('error', reject).once('close', () => resolve(printed));
    child.stdin.end(input);
  });
}

/** Judges evidence as the terminal does. */
export async function planEvidence(
  path: string,
  { order }: LabServer,
  choices: Choices = order.choices,
): Promise<PlannedServer & { readonly notes: readonly string[] }> {
  const evidence = await openEvidence(path);
  if (!evidence.ok) throw new Error(JSON.stringify(evidence.failure));
  const { shell, systemRoot, notes } = evidence.value;
  const planned = await planServer(
    { shell, systemRoot, programs: windowsPrograms(systemRoot) },
    { ...order, choices, kind: 'evidence' },
    never,
    () => undefined,
  );
  if (!planned.ok) throw new Error(JSON.stringify(planned.failure));
  return { ...planned.value, notes };
}

const never = new AbortController().signal;
