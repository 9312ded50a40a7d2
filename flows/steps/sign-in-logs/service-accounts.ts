import { listed, say } from '../../language/say.ts';
import { defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import { poolAccount } from '../../server/accounts.ts';
import { domainOf } from '../../server/directory.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { judgeServer } from '../../server/judged.ts';
import { SERVICES_AMONG_USERS } from './cards.ts';

/** Whether accounts of services sign in like users: what a firewall that shows them then reads rightly. */
export const servicesAmongUsers = defineRule(SERVICES_AMONG_USERS, (facts) => {
  const services = serviceAccounts(facts);
  const findings = Object.values(facts.logs.sites).flatMap((log): readonly Finding[] => {
    if (!log.known) return [];
    const { site, folder, users } = log.value;
    const among = users.filter((user) => services.has(user.toLowerCase()));
    return among.length === 0
      ? []
      : [{ ...TOLD, subject: site, evidence: say`cs-username = ${listed(among)} with an answer in ${folder}` }];
  });
  return { ...NOTHING_FOUND, findings };
});

const TOLD = {
  id: 'sign-in-logs.service-account-signs-in',
  severity: 'information',
  summary: say`An account of a service signs in here like a user`,
  meaning: say`Agents use such an account from every computer, and a firewall that keeps one user for each address shows it there: rightly, and no fault of this server. Put it on the ignore list of the device if people are to be shown.`,
  source: 'Broadcom KB 434345; Palo Alto Networks, ignore user list',
} as const;

/** The Application Identity and the accounts of the pools in scope, as IIS would log them, in lower case. */
function serviceAccounts(facts: ServerFacts): ReadonlySet<string> {
  const { applicationIdentity } = facts.directory;
  const named = applicationIdentity.known ? (applicationIdentity.value?.accounts ?? []).map(({ text }) => text) : [];
  const server = judgeServer(facts);
  const pools = (server.known ? server.value.applications : []).flatMap(({ pool }) => {
    const account = pool === undefined ? undefined : poolAccount(pool, facts.host);
    return account?.known && account.value.kind === 'domain' ? [account.value.name] : [];
  });
  return new Set([...named, ...pools].flatMap((name) => [name, ...loggedName(name, facts)]).map((name) => name.toLowerCase()));
}

/** In: an account as it is written somewhere. Out: the form in which IIS logs it, where the directory knows it. */
function loggedName(name: string, { directory }: ServerFacts): readonly string[] {
  const identity = directory.identities[name.toLowerCase()];
  if (identity === undefined || !identity.known || identity.value === null || !directory.outline.known) return [];
  const { account, dn } = identity.value;
  const domain = domainOf(dn).toLowerCase();
  return directory.outline.value.partitions.filter((one) => one.dn.toLowerCase() === domain).map(({ netbios }) => `${netbios}\\${account}`);
}
