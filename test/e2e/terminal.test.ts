import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FOUND } from '../wine/expected.ts';
import { kerbwise } from './kerbwise.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kerbwise-terminal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onLab = (...args: readonly string[]) => kerbwise([...args, '--target', 'lab', '--state', folder]);
const labState = async () => (await kerbwise(['lab', 'show', '--json', '--state', folder])).stdout;

interface Plan {
  readonly planId: string;
  readonly findings: readonly { readonly id: string }[];
  readonly changes: readonly { readonly step: string; readonly command: string; readonly undo: string }[];
}

async function plan(...args: readonly string[]): Promise<Plan> {
  return JSON.parse((await onLab('plan', '--json', ...args)).stdout);
}

describe('the main job on the command line', () => {
  test('finds the four faults and what they lead to, mends them in order, verifies, needs nothing more, and puts everything back', async () => {
    const before = await labState();
    const checked = await onLab('check', '--json');
    expect(checked.exit).toBe(2);
    const ids = new Set((JSON.parse(checked.stdout) as Plan).findings.map(({ id }) => id));
    expect(ids).toEqual(new Set(FOUND));
    expect(await labState()).toBe(before);

    const file = join(folder, 'plan.json');
    const planned = await onLab('plan', '--json', '--out', file);
    expect(planned.exit).toBe(2);
    expect(planned.stderr).toMatch(/to apply: .* --state \S+/); // else it would find another lab
    const { unfinished, ...printed } = JSON.parse(planned.stdout);
    expect({ unfinished, printed }).toEqual({ unfinished: [], printed: JSON.parse(await readFile(file, 'utf8')) });
    await writeFile(file, planned.stdout); // who keeps what was printed has the plan too
    const { planId, changes }: Plan = JSON.parse(planned.stdout);
    const order = changes.map(({ step }) => step).filter((step, at, all) => step !== all[at - 1]);
    expect(order).toEqual(['service-principal-names', 'app-pool-credentials', 'windows-authentication', 'auth-persistence']);

    expect(await onLab('apply', '--plan', file, '--confirm', planId)).toMatchObject({ exit: 0 });
    expect(await onLab('verify')).toMatchObject({ exit: 0 });
    expect(await onLab('plan', '--json')).toMatchObject({ exit: 0 });
    expect((await plan()).changes).toEqual([]);
    expect(await onLab('undo', '--confirm', planId)).toMatchObject({ exit: 0 });
    expect(await labState()).toBe(before);
  });

  test('refuses a plan that was edited, that is not the confirmed one, or whose server has changed', async () => {
    const file = join(folder, 'plan.json');
    const { planId } = await plan('--out', file);
    const before = await labState();
    expect(await onLab('apply', '--plan', file, '--confirm', '0000000000000000')).toMatchObject({ exit: 1, stdout: '' });
    const edited = join(folder, 'edited.json');
    await writeFile(edited, (await readFile(file, 'utf8')).replaceAll('svc-smp', 'svc-evil'));
    const refused = await onLab('apply', '--plan', edited, '--confirm', planId);
    expect(refused).toMatchObject({ exit: 1, stdout: '' });
    expect(refused.stderr).toContain('was edited after Kerbwise wrote it');
    expect(await labState()).toBe(before);
    await kerbwise(['lab', 'reset', '--fault', 'ntlm-first', '--state', folder]);
    const stale = await onLab('apply', '--plan', file, '--confirm', planId);
    expect(stale).toMatchObject({ exit: 1, stdout: '' });
    expect(stale.stderr).toContain('no longer as it was when the plan was made');
  });

  test('plans for some steps only, and says what has to come first', async () => {
    const { changes } = await plan('--only', 'auth-persistence,service-principal-names');
    expect(new Set(changes.map(({ step }) => step))).toEqual(new Set(['service-principal-names', 'auth-persistence']));
    const early = await onLab('plan', '--only', 'windows-authentication');
    expect(early.stdout).toContain('Not offered');
    expect(early.exit).toBe(2);
  });

  test('notices drift after a verified run', async () => {
    const file = join(folder, 'plan.json');
    const { planId } = await plan('--out', file);
    await onLab('apply', '--plan', file, '--confirm', planId);
    await kerbwise(['lab', 'reset', '--fault', 'ntlm-first', '--state', folder]);
    const verified = await onLab('verify');
    expect(verified.exit).toBe(2);
    expect(verified.stdout).toContain('Changed since');
  });

  test('reports a run in three forms', async () => {
    const file = join(folder, 'plan.json');
    const { planId } = await plan('--out', file);
    await onLab('apply', '--plan', file, '--confirm', planId);
    const [journal = ''] = (await readdir(join(folder, 'journals'))).filter((name) => name.endsWith('.jsonl'));
    for (const [form, beginning] of [
      ['html', '<!doctype html>'],
      ['markdown', '# '],
      ['json', '{'],
    ] as const) {
      const told = await kerbwise(['report', '--journal', join(folder, 'journals', journal), '--as', form]);
      expect(told.exit).toBe(0);
      expect(told.stdout.toLowerCase().startsWith(beginning)).toBe(true);
      expect(told.stdout).toContain('SMP01.contoso.com');
    }
  });

  test('ends with 0 and explains where nothing on the server has to change', async () => {
    const healthy = ['--target', 'lab:healthy', '--state', folder];
    const { exit, stdout } = await kerbwise(['check', '--scenario', 'firewall-shows-service-account', ...healthy]);
    expect(exit).toBe(0);
    expect(stdout).toContain('were not judged for this answer: --scenario everything does that');
    expect(stdout).toContain('Windows and IIS choose the protocol');
  });

  test('says of evidence what can be known from the file alone, and what cannot', async () => {
    await labState();
    const file = join(folder, 'lab', 'applicationHost.config');
    const { exit, stdout } = await kerbwise(['check', '--target', `evidence:${file}`]);
    expect(exit).toBe(2);
    expect(stdout).toContain('evidence, read only');
    expect(stdout).toMatch(/Not checked: \d+/);
  });
});

