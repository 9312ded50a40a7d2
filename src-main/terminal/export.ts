import { EXIT, type ExitCode, note, printFailure } from './answer.ts';
import { exportHandOver } from './export-handover.ts';
import { exportPrescription, type PrescriptionExport } from './export-prescription.ts';
import { readPlan } from './read-plan.ts';

/** The forms of a plan that others run. */
export const EXPORT_FORMS = ['handover', 'prescription', 'powershell', 'ansible'] as const;

export interface ExportOptions extends PrescriptionExport {
  readonly plan: string;
  readonly as: (typeof EXPORT_FORMS)[number];
  readonly state?: string;
}

/** `kerbwise export`: the plan in the form that others run. */
export async function exportPlan(options: ExportOptions): Promise<ExitCode> {
  const plan = await readPlan(options.plan);
  if (!plan.ok) return printFailure(plan.failure);
  switch (options.as) {
    case 'handover':
      return exportHandOver(plan.value, options);
    case 'prescription':
      return exportPrescription(plan.value, options);
    case 'powershell':
    case 'ansible':
      note(`a plan as ${options.as} is not there yet; it belongs to a later version. Known are handover and prescription`);
      return EXIT.error;
    default:
      note(`${options.as satisfies never} is no form of a plan`);
      return EXIT.usage;
  }
}
