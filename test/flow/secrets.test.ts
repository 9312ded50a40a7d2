import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { AdminEvent, WizardView } from '../../flows/bridge/contract.ts';
import type { Command, CommandOutput } from '../../flows/model/command.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { succeed } from '../../flows/model/result.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import { PLANTED_PASSWORD } from '../../src-main/lab/appcmd/secret.ts';
import { DEFAULT_FAULTS } from '../../src-main/lab/lab.ts';
import { serveLoopback } from '../../src-main/loopback/host.ts';
import { openLogsDesk } from '../../src-main/session/logs-desk.ts';
import { startSession } from '../../src-main/session/session.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, labServer } from './lab-server.ts';

const ENCRYPTED = '[enc:IISWASOnlyCngProvider:UExBTlRFRC1lbmNyeXB0ZWQ=:enc]';
/** What must never be seen, plain, as base64, or percent-encoded. */
const SECRETS = [
  PLANTED_PASSWORD,
  Buffer.from(PLANTED_PASSWORD).toString('base64').slice(0, 20),
  encodeURIComponent(PLANTED_PASSWORD),
  'UExBTlRFRC1lbmNyeXB0ZWQ=',
];
/** As Windows programs, configuration files and connection strings write one. */
const LEAKS = [
  `  password:"${PLANTED_PASSWORD}"`,
  `<processModel identityType="SpecificUser" userName="CONTOSO\\svc-smp" password="${PLANTED_PASSWORD}" />`,
  `[processModel.password]: ${PLANTED_PASSWORD}`,
  `Data Source=SQL01;User Id=sa;Password=${PLANTED_PASSWORD};Pwd=${PLANTED_PASSWORD}`,
  `"password": "${PLANTED_PASSWORD}"`,
  `<password>${PLANTED_PASSWORD}</password>`,
  `connectionString="${ENCRYPTED}"`,
  ENCRYPTED,
];
const searched = { texts: 0, bytes: 0 };
const closing: (() => Promise<unknown>)[] = [];
let terminal: Awaited<ReturnType<typeof buildProgram>>;

beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await terminal.remove();
  console.log(
    `secrets: ${SECRETS.length} shapes of ${LEAKS.length} planted kinds in ${searched.texts} texts, ${searched.bytes} bytes: none found`,
  );
});

test('nothing that the terminal prints, writes or reports holds a password of the server', async () => {
  const server = await plantedServer();
  const state = ['--state', server.state.root];
  const texts: string[] = [];
  const run = async (...words: readonly string[]) => texts.push(await runTerminal([...words]));
  const { document } = await server.plan();
  const plan = join(server.state.root, 'plan.json');
  await run('check', '--target', 'lab', ...state);
  await run('check', '--target', 'lab', '--json', ...state);
  await run('plan', '--target', 'lab', '--json', '--out', plan, ...state);
  await run('apply', '--target', 'lab', '--plan', plan, '--confirm', document.planId, ...state);
  await run('verify', '--target', 'lab', '--json', ...state);
  await run('undo', '--target', 'lab', '--confirm', document.planId, ...state);
  expect(texts[3]).toContain('changes made');
  const journals = await readdir(server.state.journals);
  const journal = join(server.state.journals, journals.find((name) => name.endsWith('.jsonl')) ?? '');
  for (const form of ['html', 'markdown', 'json']) await run('report', '--journal', journal, '--as', form);
  await run('lab', 'show', ...state);
  expectNoSecret(texts);
  expectNoSecret(await filesOf(server));
});

