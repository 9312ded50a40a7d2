import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { describeFailure } from '../../flows/model/failure.ts';
import type { Prescription } from '../../flows/prescription/prescription.ts';
import { prescriptionText, readPrescription } from '../../flows/prescription/prescription.ts';
import { readJournal } from '../../src-main/core/journal-file.ts';
import { resetLab } from '../../src-main/lab/lab.ts';
import { recordDeviation } from '../../src-main/prescription/deviation-journal.ts';
import { sealPrescription } from '../../src-main/prescription/seal.ts';
import { openPrescribed } from '../../src-main/terminal/by-prescription.ts';
import { buildProgram } from '../crash/build-program.ts';
import { type LabServer, labServer } from './lab-server.ts';

const FAULTS = ['spn-missing', 'ntlm-first'];
const STEPS = ['service-principal-names', 'windows-authentication'];
const WORDS = {
  kerbwise: 1,
  kind: 'prescription-words',
  prescribedBy: 'Ada Senior',
  ask: 'Ada Senior, ada@contoso.com',
  server: 'this',
  introduction: 'In the evening.\nThen call me.',
  steps: [
    {
      id: 'service-principal-names',
      words: 'Registers the names.\n"; Remove-Item C:\\ -Recurse #\n<script>alert(1)</script> $(reboot) `whoami`',
    },
    { id: 'windows-authentication', words: 'Plan 0000000000000000: 1 change. Nothing was run.' },
  ],
  never: [
    { what: 'setting', name: 'useAppPoolCredentials', path: null },
    { what: 'account', account: 'CONTOSO\\svc-other' },
  ],
};

let terminal: Awaited<ReturnType<typeof buildProgram>>;
let server: LabServer;
let folder: string;
let trust: string;
let senior: KeyObject;
let signed: Prescription;
const refused = new Set<string>();

interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly notes: string;
}

/** In: words. Out: how the command ended. */
async function run(...words: readonly string[]): Promise<Ended> {
  const ended = await promisify(execFile)(process.execPath, [terminal.file, ...words], { maxBuffer: 1e8 }).catch((error: unknown) => error);
  const part = (name: string): unknown => (typeof ended === 'object' && ended !== null ? Reflect.get(ended, name) : undefined);
  return { exit: Number(part('code') ?? 0), out: String(part('stdout')), notes: String(part('stderr')) };
}

const onLab = (...words: readonly string[]) => run(...words, '--state', server.state.root);
const byPrescription = (...words: readonly string[]) => onLab(...words, '--trust', trust);
const place = (name: string) => join(folder, name);

async function lab(...faults: readonly string[]): Promise<void> {
  const made = await resetLab(server.state.lab, faults);
  if (!made.ok) throw new Error(JSON.stringify(made.failure));
}

