import { say } from '../../language/say.ts';
import type { Fact } from '../../model/fact.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { couldNotJudge, defineRule, NOTHING_FOUND } from '../../model/step.ts';
import { acknowledgementOf } from '../../server/acknowledged.ts';
import type { Acknowledgement, HostIdentity } from '../../server/facts.ts';
import { describePlace, inheritors, type JudgedApplication, judgeServer, topmost, windowsApplications } from '../../server/judged.ts';
import { isTaskAgentPath } from '../../server/scope.ts';
import { NEGOTIATE_COMES_FIRST, ROLE_SERVICE_IS_INSTALLED, SOMEONE_CAN_SIGN_IN } from './cards.ts';

const SOURCE = say`Broadcom KB 434345, provider order; iis-docs windowsAuthentication/providers`;

/** The role service has to be there before any of its settings means something. */
export const roleServiceIsInstalled = defineRule(ROLE_SERVICE_IS_INSTALLED, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return couldNotJudge(say`Windows Authentication and its providers`, server);
  switch (server.value.configuration.windowsAuthenticationInstalled) {
    case true:
      return NOTHING_FOUND;
    case false:
      return { ...NOTHING_FOUND, findings: [notInstalled(server.value.host)] };
    case null:
      return couldNotJudge(say`Whether the role service Windows Authentication is installed`, {
        why: say`the configuration has no list of native modules`,
        next: say`Look in Server Manager under Web Server, Security`,
      });
  }
});

function notInstalled(host: Fact<HostIdentity>): Finding {
  return {
    id: 'windows-authentication.not-installed',
    severity: 'problem',
    subject: host.known ? host.value.computerName : say`this server`,
    summary: say`The role service Windows Authentication is not installed`,
    evidence: say`globalModules has no WindowsAuthenticationModule`,
    meaning: say`IIS offers neither Kerberos nor NTLM, whatever the configuration says.`,
    source: 'iis-docs windowsAuthentication, setup',
  };
}

/** An application with neither Windows Authentication nor anonymous access lets nobody in. With anonymous access it may be meant so. */
export const someoneCanSignIn = defineRule(SOMEONE_CAN_SIGN_IN, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return NOTHING_FOUND;
  const off = server.value.applications.filter(({ effective }) => !effective.windows.enabled);
  const closed = off.filter(({ signsIn }) => signsIn);
  const open = off.filter(({ signsIn }) => !signsIn);
  return {
    statements: [],
    limits: open.map(
      ({ path }) => say`${path} is open to anonymous users and has no Windows Authentication; that may be meant so and is left alone.`,
    ),
    findings: topmost(closed, 'enabled').map(
      (application): Finding => ({
        id: 'windows-authentication.off',
        severity: 'problem',
        subject: application.path,
        summary: say`Windows Authentication is off for ${application.path}`,
        evidence: say`enabled = false, set ${describePlace(application.effective.setAt.enabled)}; anonymous = ${application.effective.anonymous.enabled}${also(application, closed, 'enabled')}`,
        meaning: application.effective.anonymous.enabled
          ? say`Users come in without a name. You named this application, so it is taken to need one.`
          : say`Neither anonymous nor Windows Authentication is on: nobody can sign in.`,
        source: 'iis-docs windowsAuthentication; Broadcom KB 434345',
      }),
    ),
    notChecked: [],
  };
});

/** The list of providers: Negotiate has to be in it, first, and without the form that kernel mode cannot serve. */
export const negotiateComesFirst = defineRule(NEGOTIATE_COMES_FIRST, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return NOTHING_FOUND;
  const applications = windowsApplications(server.value);
  const chosen = facts.choices.applications.length > 0;
  const wrong = applications.filter(({ effective }) => !isRightOrder(effective.windows.providers));
  const acknowledged = [...new Set(wrong.flatMap((application) => acknowledgementOf(facts, application) ?? []))];
  const open = wrong.filter((application) => acknowledgementOf(facts, application) === undefined);
  const kept = chosen ? [] : open.filter(isVendorWorkaround);
  const toMend = open.filter((application) => !kept.includes(application));
  const right = applications.length - wrong.length;
  return {
    statements:
      right === 0 ? [] : [say`Negotiate comes first for ${right} of ${applications.length} applications with Windows Authentication.`],
    limits: kept.map(
      ({ path }) =>
        say`${path} has NTLM first. The vendor prescribes that for task agents in some builds (KB 173598, KB 232242), so it is left alone; name it with --app to change it.`,
    ),
    findings: [
      ...topmost(toMend, 'providers').map((application) => orderFinding(application, toMend)),
      ...topmost(applications.filter(isWithoutNtlm), 'providers').map(withoutNtlm),
      ...acknowledged.map((one) =>
        keptOnPurpose(
          one,
          wrong.filter((application) => acknowledgementOf(facts, application) === one),
        ),
      ),
    ],
    notChecked: [],
  };
});

