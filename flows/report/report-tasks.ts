import { counted, say } from '../language/say.ts';
import type { ChangeText, NotChecked } from '../model/step.ts';
import type { PlanDocument } from '../plan/plan-document.ts';
import { asksForAction } from './report-findings.ts';
import type { ReportChange, ReportFinding, ReportRun, Task } from './report-model.ts';
import { lastVerification, unsettledChanges } from './report-runs.ts';
import { sentenceOf } from './report-words.ts';

interface ToJudge {
  readonly runs: readonly ReportRun[];
  readonly findings: readonly ReportFinding[];
  /** The latest plan, where there is one. */
  readonly latest: PlanDocument | null;
  readonly readAfterLastCommand: boolean;
}

/** What stays to be done, the most pressing first. The planned changes themselves stand in the plan. */
export function tasksOf({ runs, findings, latest, readAfterLastCommand }: ToJudge): readonly Task[] {
  const planned = latest?.changes ?? [];
  const withheld = latest?.withheld ?? [];
  return [
    ...unsettledChanges(runs).flatMap(changeTask),
    ...verificationTask(runs),
    ...(readAfterLastCommand || runs.length === 0 ? [] : [READ_AGAIN]),
    ...plannedTasks(planned),
    ...withheld.map(({ what, why, next }) => ({ ...NO_COMMAND, what, why, next })),
    ...findings.filter((finding) => isLeft(finding, planned, withheld)).map(findingTask),
  ];
}

const NO_COMMAND = { command: null, runBy: null } as const;

const READ_AGAIN: Task = {
  ...NO_COMMAND,
  what: say`Read the server again`,
  why: say`Nothing was read after the last command, so what it did is not proved.`,
  next: say`Run kerbwise verify, or open Kerbwise and look at the server.`,
};

function changeTask(change: ReportChange): readonly Task[] {
  const { target, undo, command, runBy } = change;
  const why = change.attempts.at(-1)?.why ?? '';
  switch (change.state) {
    case 'not confirmed':
      return [
        {
          what: say`Find out whether this change is on the server: ${target}`,
          why: say`Its command was started, and how it ended is not recorded.`,
          next: say`Read the server with Kerbwise. It shows what holds now; the command takes the change back where it is there.`,
          command: undo,
          runBy,
        },
      ];
    case 'failed':
      return [
        {
          what: say`Make this change, or take back what it did: ${target}`,
          why: sentenceOf(why),
          next: say`Mend the cause, then look and plan again with Kerbwise.`,
          command,
          runBy,
        },
      ];
    case 'undo failed':
    case 'undo not confirmed':
      return [
        {
          what: say`Take this change back: ${target}`,
          why: change.state === 'undo failed' ? sentenceOf(why) : say`The command was started, and how it ended is not recorded.`,
          next: say`Read the server with Kerbwise and undo again. The command is the one that was shown before the change.`,
          command: undo,
          runBy,
        },
      ];
    case 'left alone':
      return [
        {
          what: say`Decide about this change by hand: ${target}`,
          why: sentenceOf(why),
          next: say`Look who changed it since. Where the old state is wanted, the command brings it back and overwrites what is there now.`,
          command: undo,
          runBy,
        },
      ];
    default:
      return [];
  }
}

function verificationTask(runs: readonly ReportRun[]): readonly Task[] {
  const last = lastVerification(runs);
  if (last === undefined || last.verified) return [];
  const why = say`The server was read again and is not in every point as it was to be.`;
  return [
    {
      ...NO_COMMAND,
      what: say`Look at what plan ${last.planId} left`,
      why,
      next: say`Compare before and after, then look again with Kerbwise.`,
    },
  ];
}

function plannedTasks(planned: readonly ChangeText[]): readonly Task[] {
  const [mine, theirs] = [planned.filter(({ runBy }) => runBy === 'you'), planned.filter(({ runBy }) => runBy !== 'you')];
  return [
    ...(theirs.length === 0 ? [] : [handOver(counted(theirs.length, 'command', 'commands'))]),
    ...(mine.length === 0 ? [] : [confirmPlan(counted(mine.length, 'change', 'changes'))]),
  ];
}

function handOver(commands: string): Task {
  return {
    command: null,
    runBy: 'directory team',
    what: say`Hand ${commands} to the directory team`,
    why: say`Names on accounts can be changed only by those who may write to the directory.`,
    next: say`The commands stand in the plan, each with its undo. Look again when they have run.`,
  };
}

function confirmPlan(changes: string): Task {
  return {
    command: null,
    runBy: 'you',
    what: say`Decide about ${changes}`,
    why: say`The plan is made and nothing of it has run.`,
    next: say`Confirm the plan in Kerbwise. It saves the way back first, runs one command at a time and reads the server again.`,
  };
}

/** A finding that no planned or withheld change speaks of. */
function isLeft(finding: ReportFinding, planned: readonly ChangeText[], withheld: readonly NotChecked[]): boolean {
  if (finding.status !== 'open' || !asksForAction(finding)) return false;
  if (planned.some(({ fixes }) => fixes === finding.id)) return false;
  return !withheld.some(({ what }) => what === finding.summary || what.includes(finding.subject));
}

function findingTask({ summary, meaning }: ReportFinding): Task {
  const next = say`Look with Kerbwise: it plans what can be changed, and says why where it cannot.`;
  return { ...NO_COMMAND, what: summary, why: meaning, next };
}