/** A file of a prescription, changed before or after it was signed. */
async function write(name: string, value: Prescription | object | string): Promise<string> {
  const text = typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`;
  await writeFile(place(name), text);
  return place(name);
}

const sealed = (changes: Partial<Prescription>, key: KeyObject = senior) => sealPrescription({ ...signed, ...changes }, key);

async function deviations(): Promise<readonly string[]> {
  const record = await readJournal(join(server.state.journals, 'deviations.jsonl'));
  if (!record.ok) return [];
  expect(record.value.endProved).toBe(true);
  return record.value.entries.flatMap((entry) => (entry.type === 'prescription.deviated' ? [entry.deviation] : []));
}

/** Whatever was tried: nothing was answered, nothing on the server moved, and it is in the journal. */
async function expectRefused(kind: string, tried: () => Promise<Ended>, told: string | RegExp): Promise<void> {
  const [state, before] = [JSON.stringify(await server.show()), await deviations()];
  const ended = await tried();
  expect(ended).toMatchObject({ exit: 1, out: '' });
  expect(ended.notes).toMatch(told);
  expect(JSON.stringify(await server.show())).toBe(state);
  expect(await deviations()).toEqual([...before, kind]);
  refused.add(`${kind} ${String(told)}`);
}

beforeAll(async () => {
  terminal = await buildProgram(fileURLToPath(new URL('../../src-main/terminal/main.ts', import.meta.url)));
  server = await labServer(FAULTS);
  folder = join(server.state.root, 'desk');
  trust = place('trust');
  await mkdir(trust, { recursive: true });
  const pair = generateKeyPairSync('ed25519');
  senior = pair.privateKey;
  await writeFile(place('senior.pem'), pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  await writeFile(join(trust, 'ada.pem'), pair.publicKey.export({ type: 'spki', format: 'pem' }));
  await write('words.json', WORDS);
  await onLab('plan', '--target', 'lab', '--only', STEPS.join(','), '--out', place('plan.json'));
  expect(await prescribe('senior.pem', 'words.json', 'rx.json')).toMatchObject({ exit: 0 });
  const read = readPrescription(await readFile(place('rx.json'), 'utf8'), 'rx.json');
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  signed = read.value;
}, 120_000);
beforeEach(() => lab(...FAULTS));
afterAll(async () => {
  await terminal.remove();
  await server.remove();
  console.log(`prescription: ${refused.size} ways to deviate, every one refused and journaled`);
});

const prescribe = (key: string, words: string, out: string, until = '2099-12-31') =>
  run(
    'export',
    '--plan',
    place('plan.json'),
    '--as',
    'prescription',
    '--key',
    place(key),
    '--until',
    until,
    '--words',
    place(words),
    '--out',
    place(out),
  );

describe('a walk by prescription', () => {
  test('plans what is prescribed, applies it, ends verified, is told in journal and report, and can be taken back', async () => {
    const before = JSON.stringify(await server.show());
    const planned = await byPrescription('plan', '--prescription', place('rx.json'));
    expect(planned.exit).toBe(2);
    expect(planned.out).toContain('Prescribed by Ada Senior');
    const id = /^Plan ([0-9a-f]{16}): 6 changes/m.exec(planned.out)?.[1] ?? '';
    expect(await byPrescription('apply', '--prescription', place('rx.json'), '--confirm', id)).toMatchObject({ exit: 0 });
    expect(await onLab('verify', '--target', 'lab')).toMatchObject({ exit: 0 });
    expect(await byPrescription('plan', '--prescription', place('rx.json'))).toMatchObject({ exit: 0 });
    const [name = ''] = (await readdir(server.state.journals)).filter((one) => one.endsWith(`${id}.jsonl`));
    const journal = await readJournal(join(server.state.journals, name));
    expect(journal.ok && journal.value.entries[0]).toMatchObject({
      prescription: { prescribedBy: 'Ada Senior', validUntil: '2099-12-31T23:59:59Z' },
    });
    const report = await run('report', '--journal', join(server.state.journals, name));
    expect(report.out).toContain('**Prescribed by:** Ada Senior, valid until 2099-12-31');
    expect(await onLab('undo', '--target', 'lab', '--confirm', id)).toMatchObject({ exit: 0 });
    expect(JSON.stringify(await server.show())).toBe(before);
  });

  test('can be made in parts: what is already so is no difference', async () => {
    for (const step of STEPS) {
      const planned = await byPrescription('plan', '--prescription', place('rx.json'), '--only', step);
      const id = /^Plan ([0-9a-f]{16}): /m.exec(planned.out)?.[1] ?? '';
      expect(await byPrescription('apply', '--prescription', place('rx.json'), '--confirm', id)).toMatchObject({ exit: 0 });
    }
    expect(await onLab('verify', '--target', 'lab')).toMatchObject({ exit: 0 });
  });

  test('words of the senior are told behind a bar, whatever they look like', async () => {
    const { out } = await byPrescription('plan', '--prescription', place('rx.json'));
    expect(out).toContain('\n  | "; Remove-Item C:\\ -Recurse #\n  | <script>alert(1)</script> $(reboot) `whoami`\n');
    expect(out).toContain('\n  | Plan 0000000000000000: 1 change. Nothing was run.\n');
    const commands = out.split('\n').filter((line) => /^ {4}(?:command|undo) /.test(line));
    expect(commands.length).toBe(12);
    expect(commands.join('\n')).not.toMatch(/Remove-Item|reboot|script/);
  });
});

describe('a file that is not what a trusted senior signed opens for reading only', () => {
  /** What plan and apply begin with. */
  const tried = (file: string) => async (): Promise<Ended> => {
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const opened = await openPrescribed({ state: server.state.root, trust }, file);
    quiet.mockRestore();
    if (opened.ok) throw new Error('it was opened');
    const { what, why, next } = describeFailure(opened.failure);
    return { exit: 1, out: '', notes: `${what}: ${why}. ${next}` };
  };

  test.each<[string, (whole: Prescription) => object]>([
    ['other words', (whole) => ({ ...whole, ask: 'Eve, 4712' })],
    ['a later day', (whole) => ({ ...whole, validUntil: '2199-12-31T23:59:59Z' })],
    ['another server', (whole) => ({ ...whole, server: { ...whole.server, name: 'SMP02.contoso.com' } })],
    ['one change more', (whole) => ({ ...whole, changes: [...whole.changes, ...whole.changes] })],
    ['nothing that must not change', (whole) => ({ ...whole, never: [] })],
    ['the seal of another text', (whole) => ({ ...whole, signature: sealed({ ask: 'Eve' }).signature })],
    [
      'the seal of another key under the name of this one',
      (whole) => ({
        ...whole,
        signature: { ...sealed({}, generateKeyPairSync('ed25519').privateKey).signature, key: whole.signature?.key },
      }),
    ],
    ['a seal with one bit more', (whole) => ({ ...whole, signature: { ...whole.signature, value: `${'A'.repeat(86)}==` } })],
  ])('edited: %s', async (name, change) => {
    const file = await write('edited.json', change(signed));
    await expectRefused('signature.wrong', tried(file), /is not what was signed.*Ask /s);
    refused.add(name);
  });

  test('it is shown as such, and neither planned nor applied', async () => {
    const file = await write('edited.json', { ...signed, ask: 'Eve, 4712' });
    const shown = await run('prescription', 'show', file, '--trust', trust);
    expect([shown.exit, shown.out.startsWith('FOR READING ONLY. ')]).toEqual([2, true]);
    for (const words of [['plan'], ['apply', '--confirm', '0000000000000000']])
      await expectRefused('signature.wrong', () => byPrescription(...words, '--prescription', file), /is not what was signed/);
  });

  test('a name that stands twice', async () => {
    const file = await write('twice.json', prescriptionText(signed).replace('{\n', '{\n  "ask": "Eve",\n'));
    await expectRefused('signature.wrong', tried(file), /is not what was signed/);
  });

  test('unsigned, and signed with a key that nobody trusts', async () => {
    const { signature: _signature, ...body } = signed;
    await expectRefused('signature.missing', tried(await write('unsigned.json', body)), /is not signed.*Ask Ada Senior/s);
    const stranger = await write('stranger.json', sealed({}, generateKeyPairSync('ed25519').privateKey));
    await expectRefused('key.unknown', tried(stranger), /a key that is not trusted here/);
    expect(await run('prescription', 'show', stranger, '--trust', trust)).toMatchObject({ exit: 2 });
    await expectRefused(
      'key.unknown',
      () => onLab('plan', '--prescription', place('rx.json'), '--trust', place('nowhere')),
      /a key that is not trusted here/,
    );
  });

  test('a private key or a key of another kind among the trusted ones is none', async () => {
    await mkdir(place('odd'), { recursive: true });
    await writeFile(join(place('odd'), 'ada.pem'), await readFile(place('senior.pem')));
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    await writeFile(join(place('odd'), 'rsa.pem'), rsa.publicKey.export({ type: 'spki', format: 'pem' }));
    await expectRefused(
      'key.unknown',
      () => onLab('plan', '--prescription', place('rx.json'), '--trust', place('odd')),
      /not among the 0 in/,
    );
  });

  test('expired, and from the future', async () => {
    const old = await write('old.json', sealed({ prescribedAt: '2020-01-01T00:00:00Z', validUntil: '2020-01-02T00:00:00Z' }));
    await expectRefused('date.expired', tried(old), /has expired: it was valid until 2020-01-02T00:00:00Z/);
    const early = await write('early.json', sealed({ prescribedAt: '2098-01-01T00:00:00Z' }));
    await expectRefused('date.early', tried(early), /is from the future/);
  });

  test.each<[string, (whole: Prescription) => object | string, RegExp]>([
    ['an unknown field', (whole) => ({ ...whole, command: 'iisreset' }), /holds "command", which this version does not know/],
    [
      'an unknown field far inside',
      (whole) => ({ ...whole, changes: whole.changes.map((one) => ({ ...one, edit: { ...one.edit, run: 'x' } })) }),
      /holds "run"/,
    ],
    [
      'an unknown kind of change',
      (whole) => ({ ...whole, changes: [{ step: STEPS[0], edit: { kind: 'command', text: 'iisreset' } }] }),
      /changes\.0\.edit/,
    ],
    ['a future version', (whole) => ({ ...whole, kerbwise: 2 }), /it is of version 2/],
    ['a scenario of a later version', (whole) => ({ ...whole, scenario: 'tomorrow' }), /has no scenario tomorrow/],
    ['a step of a later version', (whole) => ({ ...whole, steps: [{ id: 'tomorrow', words: 'x' }] }), /has no step tomorrow/],
    ['another JSON', () => ({ name: 'x' }), /it lacks "kerbwise": 1 and "kind": "prescription"/],
    ['a plan instead', () => ({ kerbwise: 1, kind: 'plan' }), /of the kind "plan"/],
    [
      'an escape sequence of a terminal',
      (whole) => ({ ...whole, introduction: '\u001b[2J\u001b]0;x\u0007' }),
      /introduction is not of the form/,
    ],
    ['text that reads backwards', (whole) => ({ ...whole, ask: 'Ada \u202egnimmargorp' }), /ask is not of the form/],
    ['no calendar day', (whole) => ({ ...whole, validUntil: '2099-02-31T00:00:00Z' }), /the calendar does not have/],
    ['no JSON', () => 'iisreset', /it is no JSON/],
  ])('%s', async (_name, change, told) => {
    await expectRefused('file.unreadable', tried(await write('odd.json', change(signed))), told);
  });
});

describe('what differs from the prescription stops', () => {
  test('another application, name, scenario or step', async () => {
    for (const words of [
      ['--app', 'Default Web Site/Other'],
      ['--name', 'portal.contoso.com'],
      ['--scenario', 'ntlm-disabled'],
      ['--only', 'auth-persistence'],
    ])
      await expectRefused(
        'choice.other',
        () => byPrescription('plan', '--prescription', place('rx.json'), ...words),
        /was chosen than is prescribed.*Ask Ada/s,
      );
  });

  test('another server, and one of another kind', async () => {
    const other = await write('other.json', sealed({ server: { is: 'named', target: 'lab', name: 'SMP02.contoso.com' } }));
    await expectRefused(
      'server.other',
      () => byPrescription('plan', '--prescription', other),
      /it is for SMP02\.contoso\.com, and this is SMP01\.contoso\.com/,
    );
    const unlike = await write(
      'unlike.json',
      sealed({
        server: {
          is: 'like',
          target: 'lab',
          domain: 'contoso.com',
          applications: [{ path: 'Default Web Site/Altiris', identity: 'CONTOSO\\svc-else' }],
        },
      }),
    );
    await expectRefused(
      'server.other',
      () => byPrescription('plan', '--prescription', unlike),
      /runs as CONTOSO\\svc-smp, and the prescription is for CONTOSO\\svc-else/,
    );
    const live = await write('live.json', sealed({ server: { is: 'named', target: 'live', name: 'SMP01.contoso.com' } }));
    await expectRefused(
      'keys.unsafe',
      () => byPrescription('plan', '--prescription', live, '--target', 'lab'),
      /--trust is for the practice lab/,
    );
  });

  test('a change that the prescription does not name', async () => {
    const fewer = await write('fewer.json', sealed({ changes: signed.changes.slice(1) }));
    await expectRefused(
      'change.other',
      () => byPrescription('plan', '--prescription', fewer),
      /would need a change that is not prescribed: HTTP\/smp01 is registered/,
    );
  });

  test('a change that touches what must never change, also where it is inherited there', async () => {
    for (const never of [
      [{ what: 'application', path: 'Default Web Site/Altiris/TaskManagement' }],
      [{ what: 'setting', name: 'providers', path: null }],
      [{ what: 'account', account: 'svc-smp' }],
      [{ what: 'spn', spn: 'http/SMP01' }],
      [{ what: 'step', step: 'windows-authentication' }],
    ] satisfies readonly Prescription['never'][]) {
      const file = await write('kept.json', sealed({ never }));
      await expectRefused('change.kept', () => byPrescription('plan', '--prescription', file), /must never change/);
    }
  });

  test('a prescribed change that this server does not call for', async () => {
    const more = {
      step: 'service-principal-names',
      edit: { kind: 'spn.register', spn: 'HTTP/other', account: 'CONTOSO\\svc-smp' },
    } as const;
    const file = await write('more.json', sealed({ changes: [...signed.changes, more] }));
    await expectRefused(
      'change.missing',
      () => byPrescription('plan', '--prescription', file),
      /HTTP\/other is registered on CONTOSO\\svc-smp/,
    );
  });

  test('a plan that was not made by it, one that was edited, and its own plan without it', async () => {
    const free = await onLab('plan', '--target', 'lab', '--out', place('free.json'), '--json');
    const freeId: string = JSON.parse(free.out).planId;
    const apply =
      (...words: readonly string[]) =>
      () =>
        byPrescription('apply', '--prescription', place('rx.json'), ...words);
    await expectRefused('plan.other', apply('--plan', place('free.json'), '--confirm', freeId), /was not made by this prescription/);
    await byPrescription('plan', '--prescription', place('rx.json'), '--out', place('mine.json'));
    const mine: { readonly planId: string } = JSON.parse(await readFile(place('mine.json'), 'utf8'));
    await expectRefused(
      'plan.other',
      () => onLab('apply', '--plan', place('mine.json'), '--confirm', mine.planId),
      /was made by a prescription of Ada Senior/,
    );
    await writeFile(place('mine.json'), (await readFile(place('mine.json'), 'utf8')).replaceAll('svc-smp', 'svc-evil'));
    await expectRefused('plan.other', apply('--plan', place('mine.json'), '--confirm', mine.planId), /was edited after Kerbwise wrote it/);
  });

  test('a server that changed between looking and applying', async () => {
    const planned = await byPrescription('plan', '--prescription', place('rx.json'));
    const id = /^Plan ([0-9a-f]{16}): /m.exec(planned.out)?.[1] ?? '';
    await lab('spn-duplicate', 'ntlm-first');
    await expectRefused(
      'change.other',
      () => byPrescription('apply', '--prescription', place('rx.json'), '--confirm', id),
      /a change that is not prescribed/,
    );
  });

  test('the report tells of every one of them, and shows a hostile name as text', async () => {
    await write(
      'evil.json',
      sealed({
        prescribedBy: '<img src=x onerror=alert(1)>',
        ask: '`whoami` $(reboot)',
        validUntil: '2020-01-02T00:00:00Z',
        prescribedAt: '2020-01-01T00:00:00Z',
      }),
    );
    await expectRefused('date.expired', () => byPrescription('plan', '--prescription', place('evil.json')), /has expired/);
    const journal = join(server.state.journals, 'deviations.jsonl');
    const page = (await run('report', '--journal', journal, '--as', 'html')).out;
    const count = (await deviations()).length;
    expect(page).toContain(`Where a prescription was left (${count})`);
    expect(page).not.toMatch(/<img|<script/);
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
    const markdown = (await run('report', '--journal', journal)).out;
    expect(markdown).toContain(`## Where a prescription was left (${count})`);
    expect(markdown).not.toContain('<img');
    expect(markdown).toContain('nothing was run');
  });
});

