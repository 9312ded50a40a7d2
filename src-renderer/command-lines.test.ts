import { expect, test } from 'vitest';
import type { ChangeView, CommandView } from '../flows/bridge/contract.ts';
import { changeLines, startedLines, undoLines } from './command-lines.ts';

const change = (name: string): ChangeView => ({
  step: 'service-principal-names',
  fixes: 'service-principal-names.missing',
  target: name,
  before: '',
  after: '',
  command: `setspn.exe -S ${name} CONTOSO\\svc-smp`,
  undo: `setspn.exe -D ${name} CONTOSO\\svc-smp`,
  risk: 'low',
  consequence: '',
  runBy: 'you',
});
const changes = [change('HTTP/SMP01'), change('HTTP/SMP01.contoso.com')];
const command = (kind: CommandView['kind'], text: string, state: CommandView['state']): CommandView => ({
  kind,
  text,
  state,
  milliseconds: null,
  output: '',
});
const statesOf = (lines: ReturnType<typeof changeLines>) => lines.map(({ title, command: { state } }) => [title, state]);

test('lets a command wait that has not started', () => {
  const ran = [command('read', 'setspn.exe -L SMP01', 'done'), command('change', changes[0]?.command ?? '', 'running')];
  expect(statesOf(changeLines(changes, ran))).toEqual([
    ['HTTP/SMP01', 'running'],
    ['HTTP/SMP01.contoso.com', 'waiting'],
  ]);
});

test('means the later of two attempts', () => {
  const ran = [command('change', changes[0]?.command ?? '', 'failed'), command('change', changes[0]?.command ?? '', 'done')];
  expect(statesOf(changeLines(changes.slice(0, 1), ran))).toEqual([['HTTP/SMP01', 'done']]);
});

test('does not take what was undone for done', () => {
  const ran = [command('change', changes[0]?.command ?? '', 'done'), command('undo', changes[0]?.undo ?? '', 'done')];
  expect(statesOf(changeLines(changes.slice(0, 1), ran))).toEqual([['HTTP/SMP01', 'waiting']]);
});

test('takes the last change back first', () => {
  const ran = [command('change', changes[0]?.command ?? '', 'done'), command('undo', changes[1]?.undo ?? '', 'done')];
  expect(statesOf(undoLines(changes, ran))).toEqual([
    ['HTTP/SMP01.contoso.com', 'done'],
    ['HTTP/SMP01', 'waiting'],
  ]);
});

test('knows nothing started while the commands are only planned', () => {
  const planned = changes.map(({ command: text }) => command('change', text, 'planned'));
  expect(startedLines(changeLines(changes, planned))).toEqual([]);
});
