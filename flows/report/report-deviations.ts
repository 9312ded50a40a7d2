import { say } from '../language/say.ts';
import type { PrescriptionName, WrittenEntry } from '../model/journal.ts';
import type { PlanTarget } from '../plan/plan-document.ts';
import type { ReportDeviation } from './report-model.ts';
import { momentText } from './report-words.ts';
import { compareTexts, isSameServer, type Journal } from './timeline.ts';

/** In: journals as they were read. Out: the deviations that they tell of, oldest first. */
export function deviationsOf(journals: readonly (readonly WrittenEntry[])[]): readonly ReportDeviation[] {
  return journals
    .flatMap((entries) =>
      entries.flatMap((entry): readonly ReportDeviation[] => {
        if (entry.type !== 'prescription.deviated') return [];
        const { type: _type, version: _version, n: _n, previous: _previous, ...told } = entry;
        return [told];
      }),
    )
    .sort((a, b) => compareTexts(a.at, b.at));
}

/** Those of one server, and those that came so early that no server was known. */
export function deviationsOn(target: PlanTarget, deviations: readonly ReportDeviation[]): readonly ReportDeviation[] {
  return deviations.filter((one) => one.target === null || isSameServer(target, one.target));
}

/** The prescriptions by which plans were confirmed, each once. */
export function prescriptionsOf(journals: readonly Journal[]): readonly PrescriptionName[] {
  const all = journals.flatMap(({ confirmed }) => confirmed.prescription ?? []);
  return all.filter(({ id }, at) => all.findIndex((other) => other.id === id) === at);
}

/** What a reader is told first of one prescription. */
export function prescriptionText({ id, prescribedBy, validUntil }: PrescriptionName): string {
  return say`${prescribedBy}, valid until ${momentText(validUntil)}, prescription ${id}`;
}

/** The names and values of one deviation, as every readable form tells them. */
export function deviationRows({ at, why, next, file, user, prescription }: ReportDeviation): readonly (readonly [string, string])[] {
  return [
    [say`Written down`, momentText(at)],
    ['Why', why],
    [say`What to do`, next],
    ['File', file],
    ['Prescription', prescription === null ? say`could not be read` : say`${prescription.id}, which names ${prescription.prescribedBy}`],
    [say`Account that ran Kerbwise`, user ?? say`not known`],
  ];
}
