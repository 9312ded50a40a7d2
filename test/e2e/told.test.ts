import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kerbwise } from './kerbwise.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}/applicationHost.config`, import.meta.url));
const [SMP_SERVER, HOSTING_SERVER] = [fixture('smp-server'), fixture('hosting-server')];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-told-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onLab = (target: string, ...args: readonly string[]) => kerbwise([...args, '--target', target, '--state', folder]);

/** Plans on the lab. Out: the file of the plan, and its id. */
async function planned(target: string): Promise<{ readonly file: string; readonly planId: string }> {
  const file = join(folder, 'plan.json');
  await onLab(target, 'plan', '--out', file);
  return { file, planId: JSON.parse(await readFile(file, 'utf8')).planId };
}

describe('what no longer fits', () => {
  test('a plan that no longer fits is told in one line, and each kind of difference once below it', async () => {
    const { file, planId } = await planned('lab:spn-missing');
    const { exit, stderr } = await onLab('lab:ntlm-first,persistence-off', 'apply', '--plan', file, '--confirm', planId);
    const [first = '', ...others] = stderr.trim().split('\n');
    expect(exit).toBe(1);
    expect(first).toMatch(/no longer as it was when the plan was made; nothing was run: .* and \d+ other differences\. Make a new plan/);
    expect(others.filter((line) => line.includes('windows authPersistNonNTLM was true and is now false'))).toHaveLength(1);
    expect(others.length).toBeLessThan(15);
    expect(Math.max(...[first, ...others].map(({ length }) => length))).toBeLessThan(400);
  });

  test('a damaged journal of another server is told, and this server is verified all the same', async () => {
    const { file, planId } = await planned('lab:ntlm-first');
    await onLab('lab', 'apply', '--plan', file, '--confirm', planId);
    const journals = join(folder, 'journals');
    const [name = ''] = (await readdir(journals)).filter((one) => one.endsWith('.jsonl'));
    const text = await readFile(join(journals, name), 'utf8');
    await writeFile(join(journals, 'other.jsonl'), `${text.replaceAll('SMP01.contoso.com', 'SMP77.contoso.com')}nothing\n`);
    const other = await onLab('lab', 'verify');
    expect(other).toMatchObject({ exit: 0, stdout: expect.stringContaining('Nothing has changed since') });
    expect(other.stderr).toContain('other.jsonl is damaged');
    await writeFile(join(journals, 'ours.jsonl'), `${text}nothing\n`);
    const ours = await onLab('lab', 'verify');
    expect(ours).toMatchObject({ exit: 1, stdout: expect.stringContaining('Nothing has changed since') });
    expect(ours.stderr).toContain('ours.jsonl could not be read');
  });
});

describe('sights that need no change', () => {
  const sight = (target: string, scenario: string) => onLab(target, 'check', '--scenario', scenario);

  test.each(['firewall-shows-service-account', 'kerberos-then-ntlm'])('%s is answered by the newest logs', async (scenario) => {
    const healthy = await sight('lab:healthy', scenario);
    expect(healthy).toMatchObject({ exit: 0, stdout: expect.stringContaining('No sign-in failed in the newest logs') });
    const failing = await sight('lab:persistence-off', scenario);
    expect(failing).toMatchObject({ exit: 2, stdout: expect.stringContaining('"request level authentication is not supported"') });
    expect(failing.stdout).toContain('--scenario everything looks for the cause');
    const plan = await onLab('lab:persistence-off', 'plan', '--scenario', scenario);
    expect(plan).toMatchObject({ exit: 2, stdout: expect.stringContaining('No change is offered.') });
    const unread = await kerbwise(['check', '--target', `evidence:${SMP_SERVER}`, '--scenario', scenario]);
    expect(unread).toMatchObject({ exit: 1, stdout: expect.stringMatching(/The newest log of .* is not in the evidence/) });
  });
});

describe('evidence', () => {
  test('with nothing in scope nothing is judged, and no exit code says that it is right', async () => {
    const { exit, stderr } = await kerbwise(['check', '--target', `evidence:${HOSTING_SERVER}`]);
    expect(exit).toBe(1);
    expect(stderr).toContain('no application is in scope, so nothing was judged');
  });
});

describe('what is handed over, and what is revealed', () => {
  test('moves that are not planned stand on a page of their own, and nobody’s page is written over', async () => {
    const { file } = await planned('lab:spn-in-other-domain');
    const out = join(folder, 'for the directory team');
    const hand = (plan: string) => kerbwise(['export', '--plan', plan, '--as', 'handover', '--out', out, '--state', folder]);
    expect(await hand(file)).toMatchObject({ exit: 0, stdout: `${out}\n` });
    expect(await readdir(out)).toEqual(['hand-over.md']);
    const page = await readFile(join(out, 'hand-over.md'), 'utf8');
    expect(page).toContain('## Not planned by Kerbwise; for you to decide');
    expect(page).toMatch(/setspn\.exe '-D' HTTP\/smp SALES\\svc-portal/);
    expect(await hand(file)).toMatchObject({ exit: 0 });
    await writeFile(join(out, 'hand-over.md'), `${page}\nApproved by Carla.\n`);
    expect(await hand(file)).toMatchObject({ exit: 1, stderr: expect.stringContaining('is there already and holds something else') });
    const nothing = await planned('lab:firefox-trust');
    expect((await hand(nothing.file)).stderr).toMatch(/nothing to hand over: this plan changes nothing.*why no change is offered/);
  });

  test('reveals no lab that is not there, and lists faults whatever the state folder', async () => {
    expect(await kerbwise(['lab', 'reveal', '--state', join(folder, 'none')])).toMatchObject({ exit: 1, stdout: '' });
    expect(await readdir(folder)).toEqual([]);
    expect(await kerbwise(['lab', 'list', '--state', folder])).toMatchObject({ exit: 0 });
    expect(await readdir(folder)).toEqual([]);
  });
});
