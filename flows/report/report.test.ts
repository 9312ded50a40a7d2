import { expect, test } from 'vitest';
import type { JournalEntry } from '../model/journal.ts';
import { buildReport, type ReportInput } from './report.ts';
import {
  APPLY,
  CLOCK_UNREAD,
  CONFIRMED,
  finished,
  KERNEL_MODE,
  mendedDocument,
  NAME_MISSING,
  PROVIDERS_WRONG,
  sampleDocument,
  sampleFacts,
  started,
  UNDO,
  VERIFIED,
  written,
} from './sample-story.ts';

const moment = '2026-11-22T21:30:00.000Z';

function report(input: Partial<ReportInput>) {
  return buildReport({ document: null, journals: [], moment, ...input });
}

function reportOf(...entries: readonly JournalEntry[]) {
  return report({ journals: [written(entries)] });
}

function states(of: ReturnType<typeof buildReport>) {
  return of.runs.flatMap(({ changes }) => changes.map(({ state }) => state));
}

test('a look that finds nothing is healthy and says that nothing was changed', () => {
  const look = report({ document: mendedDocument() });
  expect(look.occasion).toBe('look');
  expect(look.verdict).toEqual({
    sentence: 'Nothing wrong was found on this server.',
    done: 'Nothing was changed: this is a look.',
    healthy: true,
    tone: 'right',
  });
  expect([look.runs, look.users, look.tasks, look.facts.after]).toEqual([[], [], [], null]);
});

test('a check that could not be made keeps a server from being called healthy', () => {
  const look = report({ document: mendedDocument({ notChecked: [CLOCK_UNREAD] }) });
  expect(look.verdict).toMatchObject({
    healthy: false,
    tone: 'unclear',
    sentence: 'Nothing wrong was found, but 1 check could not be made.',
  });
  expect(look.notChecked).toEqual([CLOCK_UNREAD]);
});

test('a sign-in that proves nothing keeps a server from being called healthy', () => {
  const [found] = sampleDocument().findings;
  if (found === undefined) throw new Error('no sample');
  const unproved = { ...found, id: 'sign-in.unproven', severity: 'information' as const };
  expect(report({ document: mendedDocument({ findings: [unproved] }) }).verdict).toMatchObject({
    healthy: false,
    tone: 'unclear',
    sentence: 'Nothing wrong was found, and no sign-in shows that Kerberos works.',
  });
});

test('what could not be checked stands in the verdict beside what is wrong', () => {
  const { verdict } = report({ document: sampleDocument({ notChecked: [CLOCK_UNREAD] }) });
  expect(verdict.sentence).toBe('2 problems ask for action on this server, and 1 check could not be made.');
});

test('a dry run holds the planned changes, and who has to decide about them', () => {
  const dry = report({ document: sampleDocument() });
  expect([dry.occasion, dry.planned.length, dry.verdict.done]).toEqual([
    'dry run',
    2,
    'Nothing was changed: this is a dry run with 2 planned changes.',
  ]);
  expect(dry.verdict.sentence).toBe('2 problems ask for action on this server.');
  expect(dry.tasks.map(({ what, runBy }) => [what, runBy])).toEqual([
    ['Hand 1 command to the directory team', 'directory team'],
    ['Decide about 1 change', 'you'],
  ]);
});

test('what was not offered to be changed stays to be done, with its reason', () => {
  const withheld = [{ what: PROVIDERS_WRONG.summary, why: 'the section is locked', next: 'Unlock it' }];
  const dry = report({ document: sampleDocument({ changes: [], withheld }) });
  expect(dry.tasks.map(({ what, why }) => [what, why])).toEqual([
    [PROVIDERS_WRONG.summary, 'the section is locked'],
    [NAME_MISSING.summary, NAME_MISSING.meaning],
  ]);
});

