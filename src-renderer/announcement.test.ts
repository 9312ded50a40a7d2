import { expect, test } from 'vitest';
import { allViews } from '../test/e2e/views/all-views.ts';
import { announcementOf } from './announcement.ts';

test.each([
  ['discovery-running', '50 %'],
  ['discovery-stopped', 'Stopped'],
  ['step-healthy', 'Fine as it is'],
  ['step-unclear', 'Nothing wrong was found, but not everything could be checked'],
  ['step-reviewing-apply', '2 findings, 3 changes proposed'],
  ['step-applying', 'Running the confirmed commands on SMP01.contoso.com, one at a time. 1 / 3 commands'],
  ['step-failed', 'This step could not be finished. Command 2 of 3 failed: setspn.exe could not write to CONTOSO\\svc-smp.'],
  ['step-undone', 'Taken back'],
  ['triage', ''],
])('says of %s: %s', (name, said) => {
  const view = allViews[name];
  expect(view === undefined ? undefined : announcementOf(view)).toBe(said);
});

test('never calls a proof that came to nothing fine', () => {
  const view = allViews['step-healthy'];
  if (view?.step === undefined || view.step === null) throw new Error('no sample');
  const { id } = view.step;
  const rail = view.rail.map((item) => (item.id === id ? { ...item, state: 'not-proved' as const } : item));
  expect(announcementOf({ ...view, rail })).toBe('Nothing wrong was found, and nothing is proved');
});