/** NTLM first, set for the task agent's endpoint itself: a choice that somebody made there, not one that it inherits. */
function isVendorWorkaround({ path, effective }: JudgedApplication): boolean {
  const { providers } = effective.windows;
  const setHere = effective.setAt.providers?.toLowerCase().endsWith(`/${path.toLowerCase()}`) ?? false;
  return isTaskAgentPath(path) && setHere && providers[0]?.toLowerCase() === 'ntlm';
}

function isRightOrder(providers: readonly string[]): boolean {
  return providers[0]?.toLowerCase() === 'negotiate' && !providers.some((provider) => provider.toLowerCase() === 'negotiate:kerberos');
}

/** Negotiate itself can carry NTLM; only a client that speaks nothing but plain NTLM is shut out. */
function isWithoutNtlm({ effective }: JudgedApplication): boolean {
  const names = effective.windows.providers.map((provider) => provider.toLowerCase());
  return names.includes('negotiate') && !names.includes('ntlm');
}

function withoutNtlm({ path, effective }: JudgedApplication): Finding {
  return {
    id: 'windows-authentication.ntlm-missing',
    severity: 'information',
    subject: path,
    summary: say`${path} offers Negotiate without NTLM beside it`,
    evidence: say`providers = ${effective.windows.providers.join(', ')}, set ${describePlace(effective.setAt.providers)}`,
    meaning: say`Negotiate carries NTLM too: clients that speak it fall back to NTLM all the same, computers of a workgroup and local accounts among them. Only a client that knows nothing but plain NTLM, as some old programs and devices do, cannot sign in. Where you have such, add NTLM behind Negotiate; otherwise it may stay.`,
    source: SOURCE,
  };
}

/** In: an acknowledgement, and the applications for which it still holds. */
function keptOnPurpose({ providers, setAt, user, since, why }: Acknowledgement, held: readonly JudgedApplication[]): Finding {
  const [application = '', ...others] = held.map(({ path }) => path);
  const below = others.length === 0 ? '' : say`; the same holds for ${others.join(', ')}`;
  return {
    id: 'windows-authentication.ntlm-acknowledged',
    severity: 'information',
    subject: application,
    summary: say`${application} keeps NTLM first on purpose; agents do not use Kerberos there`,
    evidence: say`providers = ${providers.join(', ')}, set ${describePlace(setAt)}${below}; acknowledged by ${user ?? say`somebody whose name could not be read`} since ${since}: ${why}`,
    meaning: say`Agents and everything else that uses WinINet or WinHTTP take NTLM and ask for no ticket; Chrome and Edge choose Negotiate whatever the order. It is a workaround, not a repair, so nothing is planned for it; when the list changes, or the acknowledgement is withdrawn, it is a finding again.`,
    source: SOURCE,
  };
}

function orderFinding(application: JudgedApplication, all: readonly JudgedApplication[]): Finding {
  const { providers } = application.effective.windows;
  const names = providers.map((provider) => provider.toLowerCase());
  const shared = {
    subject: application.path,
    evidence: say`providers = ${providers.join(', ') || say`none`}, set ${describePlace(application.effective.setAt.providers)}${also(application, all, 'providers')}`,
    source: SOURCE,
  };
  if (names.includes('negotiate:kerberos')) {
    return {
      ...shared,
      id: 'windows-authentication.kerberos-only-provider',
      severity: 'problem',
      summary: say`${application.path} offers Negotiate:Kerberos`,
      meaning: say`Clients that cannot use Kerberos get 401 with no way to fall back, and the provider does not work together with kernel mode.`,
    };
  }
  if (names.length === 1 && names[0] === 'ntlm') {
    return {
      ...shared,
      id: 'windows-authentication.ntlm-only',
      severity: 'problem',
      summary: say`${application.path} offers NTLM and nothing else`,
      meaning: say`Sign-ins work, always by NTLM: without Negotiate no client ever tries Kerberos, and where NTLM is off nobody comes in.`,
    };
  }
  if (!names.includes('negotiate')) {
    return {
      ...shared,
      id: 'windows-authentication.negotiate-missing',
      severity: 'problem',
      summary: say`${application.path} does not offer Negotiate`,
      meaning: say`Without Negotiate no client ever tries Kerberos; sign-ins work by NTLM or not at all.`,
    };
  }
  return {
    ...shared,
    id: 'windows-authentication.ntlm-first',
    severity: 'problem',
    summary: say`${application.path} offers ${providers[0] ?? 'nothing'} before Negotiate`,
    meaning: say`Agents, .NET and everything else that uses WinINet or WinHTTP take the first provider they know: they sign in by NTLM and ask for no ticket. Chrome and Edge choose Negotiate whatever the order.`,
  };
}

function also(application: JudgedApplication, all: readonly JudgedApplication[], setting: 'enabled' | 'providers'): string {
  const below = inheritors(application, all, setting);
  return below.length === 0 ? '' : say`; the same holds for ${below.join(', ')}`;
}