describe('the desk of the senior', () => {
  test('a new key is written for its owner only, never over another file, and signs', async () => {
    const made = await run('prescription', 'new-key', '--out', place('new.pem'), '--json');
    const { publicKey, fingerprint: shown }: { readonly publicKey: string; readonly fingerprint: string } = JSON.parse(made.out);
    expect(await readFile(publicKey, 'utf8')).toContain('BEGIN PUBLIC KEY');
    expect(shown).toMatch(/^[0-9a-f]{64}$/);
    expect(await run('prescription', 'new-key', '--out', place('new.pem'))).toMatchObject({ exit: 1, out: '' });
    expect(await prescribe('new.pem', 'words.json', 'new.json')).toMatchObject({ exit: 0 });
    expect(JSON.parse(await readFile(place('new.json'), 'utf8')).signature.key).toBe(shown);
  });

  test.each<[string, object, RegExp]>([
    ['no words for a step that changes something', { ...WORDS, steps: WORDS.steps.slice(1) }, /no words for it/],
    ['words for a step that there is not', { ...WORDS, steps: [...WORDS.steps, { id: 'tomorrow', words: 'x' }] }, /no step tomorrow/],
    ['a plan that touches what must never change', { ...WORDS, never: [{ what: 'account', account: 'svc-smp' }] }, /must never change/],
    ['an unknown field', { ...WORDS, run: 'iisreset' }, /holds "run"/],
  ])('%s is told before anything is signed', async (_name, words, told) => {
    await write('odd-words.json', words);
    const ended = await prescribe('senior.pem', 'odd-words.json', 'never.json');
    expect(ended).toMatchObject({ exit: 1, out: '' });
    expect(ended.notes).toMatch(told);
    expect(await readdir(folder)).not.toContain('never.json');
  });

  test('a plan whose typed state was exchanged behind its commands is not signed, though its id fits', async () => {
    const other = await onLab('plan', '--target', 'lab', '--only', STEPS.join(','), '--json');
    expect(JSON.parse(other.out).changes[0].edit).toEqual({ kind: 'spn.register', spn: 'HTTP/smp01', account: 'CONTOSO\\svc-smp' });
    const { planIdOf } = await import('../../flows/plan/plan-document.ts');
    const { sha256 } = await import('../../src-main/core/hash.ts');
    const plan = JSON.parse(other.out);
    plan.changes[0].edit.account = 'CONTOSO\\svc-evil';
    plan.planId = planIdOf(plan, sha256);
    const file = await write('forged-plan.json', plan);
    const ended = await run(
      'export',
      '--plan',
      file,
      '--as',
      'prescription',
      '--key',
      place('senior.pem'),
      '--until',
      '2099-12-31',
      '--words',
      place('words.json'),
      '--out',
      place('forged.json'),
    );
    expect(ended).toMatchObject({ exit: 1, out: '' });
    expect(ended.notes).toContain('does not fit the command beside it');
  });

  test('wrong usage is told as such', async () => {
    expect(await prescribe('senior.pem', 'words.json', 'rx.json')).toMatchObject({ exit: 64 });
    expect(await prescribe('senior.pem', 'words.json', 'rx2.json', 'tomorrow')).toMatchObject({ exit: 64 });
    expect(await prescribe('words.json', 'words.json', 'rx2.json')).toMatchObject({ exit: 1 });
    expect(await prescribe('senior.pem', 'words.json', 'rx2.json', '2020-01-01')).toMatchObject({ exit: 1 });
    expect(await onLab('apply', '--confirm', '0000000000000000')).toMatchObject({ exit: 64 });
  });
});

