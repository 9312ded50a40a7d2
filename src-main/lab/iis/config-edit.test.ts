import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LabState } from '../lab-state.ts';
import { HEALTHY_SERVER } from '../server/healthy-server.ts';
import { ALTIRIS, CLIENT_TASK_SERVER, CONSOLE, TASK_MANAGEMENT } from '../server/names.ts';
import { attributeOf, childrenOf, readOwnXml } from '../xml/xml-tree.ts';
import { editSection } from './config-edit.ts';
import type { ConfigEdit } from './edit.ts';
import { elementAt } from './edit-place.ts';
import { effectiveSection, itemsIn, valueIn } from './effective.ts';
import { APPLICATION_HOST } from './levels.ts';
import { WINDOWS } from './schema.ts';

const PROVIDERS = [...WINDOWS.path.split('/'), 'providers'];

const item = (op: 'add' | 'remove', value: string, position: 'start' | number | null = null): ConfigEdit => ({
  op,
  inner: ['providers'],
  indexer: { position, keys: { value } },
});
const set = (attribute: string, value: boolean): ConfigEdit => ({ op: 'set', inner: [], attribute, value: String(value) });
const dropProviders: ConfigEdit = { op: 'drop', inner: ['providers'] };

function edited(state: LabState, path: string, edits: readonly ConfigEdit[]): LabState {
  const outcome = editSection(state, { path, file: APPLICATION_HOST }, WINDOWS, edits);
  if (!outcome.ok) throw new Error(outcome.error.kind);
  return outcome.value;
}

function errorOf(path: string, edits: readonly ConfigEdit[]): string {
  const outcome = editSection(HEALTHY_SERVER, { path, file: APPLICATION_HOST }, WINDOWS, edits);
  return outcome.ok ? 'none' : outcome.error.kind;
}

function providersAt(state: LabState, path: string): readonly string[] {
  const section = effectiveSection(state, path, WINDOWS);
  return section.ok ? itemsIn(section.value, 'providers') : [];
}

function writtenAt(state: LabState, path: string): readonly string[] | undefined {
  const place = { path, file: APPLICATION_HOST };
  return elementAt(state.applicationHost, place, PROVIDERS)?.children.map((child) =>
    [child.name, attributeOf(child, 'value')].filter((word) => word !== undefined).join(' '),
  );
}

test('takes an inherited item away with a remove', () => {
  const state = edited(HEALTHY_SERVER, ALTIRIS, [item('remove', 'NTLM')]);
  expect([writtenAt(state, ALTIRIS), providersAt(state, ALTIRIS)]).toEqual([['remove NTLM'], ['Negotiate']]);
});

test('deletes a local item', () => {
  const state = edited(HEALTHY_SERVER, TASK_MANAGEMENT, [item('remove', 'NTLM')]);
  expect(writtenAt(state, TASK_MANAGEMENT)).toEqual(['clear', 'add Negotiate']);
});

test('appends behind what is inherited', () => {
  const state = edited(HEALTHY_SERVER, ALTIRIS, [item('add', 'Negotiate:Kerberos')]);
  expect(writtenAt(state, ALTIRIS)).toEqual(['add Negotiate:Kerberos']);
  expect(providersAt(state, CONSOLE)).toEqual(['Negotiate', 'NTLM', 'Negotiate:Kerberos']);
});

test('writes the whole list after a clear where an item has to come before an inherited one', () => {
  const state = edited(HEALTHY_SERVER, ALTIRIS, [item('add', 'Negotiate:Kerberos', 'start')]);
  expect(writtenAt(state, ALTIRIS)).toEqual(['clear', 'add Negotiate:Kerberos', 'add Negotiate', 'add NTLM']);
});

test('puts a local item before a local one without a clear of its own', () => {
  const state = edited(HEALTHY_SERVER, TASK_MANAGEMENT, [item('add', 'Negotiate:Kerberos', 1)]);
  expect(writtenAt(state, TASK_MANAGEMENT)).toEqual(['clear', 'add Negotiate', 'add Negotiate:Kerberos', 'add NTLM']);
});

test('clears a list with a clear where something is inherited, and by deleting it at the server', () => {
  const clear: ConfigEdit = { op: 'clearItems', inner: ['providers'] };
  expect(writtenAt(edited(HEALTHY_SERVER, ALTIRIS, [clear]), ALTIRIS)).toEqual(['clear']);
  expect(writtenAt(edited(HEALTHY_SERVER, '', [clear]), '')).toBeUndefined();
});

test('takes a path in any letter case for the location that is there', () => {
  const state = edited(HEALTHY_SERVER, TASK_MANAGEMENT.toUpperCase(), [item('remove', 'NTLM'), item('add', 'NTLM')]);
  expect(state.applicationHost).toBe(HEALTHY_SERVER.applicationHost);
});

test('orders the providers of a path whatever it inherits, in one command', () => {
  const reorder = [item('remove', 'NTLM'), item('remove', 'Negotiate'), item('add', 'NTLM'), item('add', 'Negotiate')];
  const state = edited(HEALTHY_SERVER, ALTIRIS, reorder);
  expect(writtenAt(state, ALTIRIS)).toEqual(['remove Negotiate', 'remove NTLM', 'add NTLM', 'add Negotiate']);
  expect(providersAt(state, CONSOLE)).toEqual(['NTLM', 'Negotiate']);
});

