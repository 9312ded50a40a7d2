import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import { keepNtlmFirst } from '../../flows/plan/keep-ntlm-first.ts';
import { samePath } from '../../flows/server/configuration.ts';
import { isAltiris } from '../../flows/server/scope.ts';
import { NTLM_FIRST } from '../../flows/triage/guidance.ts';
import { type PlannedServer, planServer } from '../core/plan-server.ts';
import { readAcknowledgements, recordAcknowledgement } from '../session/acknowledgements.ts';
import { EXIT, type ExitCode, printFailure, printJson, printLines } from './answer.ts';
import { openRequest, type Request, readingProgress, stopOnInterrupt, type TargetOptions } from './request.ts';

export interface AcknowledgeOptions extends Pick<TargetOptions, 'target' | 'state' | 'json'> {
  /** The application, `SITE/PATH`. */
  readonly app: string;
  readonly why?: string;
  readonly withdraw?: boolean;
}

/** `kerbwise acknowledge ntlm-first`: writes down who keeps NTLM first at one application and why, or that it is kept no more. Changes nothing on the server. */
export async function acknowledge(workaround: string, options: AcknowledgeOptions): Promise<ExitCode> {
  const why = options.why?.trim() ?? '';
  if (workaround !== 'ntlm-first') return misused(`There is no workaround ${JSON.stringify(workaround)}`, 'known is ntlm-first');
  if (why === '') return misused('No reason was given', '--why is missing or empty');
  const app = options.app.trim();
  const { app: _app, ...named } = options;
  const request = await openRequest(isAltiris(app) ? named : { ...named, app: [app] });
  if (!request.ok) return printFailure(request.failure);
  const { target } = request.value;
  try {
    if (!target.canApply) return printFailure({ code: 'target.readOnly', target: target.label });
    const done = await (options.withdraw === true ? withdraw(request.value, app, why) : keep(request.value, app, why));
    if (!done.ok) return printFailure(done.failure);
    if (options.json) printJson({ kerbwise: 1, ...done.value.answer });
    else printLines(done.value.lines);
    return EXIT.done;
  } finally {
    await target.place.shell.close();
  }
}

interface Done {
  readonly answer: object;
  readonly lines: readonly string[];
}

async function keep({ target, order, state }: Request, app: string, why: string): Promise<Result<Done>> {
  const progress = readingProgress();
  const planned: Result<PlannedServer> = await planServer(target.place, order, stopOnInterrupt(), progress.listen);
  progress.end();
  if (!planned.ok) return planned;
  const { facts, plan, document } = planned.value;
  const kept = keepNtlmFirst(facts, plan.findings, app);
  if (!kept.ok) return kept;
  if (document.target.server === null)
    return refuse(`NTLM first cannot be acknowledged for ${app}`, 'the name of the server is not known', 'See kerbwise check');
  const earlier = await readAcknowledgements(state, target.kind);
  if (!earlier.ok) return earlier;
  const written = await recordAcknowledgement(state, { target: document.target, application: kept.value.application, why }, kept.value);
  if (!written.ok) return written;
  const { user, journal } = written.value;
  const gives = NTLM_FIRST.rows.map(([one = '']) => one);
  const costs = NTLM_FIRST.rows.map(([, one = '']) => one);
  const { application, applications, providers } = kept.value;
  const said = withoutSecrets({ workaround: 'ntlm-first', target: document.target, application, applications, providers, user, why });
  return succeed({
    answer: { kind: 'acknowledged', ...said, gives, costs, journal },
    lines: [
      NTLM_FIRST.title,
      ...gives.map((one) => `  gives  ${one}`),
      ...costs.map((one) => `  costs  ${one}`),
      '',
      `Kept on purpose: ${said.providers.join(', ')} at ${said.applications.join(', ')}`,
      `By ${said.user ?? 'somebody whose name could not be read'}, because: ${said.why}`,
      `Nothing was changed on the server. Written down in ${journal}; take it back with --withdraw.`,
    ],
  });
}

async function withdraw({ target, state }: Request, app: string, why: string): Promise<Result<Done>> {
  const known = await readAcknowledgements(state, target.kind);
  if (!known.ok) return known;
  const kept = known.value.find(({ application }) => samePath(application, app));
  if (kept === undefined)
    return refuse(`There is nothing to withdraw for ${app}`, 'nobody acknowledged NTLM first there', 'See the notes of kerbwise check');
  const { application, server } = kept;
  const word = { target: { kind: target.kind, server }, application, why };
  const written = await recordAcknowledgement(state, word, null);
  if (!written.ok) return written;
  const { user, journal } = written.value;
  return succeed({
    answer: { kind: 'withdrawn', workaround: 'ntlm-first', ...withoutSecrets({ ...word, user }), journal },
    lines: [`NTLM first at ${application} is kept no more; kerbwise plan offers to mend it.`, `Written down in ${journal}`],
  });
}

function refuse(what: string, why: string, next: string): Result<never> {
  return fail({ code: 'input.refused', what, why, next });
}

function misused(what: string, why: string): ExitCode {
  return printFailure({ code: 'usage.wrong', what, why, next: 'See kerbwise acknowledge --help' });
}
