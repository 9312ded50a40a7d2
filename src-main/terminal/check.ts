import { join } from 'node:path';
import type { Result } from '../../flows/model/result.ts';
import { whyNothingIsKnown } from '../../flows/server/ground.ts';
import { type PlannedServer, planServer } from '../core/plan-server.ts';
import { writeState } from '../core/state-folder.ts';
import { EXIT, type ExitCode, note, printFailure, printJson, printLines } from './answer.ts';
import { openRequest, type Request, readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';
import { findingLines, planLines } from './show-plan.ts';
import { tellUnfinished } from './unfinished.ts';

/** `kerbwise check`: reads everything, prints findings, changes nothing. */
export async function check(options: TargetOptions): Promise<ExitCode> {
  return withPlan(options, async ({ document, plan }, { target, state }) => {
    const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
    if (options.json) printJson({ ...document, unfinished: unfinished.answers });
    else printLines(findingLines(document, plan));
    return exitFor(document.findings, document.notChecked.length, target.kind);
  });
}

/** `kerbwise plan`: check, then the ordered changes; saved so that they can be applied. */
export async function plan(options: TargetOptions & { readonly out?: string }): Promise<ExitCode> {
  return withPlan(options, async ({ document }, { state, target }) => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    const file = options.out ?? join(state.plans, `${document.planId}.json`);
    if (document.changes.length > 0 || options.out !== undefined) {
      const written = await writeState(file, text);
      if (!written.ok) return printFailure(written.failure);
    }
    const unfinished = await tellUnfinished(state, document.target, options.state !== undefined);
    if (options.json) printJson({ ...document, unfinished: unfinished.answers });
    else printLines(planLines(document));
    if (document.changes.length > 0) note(`to apply: kerbwise apply --target ${target.kind} --plan ${file} --confirm ${document.planId}`);
    if (document.changes.length > 0) return EXIT.action;
    return exitFor(document.findings, document.notChecked.length, target.kind);
  });
}

/** Opens the target, plans, answers, and closes the target whatever happens. */
async function withPlan(
  options: TargetOptions,
  answer: (planned: PlannedServer, request: Request) => Promise<ExitCode>,
): Promise<ExitCode> {
  const request = await openRequest(options);
  if (!request.ok) return printFailure(request.failure);
  const progress = readingProgress();
  try {
    const planned: Result<PlannedServer> = await planServer(
      request.value.target.place,
      request.value.order,
      stopOnInterrupt(),
      progress.listen,
    );
    progress.end();
    if (!planned.ok) return printFailure(planned.failure);
    const unreadable = whyNothingIsKnown(planned.value.facts);
    if (unreadable !== undefined) return printFailure(unreadable);
    return await answer(planned.value, request.value);
  } finally {
    await request.value.target.place.shell.close();
  }
}

/** Evidence cannot hold everything, so what it lacks is told and no error; on a server, what could not be read is one. */
function exitFor(findings: readonly { readonly severity: string }[], unknown: number, kind: Request['target']['kind']): ExitCode {
  if (findings.some(({ severity }) => severity !== 'information')) return EXIT.action;
  if (unknown === 0 || kind === 'evidence') return EXIT.done;
  note(`${unknown} check${unknown === 1 ? '' : 's'} could not be made, so "nothing found" does not mean healthy; see "Not checked"`);
  return EXIT.error;
}
