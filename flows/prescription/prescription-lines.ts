import { visibleLine } from '../report/visible-text.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { describeKept } from './kept.ts';
import { describeEdit } from './prescribed-edit.ts';
import type { Prescription } from './prescription.ts';

/** Who prescribes what until when, for people. Words of the senior stand behind a bar: they are nobody else's, and nothing to be run. */
export function prescriptionLines(prescription: Prescription): readonly string[] {
  const { prescribedBy, prescribedAt, validUntil, ask, introduction, steps } = prescription;
  return [
    `Prescribed by ${prescribedBy}, ${prescribedAt}, valid until ${validUntil}`,
    `Where something differs, ask ${ask}`,
    `For ${serverText(prescription.server)}, scenario ${prescription.scenario}`,
    ...(introduction === null ? [] : quoted(introduction)),
    ...steps.flatMap(({ id, words }) => [`${titleOf(id)}:`, ...quoted(words)]),
    '',
  ];
}

/** The whole of it, for reading. */
export function wholeLines(prescription: Prescription): readonly string[] {
  const { applications, names, changes, never } = prescription;
  return [
    ...prescriptionLines(prescription),
    `Applications: ${applications.join(', ') || 'every one under an /Altiris path'}`,
    `Names beside the server’s own: ${names.join(', ') || 'none'}`,
    '',
    `Prescribed changes: ${changes.length}`,
    ...changes.map(({ step, edit }) => `  ${visibleLine(describeEdit(edit))}  [${step}]`),
    '',
    `Must never change: ${never.length === 0 ? 'nothing is named' : ''}`.trimEnd(),
    ...never.map((kept) => `  ${visibleLine(describeKept(kept))}`),
  ];
}

/** What it is for, in one line. */
export function serverText(server: Prescription['server']): string {
  const place = server.target === 'lab' ? 'the practice lab' : 'a real server';
  if (server.is === 'named') return `${server.name} (${place})`;
  const runs = server.applications.map(({ path, identity }) => `${path} as ${identity}`).join('; ');
  return `servers of ${server.domain ?? 'no domain'} (${place}) that run ${runs || 'any application'}`;
}

function titleOf(stepId: string): string {
  return ALL_STEPS.find(({ id }) => id === stepId)?.title ?? stepId;
}

function quoted(words: string): readonly string[] {
  return words.split('\n').map((line) => `  | ${line}`);
}
