import { say } from '../language/say.ts';
import type { KeptProviders } from '../model/journal.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Finding } from '../model/step.ts';
import { samePath } from '../server/configuration.ts';
import type { ServerFacts } from '../server/facts.ts';
import { inheritors, type JudgedApplication, type JudgedServer, judgeServer, topmost, windowsApplications } from '../server/judged.ts';

/** Findings by which NTLM is known to be the wrong choice: it is refused, or its legs go to different servers. */
const AGAINST_NTLM: readonly string[] = ['sign-in.ntlm-refused', 'sign-in-logs.ntlm-legs-split'];

/**
 * In: the facts, what was found, and an application. Out: the list that would be kept, with the application as IIS writes it;
 * `input.refused` where it is not there, has no NTLM first, inherits it from another one, or NTLM is known not to work.
 */
export function keepNtlmFirst(
  facts: ServerFacts,
  findings: readonly Finding[],
  path: string,
): Result<KeptProviders & { readonly application: string }> {
  const server = judgeServer(facts);
  if (!server.known) return refuse(path, server.why, server.next);
  const application = server.value.applications.find((one) => samePath(one.path, path));
  if (application === undefined) return refuse(path, whyNotJudged(server.value, path), say`Name an application as kerbwise check names it`);
  const against = findings.find(({ id }) => AGAINST_NTLM.includes(id));
  if (against !== undefined)
    return refuse(path, say`NTLM is the wrong choice here: ${against.summary}`, say`Mend the order with kerbwise plan`);
  const why = whyNotFirst(application) ?? whyNotTopmost(application, server.value);
  if (why !== undefined) return refuse(path, why, say`Look at the providers with kerbwise check`);
  const { effective } = application;
  return succeed({
    application: application.path,
    applications: [application.path, ...inheritors(application, windowsApplications(server.value).filter(isFirst), 'providers')],
    providers: effective.windows.providers,
    setAt: effective.setAt.providers,
  });
}

function whyNotJudged({ disputed }: JudgedServer, path: string): string {
  return disputed.find((one) => samePath(one.path, path))?.why ?? say`the server has no application of that path`;
}

function whyNotFirst(application: JudgedApplication): string | undefined {
  const { providers } = application.effective.windows;
  if (!application.effective.windows.enabled) return say`Windows Authentication is off there`;
  return isFirst(application)
    ? undefined
    : say`it does not have NTLM first and Negotiate behind it: providers = ${providers.join(', ') || say`none`}`;
}

function isFirst({ effective }: JudgedApplication): boolean {
  const names = effective.windows.providers.map((provider) => provider.toLowerCase());
  return names[0] === 'ntlm' && names.includes('negotiate') && !names.includes('negotiate:kerberos');
}

function whyNotTopmost(application: JudgedApplication, server: JudgedServer): string | undefined {
  const first = windowsApplications(server).filter(isFirst);
  if (topmost(first, 'providers').includes(application)) return undefined;
  const above = topmost(first, 'providers').find((one) => inheritors(one, first, 'providers').includes(application.path));
  return say`it has its list from the same place as ${above?.path ?? say`an application above it`}; acknowledge that one`;
}

function refuse(path: string, why: string, next: string): Result<never> {
  return fail({ code: 'input.refused', what: say`NTLM first cannot be acknowledged for ${path}`, why, next });
}