describe('wrong input', () => {
  test.each([
    [['check', '--nope']],
    [['check', '--target', 'foo']],
    [['check', '--target', 'lab:foo']],
    [['check', '--target', 'evidence:']],
    [['check', '--scenario', 'foo']],
    [['plan', '--only', 'foo']],
    [['apply']],
    [['apply', '--plan', 'x']],
    [['undo']],
    [['report', '--journal', 'x', '--as', 'pdf']],
    [['read']],
    [['read', 'foo', 'x']],
    [['lab', 'reset', '--fault', 'foo']],
    [['frobnicate']],
  ])('%j is wrong usage: exit 64 with the usage, nothing on standard output', async (args) => {
    const { exit, stdout, stderr } = await kerbwise(args);
    expect({ exit, stdout }).toEqual({ exit: 64, stdout: '' });
    expect(stderr.toLowerCase()).toContain('usage');
    expect(stderr).not.toContain('    at ');
  });

  test.each([
    ['a missing file', () => ['read', 'config', join(folder, 'none')], ''],
    ['a folder', () => ['read', 'config', folder], ''],
    ['an empty file', () => ['read', 'config', '-'], ''],
    ['blanks', () => ['read', 'config', '-'], ' \r\n '],
    ['a fragment', () => ['read', 'config', '-'], '<sites><site name="x" id="1" /></sites>'],
    ['a file that ends too early', () => ['read', 'config', '-'], '<configuration><system.applicationHost>'],
    ['another document', () => ['read', 'config', '-'], '<html><body>hello</body></html>'],
    ['binary data', () => ['read', 'config', '-'], '\u0000\u0001\u0002\u0000PK'],
    ['a live server elsewhere than on Windows', () => ['check', '--target', 'live'], ''],
    ['another server', () => ['check', '--target', 'remote:smp02'], ''],
    ['evidence that is not there', () => ['check', '--target', `evidence:${join(folder, 'none')}`], ''],
    ['a plan that is none', () => ['apply', '--plan', join(folder, 'none'), '--confirm', 'x', '--state', folder], ''],
    ['a journal that is none', () => ['report', '--journal', join(folder, 'none')], ''],
    ['a plan without a journal', () => ['undo', '--confirm', 'x', '--target', 'lab', '--state', folder], ''],
  ])('%s: one line on standard error, exit 1, nothing on standard output', async (_, args, input) => {
    const { exit, stdout, stderr } = await kerbwise(args(), input);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^kerbwise: .{20,}/);
  });

  test('a 200 MB file is refused in one line, not read', async () => {
    const file = join(folder, 'huge.config');
    await writeFile(file, Buffer.alloc(200 * 1024 * 1024, ' '));
    const { exit, stdout, stderr } = await kerbwise(['read', 'config', file]);
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: '' });
    expect(stderr).toContain('200 MiB');
  });

  test('a state folder that cannot be written stops before the first change', async () => {
    const file = join(folder, 'plan.json');
    const { planId } = await plan('--out', file);
    await rm(join(folder, 'journals'), { recursive: true, force: true });
    await writeFile(join(folder, 'journals'), 'in the way');
    const before = await labState();
    const { exit, stderr } = await onLab('apply', '--plan', file, '--confirm', planId);
    expect(exit).toBe(1);
    expect(stderr).toContain('Nothing can be written to');
    expect(await labState()).toBe(before);
  });
});

describe('what others run', () => {
  test('writes the collector, and tells what cannot be collected', async () => {
    const file = join(folder, 'collect.ps1');
    expect(await kerbwise(['collect', '--out', file, '--name', 'smp.contoso.com'])).toMatchObject({ exit: 0, stdout: '' });
    const script = await readFile(file, 'utf8');
    expect(script.startsWith('\ufeff# Kerbwise')).toBe(true);
    expect(script).toContain("'smp.contoso.com'");
    expect((await kerbwise(['collect'])).stdout).toContain('# Kerbwise');
    expect(await kerbwise(['collect', '--name', 'a b'])).toMatchObject({ exit: 64, stdout: '' });
    expect(await kerbwise(['collect', '--after', join(folder, 'none')])).toMatchObject({ exit: 1, stdout: '' });
  });

  test('hands a plan over, waits in verify, and refuses a plan that somebody edited', async () => {
    const file = join(folder, 'plan.json');
    await onLab('plan', '--json', '--out', file);
    const out = join(folder, 'for the directory team');
    const exported = await kerbwise(['export', '--plan', file, '--as', 'handover', '--out', out, '--state', folder]);
    expect(exported).toMatchObject({ exit: 0, stdout: `${out}\n` });
    expect((await readdir(out)).sort()).toEqual(['hand-over.md', 'hand-over.ps1']);
    expect((await onLab('verify')).stderr).toContain('Waiting for the directory team since');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('HTTP/smp01', 'HTTP/elsewhere'));
    expect(await kerbwise(['export', '--plan', file, '--as', 'handover', '--state', folder])).toMatchObject({ exit: 1, stdout: '' });
    expect(await kerbwise(['export', '--plan', file, '--as', 'nonsense'])).toMatchObject({ exit: 64 });
  });
});
