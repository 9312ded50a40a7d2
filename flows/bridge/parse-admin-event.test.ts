import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AdminEvent } from './contract.ts';
import { parseAdminEvent } from './parse-admin-event.ts';

const EVENTS: readonly AdminEvent[] = [
  { type: 'target.left' },
  { type: 'server.chosen' },
  { type: 'lab.chosen', fault: 'spn-missing' },
  { type: 'recent.chosen', recentId: '0f' },
  { type: 'recent.forgotten', recentId: '0f' },
  { type: 'mode.chosen', mode: 'dry-run' },
  { type: 'mode.chosen', mode: 'apply' },
  { type: 'scenario.chosen', scenarioId: 'everything' },
  { type: 'scenario.left' },
  { type: 'discovery.started' },
  { type: 'discovery.stopped' },
  { type: 'step.opened', stepId: 'service-principal-names' },
  { type: 'step.next' },
  { type: 'step.back' },
  { type: 'step.skipped', reason: 'The directory team does it.\nTicket 4711 – Größe' },
  { type: 'step.skipped', reason: '' },
  { type: 'step.probed' },
  { type: 'plan.reviewed', planId: 'sha256:0f' },
  { type: 'plan.declined' },
  { type: 'plan.confirmed', planId: 'sha256:0f' },
  { type: 'apply.stopped' },
  { type: 'undo.confirmed', planId: 'sha256:0f' },
  { type: 'report.opened' },
  { type: 'name.given', name: 'smp.contoso.com' },
  { type: 'wizard.restarted' },
];

test.each(EVENTS)('takes %j', (event) => {
  expect(parseAdminEvent(JSON.parse(JSON.stringify(event)))).toEqual(event);
});

test.each([
  [undefined],
  [null],
  [''],
  [1],
  [[]],
  [['step.next']],
  [{}],
  [{ type: 'toString' }],
  [{ type: '__proto__' }],
  [{ type: ['step.next'] }],
  [{ type: 'step.next', extra: 1 }],
  [JSON.parse('{"type":"step.next","__proto__":{"mode":"apply"}}')],
  [{ type: 'server.chosen', target: 'remote:SMP02' }],
  [{ type: 'target.left', target: 'evidence:C:\\x' }],
  [{ type: 'lab.chosen' }],
  [{ type: 'recent.chosen', recentId: 'C:\\my evidence' }],
  [{ type: 'recent.chosen', recentId: '0f', path: 'C:\\x' }],
  [{ type: 'plan.confirmed' }],
  [{ type: 'plan.confirmed', planId: undefined }],
  [{ type: 'plan.confirmed', planId: '' }],
  [{ type: 'plan.confirmed', planId: 'a b' }],
  [{ type: 'plan.confirmed', planId: 'x'.repeat(129) }],
  [{ type: 'plan.confirmed', planId: { toString: () => 'x' } }],
  [{ type: 'plan.confirmed', planId: 'x', command: 'format c:' }],
  [{ type: 'mode.chosen', mode: 'APPLY' }],
  [{ type: 'step.skipped', reason: 'x'.repeat(501) }],
  [{ type: 'step.skipped', reason: '\u001b[2J' }],
])('refuses %j', (raw) => {
  expect(parseAdminEvent(raw)).toBeUndefined();
});

test('refuses whatever is no event, and never throws', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true, withMap: true }), (raw) => {
      expect(parseAdminEvent(raw)).toBeUndefined();
    }),
  );
});

test('refuses every event that has lost, gained or changed a field', () => {
  const name = fc.string({ minLength: 1 }).filter((field) => !['type', 'mode', 'scenarioId', 'stepId', 'reason', 'planId'].includes(field));
  fc.assert(
    fc.property(fc.constantFrom(...EVENTS), name, fc.jsonValue(), (event, field, value) => {
      const more = Object.fromEntries([...Object.entries(event), [field, value]]);
      expect(parseAdminEvent(more)).toBeUndefined();
    }),
  );
  for (const event of EVENTS) {
    for (const field of Object.keys(event)) {
      const fields = Object.entries(event).filter(([present]) => present !== field);
      expect(parseAdminEvent(Object.fromEntries(fields))).toBeUndefined();
      expect(parseAdminEvent(Object.fromEntries([...fields, [field, 7]]))).toBeUndefined();
    }
  }
});
