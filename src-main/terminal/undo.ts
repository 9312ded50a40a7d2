import { describeFailure } from '../../flows/model/failure.ts';
import { runOf } from '../../flows/plan/way-back.ts';
import { readJournals } from '../core/journal-folder.ts';
import { stateFolder } from '../core/state-folder.ts';
import { type Undone, undoRun } from '../core/undo-changes.ts';
import { findJournal } from '../session/find-journal.ts';
import { openTarget } from '../session/open-target.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { readingProgress, type TargetOptions } from './request.ts';
import { undoCommand } from './unfinished.ts';

export interface UndoOptions extends Pick<TargetOptions, 'target' | 'state' | 'json'> {
  readonly journal?: string;
  /** The plan that is to be taken back; without it, what could be is listed. */
  readonly confirm?: string;
}

/** `kerbwise undo`: the saved way back, last change first. */
export async function undo(options: UndoOptions): Promise<ExitCode> {
  const { confirm } = options;
  return confirm === undefined ? listWaysBack(options) : takeBack({ ...options, confirm: confirm.trim().toLowerCase() });
}

type Confirmed = UndoOptions & { readonly confirm: string };

/** Nobody has to remember an id: the commands that lead back are printed, newest run first, to be copied. */
async function listWaysBack({ state: named }: UndoOptions): Promise<ExitCode> {
  const state = stateFolder(named);
  const { readable } = await readJournals([state.journals]);
  const ways = readable.toReversed().flatMap(({ path, entries }) => {
    const run = runOf(entries);
    const open = run?.started.filter((index) => !run.takenBack.includes(index)).length ?? 0;
    return run === undefined || open === 0 ? [] : [{ path, run, open }];
  });
  note(
    ways.length === 0
      ? 'no run is known that could be taken back'
      : 'name the run with --confirm; these can be taken back, the newest first:',
  );
  for (const { path, run, open } of ways) {
    const { planId, at, target } = run.confirmed;
    note(`  ${at}, ${open} change${open === 1 ? '' : 's'}: ${undoCommand(state, target.kind, named !== undefined, path, planId)}`);
  }
  return EXIT.usage;
}

async function takeBack(options: Confirmed): Promise<ExitCode> {
  const state = stateFolder(options.state);
  const journal = options.journal === undefined ? await findJournal(state, options.confirm) : { ok: true as const, value: options.journal };
  if (!journal.ok) return printFailure(journal.failure);
  const target = await openTarget(options.target, state, true);
  if (!target.ok) return printFailure(target.failure);
  const { place, kind, canApply, label } = target.value;
  try {
    if (!canApply) return printFailure({ code: 'target.readOnly', target: label });
    const progress = readingProgress();
    const undone = await undoRun({
      place,
      state,
      kind,
      journal: journal.value,
      planId: options.confirm,
      listen: ({ state: now, command, output }) => {
        progress.end();
        if (options.json) return;
        if (now === 'running') printLines([command]);
        else
          printLines(
            output
              .split(/\r*\n/)
              .filter((line) => line.trim() !== '')
              .map((line) => `        ${line}`),
          );
      },
      listenToReadings: progress.listen,
      foundWays: (_ways, later) => {
        progress.end();
        for (const { planId, at, targets, journal: other } of later) {
          note(`plan ${planId}, applied ${at}, changed the same later and is taken back first: ${targets.join('; ')}. Journal: ${other}`);
        }
      },
    });
    progress.end();
    return undone.ok ? conclude(undone.value, options) : printFailure(undone.failure);
  } finally {
    await place.shell.close();
  }
}

function conclude(undone: Undone, options: Confirmed): ExitCode {
  const { journal, verified, failure } = undone;
  const left = undone.refused.map((way) => ({ target: way.change.target, why: way.kind === 'run' ? '' : way.why }));
  if (options.json) {
    printJson({
      kerbwise: 1,
      kind: 'undone',
      planId: options.confirm,
      journal,
      undone: undone.undone,
      needless: undone.needless.length,
      refused: left,
      later: undone.later,
      verified,
      failure: failure === null ? null : describeFailure(failure),
    });
  } else {
    printLines([
      `${undone.undone} taken back, ${undone.needless.length} already as before. Journal: ${journal}`,
      ...(verified ? ['Read again: everything that the plan changed is as it was.'] : []),
    ]);
  }
  for (const { target, why } of left) note(`left alone: ${target}: ${why}`);
  if (failure !== null) return printFailure(failure);
  if (!verified && left.length === 0) note('the commands ran, but read again not everything is as it was; look with kerbwise check');
  return verified ? EXIT.done : EXIT.error;
}
