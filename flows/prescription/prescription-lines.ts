import { listed, say } from '../language/say.ts';
import { visibleLine } from '../report/visible-text.ts';
import { describeKept, titleOf } from './kept.ts';
import { describeEdit } from './prescribed-edit.ts';
import type { Prescription } from './prescription.ts';

/** Who prescribes what until when, for people. Words of the senior stand behind a bar: they are nobody else's, and nothing to be run. */
export function prescriptionLines(prescription: Prescription): readonly string[] {
  const { prescribedBy, prescribedAt, validUntil, ask, introduction, steps } = prescription;
  return [
    say`Prescribed by ${prescribedBy}, ${prescribedAt}, valid until ${validUntil}`,
    say`Where something differs, ask ${ask}`,
    say`For ${serverText(prescription.server)}, scenario ${prescription.scenario}`,
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
    say`Applications: ${applications.join(', ') || say`every one under an /Altiris path`}`,
    say`Names beside the server’s own: ${names.join(', ') || 'none'}`,
    '',
    say`Prescribed changes: ${changes.length}`,
    ...changes.map(({ step, edit }) => say`  ${visibleLine(describeEdit(edit))}  [${step}]`),
    '',
    say`Must never change: ${never.length === 0 ? say`nothing is named` : ''}`.trimEnd(),
    ...never.map((kept) => say`  ${visibleLine(describeKept(kept))}`),
  ];
}

/** What it is for, in one line. */
export function serverText(server: Prescription['server']): string {
  const place = server.target === 'lab' ? say`the practice lab` : say`a real server`;
  if (server.is === 'named') return say`${server.name} (${place})`;
  const runs = listed(
    server.applications.map(({ path, identity }) => say`${path} as ${identity}`),
    '; ',
  );
  return say`servers of ${server.domain ?? say`no domain`} (${place}) that run ${runs || say`any application`}`;
}

function quoted(words: string): readonly string[] {
  return words.split('\n').map((line) => say`  | ${line}`);
}
