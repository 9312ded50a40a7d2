import { EXIT, type ExitCode, note, printFailure } from './answer.ts';
import { exportPrescription, type PrescriptionExport } from './export-prescription.ts';
import { readPlan } from './read-plan.ts';

/** The forms of a plan that others run. */
export const EXPORT_FORMS = ['prescription'] as const;

export interface ExportOptions extends PrescriptionExport {
  readonly plan: string;
  readonly as: (typeof EXPORT_FORMS)[number];
}

/** `kerbwise export`: the plan in the form that others run. */
export async function exportPlan(options: ExportOptions): Promise<ExitCode> {
  const plan = await readPlan(options.plan);
  if (!plan.ok) return printFailure(plan.failure);
  switch (options.as) {
    case 'prescription':
      return exportPrescription(plan.value, options);
    default:
      note(`${options.as satisfies never} is no form of a plan`);
      return EXIT.usage;
  }
}
