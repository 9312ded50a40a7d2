import { rm } from 'node:fs/promises';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { DEFAULT_FAULTS, parseFaults, resetLab } from '../lab/lab.ts';
import { noteLabMade } from './lab-made.ts';
import { savedWizardFile } from './saved-wizard.ts';

/** In: a fault's id, `healthy`, `surprise`, or `usual` for the several that the lab has at first. Makes the practice server anew, a damaged one too. */
export async function makeLabAnew(state: StateFolder, fault: string): Promise<Result<null>> {
  const faults = fault === 'usual' ? succeed(DEFAULT_FAULTS) : parseFaults(fault);
  if (!faults.ok) return faults;
  if (faults.value.length > 1 && fault !== 'usual') return refuse(fault);
  const made = await resetLab(state.lab, faults.value);
  if (!made.ok) return made;
  await noteLabMade(state);
  await rm(savedWizardFile(state, { kind: 'lab', label: '' }), { force: true }); // where one was on another server
  return succeed(null);
}

function refuse(fault: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`There is no fault ${fault} in the practice lab`,
    why: say`one fault is picked at a time`,
    next: say`Choose one of the list`,
  });
}