test.each(['every command', 'changes only', 'refused changes'] as const)(
  'a server that prints passwords in the answer of %s makes no view, journal, report or saved wizard tell them',
  async (where) => {
    const server = await plantedServer();
    const notes: string[] = [];
    const shell = leaky(server.place.shell, where);
    const session = await startSession({
      target: { kind: 'lab', label: 'Practice lab', place: { ...server.place, shell }, canApply: true, applyRefusal: '', notes: [] },
      state: server.state,
      choices: { applications: [], names: [] },
      note: (text) => notes.push(text),
    });
    closing.push(() => session.close());
    const window = await openWindow({
      ...session.bridge,
      logs: openLogsDesk([], session.knownPlace),
      open: () => undefined,
      prescriptions: session.prescriptions,
    });
    await walk(window, where);
    const reports = await Promise.all(['html', 'markdown', 'json'].map((form) => window.ask(`/report?as=${form}`)));
    await session.close();
    expect(window.bytes().length).toBeGreaterThan(10_000);
    expectNoSecret([window.bytes(), ...reports, ...notes]);
    expectNoSecret(await filesOf(server));
  },
  300_000,
);

test.each(LEAKS)('a failure whose program printed %j tells none of it', (leak) => {
  const failed: Failure = { code: 'command.failed', command: 'appcmd.exe list apppool', exitCode: 5, stdout: leak, stderr: leak };
  const unreadable: Failure = { code: 'output.unreadable', reading: 'setspn -L', why: leak, raw: leak };
  expectNoSecret([failed, unreadable].map((failure) => JSON.stringify(describeFailure(failure))));
});

test('the search finds a planted password: it can fail', () => {
  expect(() => expectNoSecret([`x ${PLANTED_PASSWORD}`])).toThrow();
  expect(() => expectNoSecret([ENCRYPTED])).toThrow();
});

/** The practice server with passwords in every file that Kerbwise reads. */
async function plantedServer(): Promise<LabServer> {
  const server = await labServer(DEFAULT_FAULTS);
  closing.push(server.remove);
  const config = join(server.state.lab, 'applicationHost.config');
  const text = await readFile(config, 'utf8');
  const planted = `<connectionStrings><add name="x" connectionString="Data Source=SQL01;Password=${PLANTED_PASSWORD}" /><add name="y" connectionString="${ENCRYPTED}" /></connectionStrings>
  <!-- password="${PLANTED_PASSWORD}" -->`;
  const pool = `<add name="Planted"><processModel identityType="SpecificUser" userName="CONTOSO\\\\svc-x" password="${PLANTED_PASSWORD}" /></add>`;
  await writeFile(
    config,
    text
      .replace('<applicationPools>', () => `<applicationPools>${pool}`)
      .replace('<system.webServer>', () => `${planted}\n<system.webServer>`),
  );
  const webs = join(server.state.lab, 'web-configs.json');
  const configs: unknown = JSON.parse(await readFile(webs, 'utf8'));
  const all = Object.entries(typeof configs === 'object' && configs !== null ? configs : {}).map(([path, web]) => [
    path,
    String(web).replace('<configuration>', `<configuration>${planted}`),
  ]);
  await writeFile(webs, JSON.stringify(Object.fromEntries(all)));
  return server;
}

/** Every line that could tell a password is put to what the program says. */
function leaky(shell: Shell, where: 'every command' | 'changes only' | 'refused changes'): Shell {
  const leak = LEAKS.map((line) => `${line}\r\n`).join('');
  return {
    ...shell,
    run: async (command: Command, signal: AbortSignal) => {
      const ran = await shell.run(command, signal);
      const isHere = where === 'every command' ? !['reg', 'whoami'].includes(command.program) : command.effect === 'change';
      if (!ran.ok || !isHere) return ran;
      const said: CommandOutput = {
        ...ran.value,
        stdout: `${ran.value.stdout}${leak}`,
        stderr: where === 'refused changes' ? leak : ran.value.stderr,
      };
      return succeed(where === 'refused changes' ? { ...said, exitCode: 5 } : said);
    },
  };
}

