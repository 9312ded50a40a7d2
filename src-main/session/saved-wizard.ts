import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SavedWizard } from '../../flows/wizard/wizard-model.ts';
import { sha256 } from '../core/hash.ts';
import { replaceState, type StateFolder } from '../core/state-folder.ts';
import type { OpenTarget } from './open-target.ts';

/** The file that keeps the wizard of one target between two starts; each evidence and each prescription has its own. */
export function savedWizardFile(state: StateFolder, { kind, label }: Pick<OpenTarget, 'kind' | 'label'>, prescription?: string): string {
  if (prescription !== undefined) return join(state.wizards, `${kind}-by-${prescription}.json`);
  return join(state.wizards, kind === 'evidence' ? `${kind}-${sha256(resolve(label)).slice(0, 16)}.json` : `${kind}.json`);
}

/** Out: the saved wizard; `null` where there is none or it is of another version: then the wizard simply starts anew. */
export async function readSavedWizard(path: string): Promise<SavedWizard | null> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isSaved(value) ? value : null;
  } catch {
    return null; // none, or cut off: nothing is lost but the place where one was, the journals tell the rest
  }
}

/** Saves one after the other; a save that is overtaken by a later one is left out. */
export function wizardSaver(path: string, complain: (why: string) => void): { save(saved: SavedWizard): void; flush(): Promise<void> } {
  let [last, writing]: [SavedWizard | undefined, Promise<void>] = [undefined, Promise.resolve()];
  const writeLast = async () => {
    if (last === undefined) return;
    const saved = last;
    last = undefined;
    const written = await replaceState(path, `${JSON.stringify(saved)}\n`);
    if (!written.ok && written.failure.code === 'state.unwritable') complain(written.failure.why);
  };
  return {
    save: (saved) => {
      last = saved;
      writing = writing.then(writeLast);
    },
    flush: () => writing,
  };
}

function isSaved(value: unknown): value is SavedWizard {
  if (typeof value !== 'object' || value === null) return false;
  if (!('kerbwise' in value && 'scenarioId' in value && 'stepId' in value && 'records' in value && 'journals' in value && 'busy' in value))
    return false;
  const { kerbwise, scenarioId, stepId, records, journals, busy } = value;
  return (
    kerbwise === 1 &&
    Array.isArray(journals) &&
    journals.every((path) => typeof path === 'string') &&
    isTextOrNull(scenarioId) &&
    isTextOrNull(stepId) &&
    typeof busy === 'boolean' &&
    (!('names' in value) || (Array.isArray(value.names) && value.names.every((name) => typeof name === 'string'))) &&
    (!('confirmed' in value) || isConfirmed(value.confirmed)) &&
    areRecords(records)
  );
}

function isConfirmed(value: unknown): boolean {
  if (value === null) return true;
  if (typeof value !== 'object' || !('way' in value && 'of' in value && 'since' in value && 'server' in value)) return false;
  const { way, of, since, server } = value;
  return (way === 'apply' || way === 'undo') && typeof of === 'number' && typeof since === 'string' && isTextOrNull(server);
}

function areRecords(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(
    (record: unknown) =>
      typeof record === 'object' &&
      record !== null &&
      'state' in record &&
      'note' in record &&
      'planIds' in record &&
      Array.isArray(record.planIds) &&
      'changes' in record &&
      Array.isArray(record.changes),
  );
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
