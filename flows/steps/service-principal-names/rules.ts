import { counted, listed, say } from '../../language/say.ts';
import type { Assessment, Finding, NotChecked } from '../../model/step.ts';
import { couldNotJudge, defineRule, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { judgeNames, type NameVerdict } from '../../server/judged-names.ts';
import { domainElsewhere } from '../../server/other-domain.ts';
import { coveringHost, sameDn } from '../../server/spns.ts';
import { NAMES_ARE_ON_THE_RIGHT_ACCOUNT, VALUES_ARE_WELL_FORMED } from './cards.ts';

/** Where every name that clients use is registered, and where it should be. */
export const namesAreOnTheRightAccount = defineRule(NAMES_ARE_ON_THE_RIGHT_ACCOUNT, (facts): Assessment => {
  const names = judgeNames(facts);
  if (!names.known) return couldNotJudge(say`The service principal names`, names);
  const { account, verdicts } = names.value;
  const right = verdicts.filter(({ kind }) => kind === 'right');
  return {
    statements: [
      ...sentence(right, (spns) => say`${spns} ${right.length === 1 ? 'is' : 'are'} registered on ${account.name} and nowhere else.`),
      ...sentence(
        verdicts.filter(({ kind }) => kind === 'covered'),
        (spns) => say`${spns} needs no registration of its own: HOST on the computer account ${account.name} covers it.`,
      ),
    ],
    findings: [missing, misplaced, duplicate].flatMap((find) => find(verdicts, account.name, facts)),
    notChecked: verdicts.flatMap(unknownVerdict),
  };
});

function missing(verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): readonly Finding[] {
  const names = verdicts.filter(({ kind }) => kind === 'missing');
  if (names.length === 0) return [];
  const covered = names.flatMap(({ name, spn }) => {
    const host = coveringHost(name, facts);
    return host === undefined ? [] : [{ spn, host }];
  });
  return [
    {
      id: 'service-principal-names.missing',
      severity: 'problem',
      subject: account,
      summary: say`${counted(names.length, 'name', 'names')} that clients use ${names.length === 1 ? 'is' : 'are'} not registered on ${account}`,
      evidence: say`setspn -F -Q finds no owner of ${list(names)}${coveredEvidence(covered)}`,
      meaning: missingMeaning(covered.length, names.length - covered.length),
      source: 'Broadcom KB 434345, SPN validation; Microsoft, Troubleshoot Kerberos failures',
    },
  ];
}

function coveredEvidence(covered: readonly { readonly spn: string; readonly host: string }[]): string {
  const hosts = [...new Set(covered.map(({ host }) => host))];
  return listed(
    hosts.map((host) => say`; HOST on ${host} covers ${listed(covered.filter((one) => one.host === host).map(({ spn }) => spn))}`),
    '',
  );
}

/** HOST covers HTTP: for such a name there is a ticket, for the computer, and whoever has one does not try NTLM. */
function missingMeaning(covered: number, bare: number): string {
  if (covered === 0) return say`Windows gives no ticket for a name without an owner; clients fall back to NTLM, or fail where NTLM is off.`;
  if (bare === 0)
    return say`HOST covers HTTP, so the ticket is made for the computer: where IIS reads tickets with another account’s key it cannot read this one, and clients are asked for a password and refused, without falling back to NTLM.`;
  return say`For a name that HOST covers the ticket is made for the computer: where IIS reads tickets with another account’s key it cannot read this one, and clients are asked for a password and refused, without falling back to NTLM. For the other names Windows gives no ticket: clients fall back to NTLM, or fail where NTLM is off.`;
}

function misplaced(verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): readonly Finding[] {
  const names = verdicts.flatMap((verdict) => (verdict.kind === 'misplaced' ? [verdict] : []));
  if (names.length === 0) return [];
  return [
    {
      id: 'service-principal-names.wrong-account',
      severity: 'problem',
      subject: account,
      summary: say`${counted(names.length, 'name', 'names')} ${names.length === 1 ? 'is' : 'are'} registered on another account than ${account}`,
      evidence: say`${listed(
        names.map(({ spn, owner }) => say`${spn} is on ${owner}`),
        '; ',
      )}${applicationIdentityAmong(names, facts)}`,
      meaning: say`Tickets are made with the key of that account, and IIS cannot decrypt them: KRB_AP_ERR_MODIFIED, prompts, 401.${elsewhere(names, facts)}`,
      source: 'Microsoft, Troubleshoot Kerberos failures',
    },
  ];
}

/** A name stands once in the whole forest, and only its own domain can take it from the account that holds it. */
function elsewhere(names: readonly { readonly owner: string }[], facts: ServerFacts): string {
  const domain = names.map(({ owner }) => domainElsewhere(owner, facts)).find((found) => found !== undefined);
  if (domain === undefined) return '';
  return say` A name stands once in the whole forest: while an account of ${domain} holds it, every controller refuses to register it here (error 8647, which setspn -S does not foresee). The directory team of ${domain} has to remove it first, and the global catalog has to hear of it.`;
}

/** People call the Application Identity "the service account", and register the names on it. */
function applicationIdentityAmong(names: readonly { readonly owner: string }[], { directory, accounts }: ServerFacts): string {
  const { applicationIdentity, identities } = directory;
  const found = applicationIdentity.known ? (applicationIdentity.value?.accounts ?? []) : [];
  const own = found.find(({ text }) => {
    const identity = identities[text.toLowerCase()];
    const dn = identity?.known ? identity.value?.dn : undefined;
    return names.some(({ owner }) => {
      const account = accounts[owner.toLowerCase()];
      return dn !== undefined && sameDn(account?.known ? account.value.dn : owner, dn);
    });
  });
  return own === undefined ? '' : say`. ${own.text} is the Application Identity of ITMS, which no pool here runs as`;
}

function duplicate(verdicts: readonly NameVerdict[], account: string): readonly Finding[] {
  const names = verdicts.flatMap((verdict) => (verdict.kind === 'duplicate' ? [verdict] : []));
  if (names.length === 0) return [];
  return [
    {
      id: 'service-principal-names.duplicate',
      severity: 'problem',
      subject: account,
      summary: say`${counted(names.length, 'name', 'names')} ${names.length === 1 ? 'has' : 'have'} more than one owner`,
      evidence: listed(
        names.map(({ spn, owners }) => say`${spn} is on ${listed(owners, ' and on ')}`),
        '; ',
      ),
      meaning: say`The domain controller cannot tell which key to use: sign-in by Kerberos fails for these names, or works only now and then.`,
      source: 'Broadcom KB 434345, duplicate SPNs; Microsoft, Troubleshoot Kerberos failures',
    },
  ];
}

/** Values without a slash, with a backslash or with a scheme: no client asks for them. */
export const valuesAreWellFormed = defineRule(VALUES_ARE_WELL_FORMED, (facts): Assessment => {
  const accounts = Object.values(facts.accounts).flatMap((account) => (account.known ? [account.value] : []));
  const findings = accounts
    .filter(({ malformed }) => malformed.length > 0)
    .map(
      (account): Finding => ({
        id: 'service-principal-names.malformed',
        severity: 'advice',
        subject: account.name,
        summary: say`${account.name} holds ${counted(account.malformed.length, 'value', 'values')} that ${account.malformed.length === 1 ? 'is' : 'are'} no service principal name`,
        evidence: account.malformed.join(', '),
        meaning: say`No client asks for such a value, so it does nothing. It often stands where the right name was meant.`,
        source: 'Microsoft KB5011233; setspn documentation',
      }),
    );
  return { ...NOTHING_FOUND, findings, notChecked: computerNotRead(facts) };
});

/** The computer's own account may hold names that belong elsewhere, whoever decrypts. */
function computerNotRead({ host, accounts }: ServerFacts): readonly NotChecked[] {
  const name = host.known ? `${host.value.computerName}$` : '';
  const computer = accounts[name.toLowerCase()];
  return computer === undefined || computer.known ? [] : [{ what: say`The names on ${name}`, why: computer.why, next: computer.next }];
}

function unknownVerdict(verdict: NameVerdict): readonly NotChecked[] {
  return verdict.kind === 'unknown' ? [{ what: say`Who holds ${verdict.spn}`, why: verdict.why, next: verdict.next }] : [];
}

function sentence(verdicts: readonly NameVerdict[], say: (spns: string) => string): readonly string[] {
  return verdicts.length === 0 ? [] : [say(list(verdicts))];
}

function list(verdicts: readonly NameVerdict[]): string {
  return verdicts.map(({ spn }) => spn).join(', ');
}