/** Through every step with every change, and back. */
async function walk(window: Window, where: string): Promise<void> {
  await window.send({ type: 'mode.chosen', mode: 'apply' });
  await window.send({ type: 'scenario.chosen', scenarioId: 'everything' });
  await window.send({ type: 'discovery.started' });
  for (let round = 0; round < 12; round++) {
    const view = await window.settled();
    if (view.phase !== 'step' || view.step === null) break;
    const { stage, planId } = view.step;
    if (stage === 'reviewing' && planId !== null && where !== 'every command') {
      await window.send({ type: 'plan.reviewed', planId });
      await window.send({ type: 'plan.confirmed', planId });
      const done = await window.settled();
      if (where === 'refused changes' && done.step?.undoPlanId) {
        await window.send({ type: 'undo.confirmed', planId: done.step.undoPlanId });
        await window.settled();
      }
    }
    await window.send({ type: 'step.next' });
  }
  const last = await window.settled();
  expect(last.phase).toBe('report');
  if (last.report?.undoPlanId) await window.send({ type: 'undo.confirmed', planId: last.report.undoPlanId });
  await window.settled();
}

interface Window {
  send(event: AdminEvent): Promise<void>;
  /** Waits until nothing runs. */
  settled(): Promise<WizardView>;
  ask(path: string): Promise<string>;
  /** Every byte that was sent to the window. */
  bytes(): string;
}

/** A window as a browser is: through the loopback host. */
async function openWindow(bridge: Parameters<typeof serveLoopback>[0]['bridge']): Promise<Window> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise-window-'));
  await writeFile(join(folder, 'index.html'), '');
  const host = await serveLoopback({ bridge, rendererFolder: folder, host: '127.0.0.1' });
  const { origin, pathname, search } = new URL(host.url);
  let sent = '';
  const call = (
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<{ readonly text: string; readonly cookie: string }> =>
    new Promise((resolve, reject) => {
      const asked = request(origin, { path, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
        let text = '';
        const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part;
          if (path === '/events') sent += part;
        });
        answer.on('end', () => resolve({ text, cookie }));
        answer.on('error', reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });
  const { cookie } = await call(pathname + search, {});
  call('/events', { cookie }).catch(() => undefined); // it ends with the host
  closing.push(async () => {
    await host.close();
    await rm(folder, { recursive: true });
  });
  const pause = () => new Promise((resolve) => setTimeout(resolve, 60));
  const newest = (): WizardView =>
    JSON.parse(
      sent
        .split('\n\n')
        .slice(0, -1) // what comes after the last end is not whole yet
        .findLast((part) => part.startsWith('data: '))
        ?.slice(6) ?? 'null',
    );
  const isBusy = ({ phase, discovery, step, failure }: WizardView) =>
    (phase === 'discovery' && !discovery.stopped && failure === null) ||
    ['probing', 'applying', 'verifying', 'undoing'].includes(step?.stage ?? '');
  return {
    send: async (event) => {
      await call('/send', { cookie, origin, 'content-type': 'application/json' }, JSON.stringify(event));
      await pause();
    },
    settled: async () => {
      await pause();
      for (let waited = 0; isBusy(newest()); waited++) {
        if (waited > 500) throw new Error(`it does not settle: ${JSON.stringify(newest()).slice(0, 2_000)}`);
        await pause();
      }
      return newest();
    },
    ask: async (path) => (await call(path, { cookie })).text,
    bytes: () => sent,
  };
}

async function runTerminal(words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [terminal.file, ...words], { maxBuffer: 64 * 1024 * 1024 }).catch(
    (error: unknown) => {
      const text = (name: string) => (typeof error === 'object' && error !== null ? String(Reflect.get(error, name)) : '');
      return { stdout: text('stdout'), stderr: text('stderr') };
    },
  );
  return stdout + stderr;
}

/** Every file of the state folder but those of the practice server itself, which has to hold its own passwords. */
async function filesOf(server: LabServer): Promise<readonly string[]> {
  const entries = await readdir(server.state.root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !join(entry.parentPath, entry.name).startsWith(server.state.lab));
  expect(files.length).toBeGreaterThan(0);
  return Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')));
}

function expectNoSecret(texts: readonly string[]): void {
  for (const text of texts) {
    searched.texts++;
    searched.bytes += Buffer.byteLength(text);
    for (const secret of SECRETS) {
      const at = text.indexOf(secret);
      expect(at < 0 ? '' : text.slice(Math.max(0, at - 200), at + 60)).toBe('');
    }
  }
}
