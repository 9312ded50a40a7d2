import { describeWaiting } from '../../flows/handover/waiting.ts';
import { say } from '../../flows/language/say.ts';
import type { Failure } from '../../flows/model/failure.ts';
import type { Answers } from '../../flows/model/reading.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { serverName } from '../../flows/plan/plan-document.ts';
import type { UnfinishedRun } from '../../flows/plan/unfinished.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import type { AssessInput, Assessing, Discovery, HandingOver, StepAssessment } from '../../flows/wizard/wizard-model.ts';
import { discover } from '../core/discover.ts';
import { knownServer } from '../core/known-server.ts';
import { planFrom } from '../core/plan-server.ts';
import { settleRuns } from './find-unfinished.ts';
import { judgeHandOvers, writeHandOver } from './hand-overs.ts';
import { type Held, readingsListener, scenarioOf, wholeOrder } from './held.ts';
import { workOnStep } from './step-work.ts';

/** Reads the server anew; what was read is held where the reading came to its end. */
export async function readAll(held: Held, signal: AbortSignal): Promise<Result<Answers>> {
  held.reads.clear();
  const found = await discover(held.target.place, held.choices, signal, readingsListener(held));
  if (found.ok) held.answers = found.value;
  return found;
}

/** Looks at the whole server. In: runs whose end nobody wrote down; a server where nothing is left to do or unknown ends them. */
export async function discoverServer(held: Held, unfinished: readonly UnfinishedRun[], signal: AbortSignal): Promise<Discovery> {
  const found = await readAll(held, signal);
  if (!found.ok) return found;
  const planned = planFrom(held.target.place, wholeOrder(held, []), found.value);
  const { facts, document } = planned;
  const nothing = whyNothingIsKnown(facts);
  if (nothing !== undefined) return fail(nothing);
  const isHealthy = document.notChecked.length === 0 && document.findings.every(({ severity }) => severity === 'information');
  if (isHealthy) await settleRuns(held.state, unfinished, planned);
  const differs = await judgeWhole(held, found.value);
  if (differs !== undefined) return fail(differs);
  return succeed({ server: document.target.server, applications: facts.applications, elevated: elevatedThere(facts) });
}

/** Judges one step, on what was read last unless it has to be read anew. */
export async function assessStep(held: Held, input: AssessInput, signal: AbortSignal): Promise<Assessing> {
  if (held.answers === null || input.fresh) {
    const found = await readAll(held, signal);
    if (!found.ok) return found;
    const differs = await judgeWhole(held, found.value);
    if (differs !== undefined) return fail(differs);
  }
  held.running = [];
  const { prescribed } = held;
  const done = workOnStep(held.target, held.answers ?? {}, held.choices, scenarioOf(held), input, prescribed);
  if (!done.ok) return done;
  const differs = prescribed?.stopped() === null ? await prescribed.judge(done.value.judged, done.value.document.target) : undefined;
  if (differs !== undefined) return fail(differs);
  prescribed?.show(done.value.document.planId);
  held.work = done.value;
  return succeed(await withHandOvers(held, done.value.assessment));
}

/** Writes what is shown down for the directory team. */
export async function handOver({ state, work }: Held, planId: string): Promise<HandingOver> {
  if (work === null || work.document.planId !== planId) return fail({ code: 'plan.changed', why: say`it is not the plan that is shown` });
  const written = await writeHandOver(state, work.document);
  return written.ok ? succeed(describeWaiting(written.value.waiting)) : written;
}

/** The whole plan of a prescription is held against it before its first step is shown. */
async function judgeWhole(held: Held, found: Answers): Promise<Failure | undefined> {
  const { prescribed, target } = held;
  if (prescribed === undefined || prescribed.stopped() !== null) return undefined;
  const only = prescribed.stepIds;
  const { facts, plan, document } = planFrom(target.place, wholeOrder(held, only), found);
  return prescribed.judge({ kind: target.kind, facts, plan, only }, document.target);
}

/** What was handed to the directory team, judged by what was just read. */
async function withHandOvers({ answers, choices, state, target }: Held, assessment: StepAssessment): Promise<StepAssessment> {
  if (assessment.stepId !== 'service-principal-names' || answers === null) return assessment;
  const facts = knownServer(answers, choices, target.place.systemRoot);
  const judged = await judgeHandOvers(state, { kind: target.kind, server: serverName(facts) }, facts);
  const done = judged.filter(({ waiting }) => waiting.length === 0).map(describeWaiting);
  const open = judged.filter(({ waiting }) => waiting.length > 0).map(describeWaiting);
  return {
    ...assessment,
    statements: [...assessment.statements, ...done],
    ...(open.length === 0 ? {} : { waiting: open.join(' ') }),
  };
}

/** Whether administrator rights are in use there; `null` where that is not known, or nobody's rights matter. */
function elevatedThere({ ground, operator }: ServerFacts): boolean | null {
  return ground.isServer && operator.known ? operator.value.elevated : null;
}