test.each([
  ['an inherited provider again', item('add', 'ntlm'), 'duplicateItem'],
  ['a provider that is not there', item('remove', 'Kerberos'), 'absentItem'],
  ['a provider without its name', { op: 'add', inner: ['providers'], indexer: { position: 'start', keys: {} } }, 'missingKey'],
  ['an unknown attribute', { op: 'set', inner: [], attribute: 'useKernelmode', value: 'true' }, 'unknownAttribute'],
  ['an unknown element', { op: 'drop', inner: ['provider'] }, 'unknownAttribute'],
  ['a value of another type', { op: 'set', inner: [], attribute: 'enabled', value: 'yes' }, 'badValue'],
  [
    'a word that the list of words lacks',
    { op: 'set', inner: ['extendedProtection'], attribute: 'tokenChecking', value: 'On' },
    'badValue',
  ],
] satisfies readonly (readonly [string, ConfigEdit, string])[])('refuses %s', (_, edit, kind) => {
  expect(errorOf(ALTIRIS, [edit])).toBe(kind);
});

test('writes nothing when the last of several edits cannot be made', () => {
  expect(errorOf(ALTIRIS, [set('enabled', false), item('remove', 'NTLM'), item('remove', 'NTLM')])).toBe('absentItem');
});

test('refuses an attribute that a level above locks, its present value too', () => {
  const text = HEALTHY_SERVER.applicationHost.replace(
    '<windowsAuthentication enabled="false"',
    '<windowsAuthentication lockAttributes="useKernelMode" lockElements="providers" enabled="false"',
  );
  const state = { ...HEALTHY_SERVER, applicationHost: text };
  const kinds = [set('useKernelMode', true), item('add', 'X'), set('enabled', true)].map((edit) => {
    const outcome = editSection(state, { path: ALTIRIS, file: APPLICATION_HOST }, WINDOWS, [edit]);
    return outcome.ok ? 'written' : outcome.error.kind;
  });
  expect(kinds).toEqual(['lockViolation', 'lockViolation', 'written']);
});

const SWITCHES = ['enabled', 'authPersistNonNTLM', 'useKernelMode', 'useAppPoolCredentials'];
const PATHS = ['', ALTIRIS, CONSOLE, TASK_MANAGEMENT, CLIENT_TASK_SERVER, 'Default Web Site', `${CONSOLE}/Default.aspx`];

/** The undo that a careful administrator keeps: the value that stood there, or its absence. */
function undoOfSwitch(state: LabState, path: string, attribute: string): ConfigEdit {
  const element = elementAt(state.applicationHost, { path, file: APPLICATION_HOST }, WINDOWS.path.split('/'));
  const value = element && attributeOf(element, attribute);
  return value === undefined ? { op: 'unset', inner: [], attribute } : { op: 'set', inner: [], attribute, value };
}

test('brings back every byte when switches are set and set back in the opposite order', () => {
  const change = fc.record({ path: fc.constantFrom(...PATHS), attribute: fc.constantFrom(...SWITCHES), value: fc.boolean() });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
      const undo: (readonly [string, ConfigEdit])[] = [];
      const after = changes.reduce((state, { path, attribute, value }) => {
        undo.push([path, undoOfSwitch(state, path, attribute)]);
        const next = edited(state, path, [set(attribute, value)]);
        const section = effectiveSection(next, path, WINDOWS);
        expect(section.ok && valueIn(section.value, attribute)).toBe(String(value));
        return next;
      }, HEALTHY_SERVER);
      const back = undo.reverse().reduce((state, [path, edit]) => edited(state, path, [edit]), after);
      expect(back.applicationHost).toBe(HEALTHY_SERVER.applicationHost);
    }),
    { numRuns: 30 },
  );
});

test('brings back every byte when a list of providers is replaced and written back, or dropped where none was', () => {
  const list = fc.uniqueArray(fc.constantFrom('Negotiate', 'NTLM', 'Negotiate:Kerberos', 'Custom'), { minLength: 1 });
  fc.assert(
    fc.property(fc.constantFrom(...PATHS), list, (path, wanted) => {
      const had = writtenAt(HEALTHY_SERVER, path);
      const present = providersAt(HEALTHY_SERVER, path);
      const replace = (from: readonly string[], to: readonly string[]) => [
        ...from.map((one) => item('remove', one)),
        ...to.map((one) => item('add', one)),
      ];
      const after = edited(HEALTHY_SERVER, path, replace(present, wanted));
      expect(providersAt(after, path)).toEqual(wanted);
      const back = edited(after, path, had === undefined ? [dropProviders] : replace(wanted, present));
      expect(back.applicationHost).toBe(HEALTHY_SERVER.applicationHost);
    }),
    { numRuns: 30 },
  );
});

test('puts a new location at the end, leaves the rest alone, and takes it away again', () => {
  const state = edited(HEALTHY_SERVER, CONSOLE, [set('enabled', false)]);
  const locations = childrenOf(readOwnXml(state.applicationHost), 'location');
  expect(locations.at(-1)?.attributes[0]?.value).toBe(CONSOLE);
  const [before, after] = HEALTHY_SERVER.applicationHost.split('\r\n\r\n</configuration>');
  expect(state.applicationHost.startsWith(before ?? '-')).toBe(true);
  expect(state.applicationHost.endsWith(`\r\n\r\n</configuration>${after}`)).toBe(true);
  expect(edited(state, CONSOLE, [{ op: 'drop', inner: [] }]).applicationHost).toBe(HEALTHY_SERVER.applicationHost);
});

test('keeps what else stands in a location, comments included', () => {
  const path = `${ALTIRIS}/NS/NSCap`;
  const state = edited(HEALTHY_SERVER, path, [{ op: 'drop', inner: [] }]);
  expect(state.applicationHost).toContain('agents post here before they have an account');
  expect(state.applicationHost).toContain('<anonymousAuthentication enabled="true" />');
});
