import type { ConfirmedWork, Interrupted } from '../../flows/plan/interrupted.ts';
import { interruptedWork } from '../../flows/plan/interrupted.ts';
import type { PlanTarget } from '../../flows/plan/plan-document.ts';
import type { SavedWizard } from '../../flows/wizard/wizard-model.ts';
import { matches } from '../../flows/wizard/wizard-view.ts';
import { readJournals } from '../core/journal-folder.ts';
import { serverHolder, serverLock } from '../core/server-lock.ts';
import type { StateFolder } from '../core/state-folder.ts';
import type { Held } from './held.ts';

/** Out: tells of a session what was confirmed and runs now, from the moment on when it was; `null` while nothing does. */
export function watchConfirmed(): (held: Held) => ConfirmedWork | null {
  let work: ConfirmedWork | null = null;
  return (held) => {
    const way = wayOf(held);
    if (way === null) work = null;
    else if (work?.way !== way) work = { way, of: countOf(held, way), since: new Date().toISOString(), server: serverOf(held) };
    return work;
  };
}

function wayOf(held: Held): ConfirmedWork['way'] | null {
  const { value } = held.wizard();
  if (matches(value, 'step', 'working')) return 'apply';
  return matches(value, 'step', 'undoing') || matches(value, 'report', 'undoing') ? 'undo' : null;
}

function countOf({ work, wizard }: Held, way: ConfirmedWork['way']): number {
  if (way === 'apply') return work?.document.changes.length ?? 0;
  const { records, undoing } = wizard().context;
  const undone = Object.values(records).filter(({ planIds }) => planIds.some((id) => undoing.includes(id)));
  return undone.reduce((sum, { changes }) => sum + changes.length, 0);
}

function serverOf({ wizard }: Held): string | null {
  return wizard().context.discovered?.server ?? null;
}

/** In: a wizard as it was saved. Out: what the journals say of what was confirmed then; `null` where they cannot be trusted to, or it is still at work. */
export async function findInterrupted(
  state: StateFolder,
  kind: PlanTarget['kind'],
  saved: SavedWizard | null,
): Promise<Interrupted | null> {
  const work = saved?.busy === true ? saved.confirmed : undefined;
  if (work === undefined || work === null) return null;
  const { readable, damaged } = await readJournals([state.journals]);
  if (damaged.length > 0 || (await serverHolder(serverLock(state, { kind, server: work.server }))) !== null) return null;
  const lines = readable.flatMap(({ entries }) =>
    entries.some((one) => one.type === 'plan.confirmed' && one.target.kind === kind) ? entries : [],
  );
  return interruptedWork(work, lines);
}
