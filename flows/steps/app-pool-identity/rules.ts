import { counted, listed, say } from '../../language/say.ts';
import type { Fact } from '../../model/fact.ts';
import type { Assessment, Finding, NotChecked } from '../../model/step.ts';
import { couldNotJudge, defineRule, NOTHING_FOUND } from '../../model/step.ts';
import { type Account, poolAccount, sameAccount } from '../../server/accounts.ts';
import { commonAccount, decryptsNow, type JudgedApplication, type JudgedServer, judgeServer, shouldDecrypt } from '../../server/judged.ts';
import { settledAccount, sharedKey } from '../../server/judged-names.ts';
import { ACCOUNTS_AGREE, IDENTITIES } from './cards.ts';

/** Which application runs in which pool, as which account, and who decrypts its tickets. */
export const identities = defineRule(IDENTITIES, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return couldNotJudge(say`The identity of the application pools`, server);
  const groups = groupByPool(server.value.applications);
  return {
    statements: groups.flatMap((group) => describeGroup(group, server.value, settledAccount(facts))),
    findings: groups.flatMap(([application]) => poolFindings(application, server.value)),
    notChecked: [
      ...groups.flatMap(([application]) => unclearIdentity(application, server.value)),
      ...server.value.disputed.map(({ path, why }) => ({
        what: say`The application ${path}`,
        why,
        next: say`Look at the web.config files and at the pool of this path; Kerbwise changes nothing there`,
      })),
    ],
  };
});

/** A name has one owner, so every application behind it must share the account that decrypts. */
export const accountsAgree = defineRule(ACCOUNTS_AGREE, (facts): Assessment => {
  const server = judgeServer(facts);
  if (!server.known) return NOTHING_FOUND;
  const common = commonAccount(server.value);
  if (common.kind !== 'several') return NOTHING_FOUND;
  const settled = settledAccount(facts);
  // One key for all of them, as that of the computer in kernel mode, makes the accounts of the pools matter no more.
  if (!settled.known || settled.value !== null) return NOTHING_FOUND;
  const finding: Finding = {
    id: 'app-pool-identity.several-accounts',
    severity: 'problem',
    subject: facts.names[0] ?? say`this server`,
    summary: say`Applications behind the same names run as different accounts`,
    evidence: listed(
      common.accounts.map((account) => behind(account, server.value)),
      '; ',
    ),
    meaning: meaningOfSeveral(sharedKey(server.value)),
    source: 'Microsoft, Troubleshoot Kerberos failures: only an application that runs under the account can decode the ticket',
  };
  return { ...NOTHING_FOUND, findings: [finding] };
});

/** As long as one key, that of the computer, reads all tickets, the accounts of the pools only matter once that is changed. */
function meaningOfSeveral(key: Account | null): string {
  return key === null
    ? say`A service principal name belongs to one account. The applications of the other accounts cannot decrypt its tickets: whoever calls them is asked for a password and refused. Give the pools one identity, or the applications names of their own.`
    : say`A service principal name belongs to one account. All of these applications read tickets with the key of ${key.name} now, so names on ${key.name} would fit all of them; where useAppPoolCredentials is true, each reads only tickets for its own account. Put the names on ${key.name}, or give the pools one identity, or the applications names of their own.`;
}

/** An account with the applications behind it, those that were not named among them. */
function behind(account: Account, { applications, neighbours, host, identities }: JudgedServer): string {
  const paths = [...applications, ...neighbours]
    .filter((application) => [shouldDecrypt, decryptsNow].some((of) => isOf(of(application, host), account, identities)))
    .map(({ path }) => path);
  const [path = '', ...more] = paths;
  return more.length === 0 ? say`${account.name}: ${path}` : say`${account.name}: ${path} and ${counted(more.length, 'more', 'more')}`;
}

function isOf(fact: Fact<Account>, account: Account, identities: JudgedServer['identities']): boolean {
  return fact.known && sameAccount(fact.value, account, identities);
}

type Group = readonly [JudgedApplication, ...JudgedApplication[]];

/** Applications of one pool whose tickets go to one account are told in one sentence. */
function groupByPool(applications: readonly JudgedApplication[]): readonly Group[] {
  const groups = new Map<string, [JudgedApplication, ...JudgedApplication[]]>();
  for (const application of applications) {
    const { useKernelMode, useAppPoolCredentials } = application.effective.windows;
    const key = JSON.stringify([application.poolName.toLowerCase(), useKernelMode, useAppPoolCredentials]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [application]);
    else group.push(application);
  }
  return [...groups.values()];
}

function describeGroup(group: Group, { host, identities }: JudgedServer, settled: Fact<Account | null>): readonly string[] {
  const [application] = group;
  const { pool, poolName, effective, path } = application;
  const decrypts = decryptsNow(application, host);
  if (pool === undefined || !decrypts.known) return [];
  const identity = pool.identityType === 'SpecificUser' ? (pool.userName ?? '') : pool.identityType;
  const where = group.length === 1 ? path : say`${path} and ${group.length - 1} more`;
  const { useKernelMode, useAppPoolCredentials } = effective.windows;
  const runs = say`${where}: pool ${poolName}, identity ${identity}.`;
  const isSettled = settled.known && settled.value !== null && sameAccount(settled.value, decrypts.value, identities);
  if (!isSettled && !isRightKey(application, decrypts.value, host)) return [runs];
  return [
    say`${runs} Tickets are decrypted by ${decrypts.value.name} (kernel mode ${useKernelMode ? 'on' : 'off'}, useAppPoolCredentials ${useAppPoolCredentials}).`,
  ];
}

/** A key that is not the pool's own is nothing to call right; the step of useAppPoolCredentials says what is wrong with it. */
function isRightKey(application: JudgedApplication, account: Account, host: JudgedServer['host']): boolean {
  const right = shouldDecrypt(application, host);
  return right.known && right.value.name.toLowerCase() === account.name.toLowerCase();
}

function poolFindings(application: JudgedApplication, { host }: JudgedServer): readonly Finding[] {
  const { path, pool, poolName } = application;
  if (pool === undefined) {
    return [
      {
        id: 'app-pool-identity.pool-missing',
        severity: 'problem',
        subject: path,
        summary: say`${path} names an application pool that is not there`,
        evidence: say`applicationPool = ${poolName}`,
        meaning: say`IIS answers every request with 503. Nobody can sign in, by Kerberos or otherwise.`,
        source: 'iis-docs, applicationPools',
      },
    ];
  }
  const account = poolAccount(pool, host);
  if (!account.known || account.value.kind !== 'local') return [];
  return [
    {
      id: 'app-pool-identity.local-account',
      severity: 'advice',
      subject: poolName,
      summary: say`The pool ${poolName} runs as a local account`,
      evidence: say`identityType = SpecificUser, userName = ${account.value.name}`,
      meaning: say`A local account is not in the directory and holds no service principal name. Kerberos works only while the computer account decrypts.`,
      source: 'iis-docs, processModel; Microsoft, Troubleshoot Kerberos failures',
    },
  ];
}

function unclearIdentity(application: JudgedApplication, { host }: JudgedServer): readonly NotChecked[] {
  if (application.pool === undefined) return [];
  const account = poolAccount(application.pool, host);
  return account.known ? [] : [{ what: say`The identity of the pool ${application.poolName}`, why: account.why, next: account.next }];
}
