import { listed, say } from '../../language/say.ts';
import type { Fact } from '../../model/fact.ts';
import type { Assessment, Finding, NotChecked } from '../../model/step.ts';
import { couldNotJudge, defineRule } from '../../model/step.ts';
import { type Account, computerAccount } from '../../server/accounts.ts';
import type { HostIdentity, ServerFacts } from '../../server/facts.ts';
import {
  describePlace,
  inheritors,
  type JudgedApplication,
  judgeServer,
  shouldDecrypt,
  topmost,
  windowsApplications,
} from '../../server/judged.ts';
import { namesAreRight, settledAccount } from '../../server/judged-names.ts';
import { KEY_FITS_IDENTITY } from './cards.ts';

/** Whether useAppPoolCredentials fits the identity of each pool: true for a domain account, false for a built-in identity. */
export const keyFitsIdentity = defineRule(KEY_FITS_IDENTITY, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return couldNotJudge(say`Whether useAppPoolCredentials fits the pool`, server);
  const { host } = server.value;
  const applications = windowsApplications(server.value).filter(({ effective }) => effective.windows.useKernelMode);
  const off = applications.filter(
    (application) => wantsPoolKey(application, host) === true && !application.effective.windows.useAppPoolCredentials,
  );
  const on = applications.filter(
    (application) => wantsPoolKey(application, host) === false && application.effective.windows.useAppPoolCredentials,
  );
  const userMode = windowsApplications(server.value).filter(({ effective }) => !effective.windows.useKernelMode);
  const judged = judgeOff(off, facts);
  return {
    statements: [
      ...(applications.length > 0 && off.length + on.length === 0 ? [say`useAppPoolCredentials fits the identity of every pool.`] : []),
      ...userMode.map(
        ({ path }) => say`${path} authenticates outside the kernel (useKernelMode false), where useAppPoolCredentials has no effect.`,
      ),
    ],
    findings: [...judged.findings, ...topmost(on, 'useAppPoolCredentials').map((application) => onFinding(application, on))],
    notChecked: judged.notChecked,
  };
});

/** The computer’s key beside a pool of the domain is wrong only where the names are not made out to the computer. */
function judgeOff(off: readonly JudgedApplication[], facts: ServerFacts): Pick<Assessment, 'findings' | 'notChecked'> {
  const settled = settledAccount(facts);
  const [first] = off;
  if (first === undefined) return { findings: [], notChecked: [] };
  if (!settled.known) return { findings: [], notChecked: [keyNotJudged(topmost(off, 'useAppPoolCredentials'), settled)] };
  if (settled.value === null) {
    return {
      findings: topmost(off, 'useAppPoolCredentials').map((application) => offFinding(application, off, facts.host)),
      notChecked: [],
    };
  }
  const right = namesAreRight(facts);
  return { findings: right.known && right.value ? [settledFinding(settled.value, off)] : [], notChecked: [] };
}

function settledFinding({ name }: Account, off: readonly JudgedApplication[]): Finding {
  const pools = [...new Set(off.map(({ pool, poolName }) => pool?.userName ?? poolName))];
  return {
    id: 'app-pool-credentials.settled',
    severity: 'information',
    subject: name,
    summary: say`Tickets are made for ${name} and read with its key, although the pools run as ${listed(pools)}: nothing has to change`,
    evidence: say`useAppPoolCredentials = false and useKernelMode = true at ${listed(topmost(off, 'useAppPoolCredentials').map(({ path }) => path))}; every name that clients use is on ${name}, or HOST covers it`,
    meaning: say`It is unusual, and it works: nobody else holds the names, and remoting to this server (WinRM) keeps working too. The pool’s own account with useAppPoolCredentials is needed where several servers stand behind one name, which no computer account can share. While names and settings move there, sign-ins fail, so no move is planned.`,
    source: 'Microsoft, Troubleshoot Kerberos failures; iis-docs windowsAuthentication',
  };
}

/** Without the names nobody can say whether the computer’s key is the wrong one. */
function keyNotJudged(off: readonly JudgedApplication[], reason: { readonly why: string; readonly next: string }): NotChecked {
  return {
    what: say`Whether the key with which IIS reads tickets at ${listed(off.map(({ path }) => path))} is the right one`,
    why: say`the pool runs as ${off[0]?.pool?.userName ?? off[0]?.poolName}, and IIS takes the computer’s key (useAppPoolCredentials = false, kernel mode on): right where the names are on the computer, wrong where they are on the pool’s account. Who holds them is not known: ${reason.why}`,
    next: reason.next,
  };
}

/** Whether tickets for the application should be decrypted with the key of its pool; `undefined` where that is not known. */
function wantsPoolKey(application: JudgedApplication, host: Fact<HostIdentity>): boolean | undefined {
  const account = shouldDecrypt(application, host);
  return account.known ? account.value.kind === 'domain' : undefined;
}

function offFinding(application: JudgedApplication, all: readonly JudgedApplication[], host: Fact<HostIdentity>): Finding {
  const identity = application.pool?.userName ?? application.poolName;
  return {
    id: 'app-pool-credentials.off',
    severity: 'problem',
    subject: application.path,
    summary: say`${application.path} runs as ${identity}, but tickets are decrypted by ${computerAccount(host).name}`,
    evidence: host.known
      ? evidence('false', application, all)
      : say`${evidence('false', application, all)}; that ${identity} is an account of the domain, and not of this computer, was not read`,
    meaning: say`With kernel mode on, IIS takes the computer’s key unless this is true. A ticket that is made for the pool’s account cannot be decrypted then, and whoever sends one is prompted. Kernel mode itself stays on.`,
    source: 'Broadcom KB 434345, useAppPoolCredentials; Microsoft, Troubleshoot Kerberos failures',
  };
}

function onFinding(application: JudgedApplication, all: readonly JudgedApplication[]): Finding {
  return {
    id: 'app-pool-credentials.on-without-account',
    severity: 'advice',
    subject: application.path,
    summary: say`${application.path} takes the pool’s credentials, but its pool runs as a built-in identity`,
    evidence: evidence('true', application, all),
    meaning: say`It is meant for a domain account that holds the service principal names. Here it misleads whoever looks next.`,
    source: 'Broadcom KB 434345: useAppPoolCredentials only when needed',
  };
}

function evidence(value: string, application: JudgedApplication, all: readonly JudgedApplication[]): string {
  const below = inheritors(application, all, 'useAppPoolCredentials');
  return say`useAppPoolCredentials = ${value}, set ${describePlace(application.effective.setAt.useAppPoolCredentials)}; useKernelMode = true${below.length === 0 ? '' : say`; the same holds for ${below.join(', ')}`}`;
}