test('changes that were made and read again are told with their outputs, and the findings are gone', () => {
  const applied = reportOf(...APPLY);
  expect(applied.verdict).toEqual({
    sentence: 'What was wrong is mended. The server was read again, and nothing wrong was found.',
    done: '2 changes were made.',
    healthy: true,
    tone: 'right',
  });
  expect(applied.findings.map(({ id, status }) => [id, status])).toEqual([
    [NAME_MISSING.id, 'gone'],
    [PROVIDERS_WRONG.id, 'gone'],
    [KERNEL_MODE.id, 'open'],
  ]);
  expect(states(applied)).toEqual(['made', 'made']);
  expect(applied.runs[0]?.changes[0]?.attempts).toEqual([
    expect.objectContaining({
      kind: 'change',
      outcome: 'succeeded',
      exitCode: 0,
      milliseconds: 1240,
      started: '2026-11-22T21:04:31.120Z',
      ended: '2026-11-22T21:04:51.120Z',
      stdout: expect.stringContaining('Updated object'),
    }),
  ]);
  expect([applied.users, applied.first, applied.last]).toEqual([
    ['CONTOSO\\adm-miller'],
    '2026-11-22T21:04:11.120Z',
    '2026-11-22T21:05:51.120Z',
  ]);
});

test('facts stand before and after, with what differs marked and like applications together', () => {
  const { facts } = reportOf(...APPLY);
  expect(facts.differences).toHaveLength(7);
  expect(facts.applications.map(({ paths }) => paths.length)).toEqual([4, 1]);
  expect(facts.applications[0]?.rows.filter(({ changed }) => changed)).toEqual([
    {
      name: 'Providers, in order',
      before: { values: ['NTLM, Negotiate'], setAt: 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris' },
      after: { values: ['Negotiate, NTLM'], setAt: 'MACHINE/WEBROOT/APPHOST/Default Web Site/Altiris' },
      changed: true,
    },
  ]);
  expect(facts.names[0]).toMatchObject({ name: 'http/smp.contoso.com', before: { values: ['nobody'] }, changed: true });
  expect(facts.accounts.at(-1)?.before.values).toEqual(['not known: setspn could not find the account']);
});

test('an undo is part of the story: who, what ran, and that the server is as it was', () => {
  const undone = reportOf(...APPLY, ...UNDO);
  expect(states(undone)).toEqual(['taken back', 'taken back']);
  expect(undone.users).toEqual(['CONTOSO\\adm-miller', 'CONTOSO\\adm-lee']);
  expect(undone.verdict).toMatchObject({
    sentence: '2 problems ask for action on this server.',
    done: '2 changes were made and taken back.',
    healthy: false,
  });
  expect(undone.facts.differences).toEqual([]);
});

test('a change without an end is told as started and not confirmed, and what to do about it', () => {
  const broken = report({ journals: [written([CONFIRMED, started(0), finished(0, ''), started(1)])], torn: true });
  expect(states(broken)).toEqual(['made', 'not confirmed']);
  expect(broken.verdict).toEqual({
    sentence: 'How the server is now is not known: it was not read after the last command.',
    done: '1 change was made; 1 change was started, and how it ended is not recorded.',
    healthy: false,
    tone: 'wrong',
  });
  expect(broken.tasks[0]).toMatchObject({ what: 'Find out whether this change is on the server: Default Web Site/Altiris' });
  expect(broken.notes[0]).toMatch(/^The last line of the record is cut off/);
  expect(broken.facts.after).toBeNull();
  expect(new Set(broken.findings.map(({ status }) => status))).toEqual(new Set(['not read again']));
});

test('the plan that was confirmed is no reading of the server after it ran', () => {
  const broken = report({ document: sampleDocument(), journals: [written([CONFIRMED, started(0)])] });
  expect(broken.verdict.sentence).toMatch(/is not known/);
  expect([broken.facts.after, broken.planned]).toEqual([null, []]);
});

test('the confirmed plan still stands where nothing of it was run', () => {
  const stopped = report({
    document: sampleDocument(),
    journals: [written([CONFIRMED, { type: 'run.stopped', why: 'You stopped before change 1 of 2' }])],
  });
  expect([states(stopped), stopped.planned.length]).toEqual([['not run', 'not run'], 2]);
  expect(stopped.verdict.done).toBe('A plan was confirmed, and nothing of it was run: nothing was changed.');
});

test.each([
  ['an exit code other than 0', finished(0, 'Insufficient access rights', 'change', 5), 'It ended with exit code 5'],
  [
    'a failure',
    { type: 'change.failed', index: 0, what: 'setspn took too long', why: 'It was ended after 60 s', details: '' },
    'setspn took too long: It was ended after 60 s',
  ],
] satisfies readonly [string, JournalEntry, string][])('%s is told as failed, with the reason', (_name, end, why) => {
  const failed = reportOf(CONFIRMED, started(0), end, { ...VERIFIED, verified: false, findings: [NAME_MISSING] });
  expect(states(failed)).toEqual(['failed', 'not run']);
  expect(failed.runs[0]?.changes[0]?.attempts[0]).toMatchObject({ outcome: 'failed', why });
  expect(failed.verdict).toMatchObject({ healthy: false, tone: 'wrong', done: '1 change failed; 1 planned change was not run.' });
  expect(failed.tasks[0]?.why).toBe(`${why}.`);
});

test('an undo that ended with another exit code than 0 took nothing back', () => {
  const failed = reportOf(...APPLY, ...UNDO.slice(0, 1), started(1, 'undo'), finished(1, '', 'undo', 50));
  expect(states(failed)).toEqual(['made', 'undo failed']);
  expect(failed.tasks.map(({ what }) => what)).toEqual(['Take this change back: Default Web Site/Altiris', 'Read the server again']);
});

test('an undo that was needless or refused says why', () => {
  const refused = reportOf(
    ...APPLY,
    { type: 'undo.needless', index: 1, why: 'it is not there' },
    { type: 'undo.refused', index: 0, why: 'the server now holds something else' },
  );
  expect(states(refused)).toEqual(['left alone', 'needless']);
  expect(refused.tasks[0]).toMatchObject({ why: 'the server now holds something else.' });
});

test('a finding that is not there any more is not called gone where the check could not be made', () => {
  const unclear = reportOf(CONFIRMED, started(0), finished(0, ''), { ...VERIFIED, notChecked: [CLOCK_UNREAD] });
  expect(unclear.findings[0]?.status).toBe('unclear');
  expect(unclear.verdict).toMatchObject({ healthy: false, tone: 'unclear' });
});

test('an older plan that is taken back after a newer one was applied is told in the order of what happened', () => {
  const [first, second] = [
    written([...APPLY, ...UNDO]),
    written([CONFIRMED, started(1), finished(1, ''), VERIFIED], '2026-11-22T21:06:01.000Z'),
  ];
  const both = report({ journals: [second, first] });
  expect(both.runs.map(({ confirmed }) => confirmed)).toEqual(['2026-11-22T21:04:11.120Z', '2026-11-22T21:06:01.000Z']);
  expect(both.facts.afterAt).toBe(first.at(-1)?.at);
  expect(both.facts.after).toEqual(sampleFacts(false));
});

test('a failure that a later run made good leaves a healthy server', () => {
  const first = written([CONFIRMED, started(0), finished(0, '', 'change', 5), { ...VERIFIED, verified: false, findings: [NAME_MISSING] }]);
  const mended = report({ journals: [first, written(APPLY, '2026-11-22T22:00:00.000Z')] });
  expect([mended.verdict.healthy, mended.tasks]).toEqual([true, []]);
});

test('a journal of another server is left out, and said to be', () => {
  const foreign = report({
    document: mendedDocument({ target: { kind: 'lab', server: 'SMP01.contoso.com' } }),
    journals: [written(APPLY)],
  });
  expect([foreign.occasion, foreign.runs]).toEqual(['look', []]);
  expect(foreign.notes).toEqual(['A record of another server was at hand and is left out of this report.']);
});

test('without a reading and without a record there is no verdict', () => {
  const nothing = report({ journals: [[]], torn: true });
  expect(nothing.verdict).toEqual({
    sentence: 'Nothing was read, so nothing can be said about this server.',
    done: 'There is no record of any change.',
    healthy: false,
    tone: 'unclear',
  });
});

test('facts that have another shape are not guessed at', () => {
  const odd = reportOf({ ...CONFIRMED, factsBefore: { server: 7 } });
  expect([odd.facts.before, odd.facts.applications]).toEqual([null, []]);
});