test('a prescription for servers like one holds for another name of the computer', async () => {
  await write('like-words.json', { ...WORDS, server: 'like this' });
  expect(await prescribe('senior.pem', 'like-words.json', 'like.json')).toMatchObject({ exit: 0 });
  const like = readPrescription(await readFile(place('like.json'), 'utf8'), 'like.json');
  expect(like.ok && like.value.server).toMatchObject({ is: 'like', domain: 'contoso.com' });
  expect(like.ok && like.value.changes.slice(0, 2).map(({ edit }) => 'spn' in edit && edit.spn)).toEqual([
    'HTTP/<computer>',
    'HTTP/<computer.domain>',
  ]);
  expect(await byPrescription('plan', '--prescription', place('like.json'))).toMatchObject({ exit: 2 });
});

test('deviations of two programs at one moment are all in the chain', async () => {
  const before = (await deviations()).length;
  const failure = { code: 'prescription.refused', deviation: 'event.refused', what: 'x', why: 'y', next: 'z' } as const;
  const written = await Promise.all(
    Array.from({ length: 8 }, () => recordDeviation(server.state, { file: 'f', opened: null, target: null, failure })),
  );
  expect(written.every(({ ok }) => ok)).toBe(true);
  expect((await deviations()).length).toBe(before + 8);
});
