import { counted, say } from '../language/say.ts';
import type { ToldRun } from './unfinished.ts';
import { type Run, runOf } from './way-back.ts';

type Confirmed = Run['confirmed'];

/**
 * In: the journals of a state folder, whatever their order; which runs are meant, by the plan that was confirmed.
 * Out: what the latest of them did and whether that was verified, one sentence; `null` where there is none.
 */
export function describeLastRun(journals: readonly ToldRun[], isMeant: (confirmed: Confirmed) => boolean): string | null {
  const runs = journals.flatMap(({ entries }) => {
    const run = runOf(entries);
    return run !== undefined && isMeant(run.confirmed) ? [{ entries, run, at: entries.at(-1)?.at ?? '' }] : [];
  });
  const last = runs.reduce<(typeof runs)[number] | undefined>(
    (latest, one) => (latest !== undefined && latest.at > one.at ? latest : one),
    undefined,
  );
  if (last === undefined) return null;
  const { entries, run } = last;
  return entries.some(({ type }) => type === 'undo.confirmed') ? wayBackOf(entries, run) : wayForthOf(run);
}

function wayForthOf({ confirmed, started, finished, refusedByTool, verified }: Run): string {
  const all = counted(confirmed.changes.length, 'command', 'commands');
  if (started.length === 0) return say`Last run: ended before the first of ${all}. Nothing was changed by it`;
  const done = finished.filter((index) => !refusedByTool.includes(index)).length;
  if (verified === null)
    return say`Last run: ${done} of ${all} known to have run. Nothing was read again afterwards, so it is not verified`;
  return verified
    ? say`Last run: ${done} of ${all} known to have run. The server was read again: verified`
    : say`Last run: ${done} of ${all} known to have run. The server was read again: not everything is as it should be`;
}

function wayBackOf(entries: ToldRun['entries'], { started, takenBack }: Run): string {
  const all = counted(started.length, 'change', 'changes');
  const since = entries.slice(entries.findLastIndex(({ type }) => type === 'undo.confirmed'));
  const end = since.flatMap((entry) => (entry.type === 'undo.verified' ? [entry.verified] : [])).at(-1);
  const done = new Set(takenBack).size;
  if (end === undefined)
    return say`Last run: ${done} of ${all} known to be taken back. Nothing was read again afterwards, so it is not verified`;
  return end
    ? say`Last run: ${done} of ${all} known to be taken back. The server was read again: verified`
    : say`Last run: ${done} of ${all} known to be taken back. The server was read again: not everything is as it was`;
}
