import { join } from 'node:path';
import { hasHandOver } from '../../flows/handover/hand-over.ts';
import type { Result } from '../../flows/model/result.ts';
import type { PlanDocument } from '../../flows/plan/plan-document.ts';
import { prescriptionLines } from '../../flows/prescription/prescription-lines.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import { answerOf } from '../../flows/triage/sights.ts';
import { type PlannedServer, planServer } from '../core/plan-server.ts';
import { writeState } from '../core/state-folder.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { judgeBy, openPrescribed, type PrescriptionOptions, printWrittenDown } from './by-prescription.ts';
import { offerHandOver } from './hand-over-notes.ts';
import { openRequest, type Request, readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { findingLines, planLines } from './show-plan.ts';
import { tellUnfinished } from './unfinished.ts';

/** `kerbwise check`: reads everything, prints findings, changes nothing. */
export async function check(options: TargetOptions): Promise<ExitCode> {
  return withPlan(options, async ({ document, plan, facts }, { state }) => {
    const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
    if (options.json) printJson({ ...document, unfinished: unfinished.answers });
    else printLines(findingLines(document, plan));
    offerHandOver(document);
    return exitFor(document, facts);
  });
}

export type PlanOptions = TargetOptions & PrescriptionOptions & { readonly out?: string };

/** `kerbwise plan`: check, then the ordered changes; saved so that they can be applied. */
export async function plan(options: PlanOptions): Promise<ExitCode> {
  return options.prescription === undefined ? planFreely(options) : planPrescribed(options, options.prescription);
}

async function planFreely(options: PlanOptions): Promise<ExitCode> {
  return withPlan(options, async ({ document, facts }, request) => {
    const file = await savePlan(document, request, options);
    if (!file.ok) return printFailure(file.failure);
    const { kind } = request.target;
    const isForOthers = offerHandOver(document, file.value);
    if (document.changes.length > 0 && !isForOthers)
      note(`to apply: kerbwise apply --target ${kind} --plan ${file.value} --confirm ${document.planId}${stateWords(options)}`);
    return document.changes.length > 0 ? EXIT.action : exitFor(document, facts);
  });
}

/** The same by a prescription: only what is prescribed, and nothing at all where the server differs from it. */
async function planPrescribed(options: PlanOptions, file: string): Promise<ExitCode> {
  const request = await openPrescribed(options, file);
  if (!request.ok) return printFailure(request.failure);
  const { opened, state, target } = request.value;
  return answerPlanned(request.value, async (planned) => {
    const { document, facts } = planned;
    const refused = judgeBy(opened, planned);
    if (refused !== undefined) return printWrittenDown(state, { file, opened, target: document.target }, refused);
    if (!options.json) printLines([...prescriptionLines(opened.prescription), `Signed with the trusted key ${opened.signedWith}`, '']);
    for (const text of opened.notChecked) note(text);
    const saved = await savePlan(document, request.value, options);
    if (!saved.ok) return printFailure(saved.failure);
    if (document.changes.length > 0) {
      const named = `${options.trust === undefined ? '' : ` --trust ${options.trust}`}${options.out === undefined ? '' : ` --plan ${options.out}`}`;
      note(
        `to apply: kerbwise apply --target ${target.kind} --prescription ${file}${named} --confirm ${document.planId}${stateWords(options)}`,
      );
      return EXIT.action;
    }
    return exitFor(document, facts);
  });
}

/** Writes a plan that changes something, prints it, and tells what was left unfinished on that server. Out: its file. */
async function savePlan(document: PlanDocument, { state }: Request, options: PlanOptions): Promise<Result<string>> {
  const file = options.out ?? join(state.plans, `${document.planId}.json`);
  if (document.changes.length > 0 || hasHandOver(document) || options.out !== undefined) {
    const written = await writeState(file, `${JSON.stringify(document, null, 2)}\n`);
    if (!written.ok) return written;
  }
  const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
  if (options.json) printJson({ ...document, unfinished: unfinished.answers });
  else printLines(planLines(document));
  return { ok: true, value: file };
}

/** Opens the target, plans, answers, and closes the target whatever happens. */
async function withPlan(
  options: TargetOptions,
  answer: (planned: PlannedServer, request: Request) => Promise<ExitCode>,
): Promise<ExitCode> {
  const request = await openRequest(options);
  return request.ok ? answerPlanned(request.value, answer) : printFailure(request.failure);
}

async function answerPlanned(request: Request, answer: (planned: PlannedServer, request: Request) => Promise<ExitCode>): Promise<ExitCode> {
  const progress = readingProgress();
  try {
    const planned: Result<PlannedServer> = await planServer(request.target.place, request.order, stopOnInterrupt(), progress.listen);
    progress.end();
    if (!planned.ok) return printFailure(planned.failure);
    const unreadable = whyNothingIsKnown(planned.value.facts);
    if (unreadable !== undefined) return printFailure(unreadable);
    return await answer(planned.value, request);
  } finally {
    await request.target.place.shell.close();
  }
}

/**
 * Evidence cannot hold everything, so what it lacks is told and no error, as long as it is of a server and answers what was asked for at all:
 * a configuration file alone says nothing of names and accounts. On a server, what could not be read is an error.
 */
function exitFor(document: PlanDocument, { ground }: ServerFacts): ExitCode {
  const { findings, notChecked, target, scenario, facts } = document;
  if (findings.some(({ severity }) => severity !== 'information')) return EXIT.action;
  if (notChecked.length === 0) return EXIT.done;
  if (facts.applications.length === 0) {
    note('no application is in scope, so nothing was judged and nothing is known to be right; see "Not checked"');
    return EXIT.error;
  }
  if (target.kind === 'evidence' && ground.isServer && answerOf(scenario, false) === undefined) return EXIT.done;
  const { length } = notChecked;
  note(`${length} check${length === 1 ? '' : 's'} could not be made, so "nothing found" does not mean healthy; see "Not checked"`);
  return EXIT.error;
}

/** The state folder that the plan was made with, for the command that is to find the same lab and journals. */
function stateWords({ state }: TargetOptions): string {
  return state === undefined ? '' : ` --state ${/\s/.test(state) ? `"${state}"` : state}`;
}
