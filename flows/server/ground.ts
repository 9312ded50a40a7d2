import { listed, say } from '../language/say.ts';
import type { Failure } from '../model/failure.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND, type NotChecked, type Rule } from '../model/step.ts';
import type { ServerFacts } from './facts.ts';
import {
  CONFIGURATION_IS_ITS_OWN,
  NOBODY_ELSE_WRITES,
  NOTHING_CHANGES_UNDERNEATH,
  OPERATOR_MAY_WRITE,
  POWERSHELL_MAY_RUN,
  SESSION_IS_WHOLE,
} from './ground-cards.ts';
import { clockAgrees, controllerIsReached, historyIsKept, memberOfADomain } from './ground-domain.ts';

/** What every change stands on, in the order in which it is told: the session first, for without it nothing else could be read. */
export const GROUND_RULES: readonly Rule[] = [
  defineRule(POWERSHELL_MAY_RUN, (facts) => found(restricted(facts))),
  defineRule(SESSION_IS_WHOLE, (facts) => found([...notElevated(facts), ...redirected(facts)], elevationUnknown(facts))),
  memberOfADomain,
  clockAgrees,
  controllerIsReached,
  defineRule(OPERATOR_MAY_WRITE, (facts) => found(directoryRights(facts))),
  defineRule(CONFIGURATION_IS_ITS_OWN, (facts) => found(shared(facts), sharingUnknown(facts))),
  historyIsKept,
  defineRule(NOTHING_CHANGES_UNDERNEATH, () => NOTHING_FOUND),
  defineRule(NOBODY_ELSE_WRITES, (facts) => found([...restartPending(facts), ...notReadHere(facts)])),
];

/** Silent on a healthy server: what it says comes before everything that the steps say. A file of a server has no ground, and says so. */
export function assessGround(facts: ServerFacts): Assessment {
  if (!facts.ground.isServer) return { ...NOTHING_FOUND, notChecked: [NOT_IN_A_FILE] };
  const parts = GROUND_RULES.map(({ judge }) => judge(facts));
  return {
    statements: [],
    findings: parts.flatMap(({ findings }) => findings),
    notChecked: parts.flatMap(({ notChecked }) => notChecked),
  };
}

const NOT_IN_A_FILE: NotChecked = {
  what: say`The accounts, the names and who holds them, the domain and its clock, name resolution, the logs, and a sign-in`,
  why: say`a configuration file does not say`,
  next: say`Write the collector with kerbwise collect, run it on the server, and open the zip that it makes with --target evidence:ZIP`,
};

function found(findings: readonly Finding[], notChecked: readonly NotChecked[] = []): Assessment {
  return { ...NOTHING_FOUND, findings, notChecked };
}

/** Why a plan is not run by this session at all; `undefined` where it may be tried. What is not known stops nobody: the plan says so. */
export function whyNoRights(facts: ServerFacts): Failure | undefined {
  const [wrong] = facts.ground.isServer ? [restricted, notElevated, redirected].flatMap((rule) => rule(facts)) : [];
  return wrong && { code: 'rights.missing', what: wrong.summary, why: wrong.meaning, next: NEXT[wrong.id] ?? '' };
}

/** Without the configuration of IIS there is no answer to give, only a reason: missing rights, where they explain it. */
export function whyNothingIsKnown(facts: ServerFacts): Failure | undefined {
  const { configuration } = facts;
  if (configuration.known) return undefined;
  const noRights = whyNoRights(facts);
  if (noRights !== undefined) return noRights;
  return { code: 'input.refused', what: say`The configuration of IIS could not be read`, why: configuration.why, next: configuration.next };
}

const NEXT: Readonly<Record<string, string>> = {
  'ground.restricted-session': say`Let the policy trust this session, or run the commands of the plan by hand in cmd.exe`,
  'ground.not-elevated': say`Close Kerbwise and start it with "Run as administrator"`,
  'ground.redirected': say`Start the 64-bit Kerbwise from a 64-bit prompt`,
};

function restricted({ ground }: ServerFacts): readonly Finding[] {
  if (ground.restricted === null) return [];
  return [
    finding('ground.restricted-session', 'problem', say`PowerShell may not run the commands of Kerbwise here`, {
      evidence: ground.restricted,
      meaning: say`A policy of this server restricts the language of PowerShell, so nothing can be read or changed through it. Let the policy trust this session, or run the commands by hand in cmd.exe.`,
      source: 'Microsoft Learn, about_Language_Modes',
    }),
  ];
}

function notElevated({ operator }: ServerFacts): readonly Finding[] {
  if (!operator.known || operator.value.elevated !== false) return [];
  return [
    finding('ground.not-elevated', 'problem', say`Kerbwise does not run as administrator`, {
      subject: operator.value.user,
      evidence: say`whoami /groups names no High Mandatory Level (S-1-16-12288)`,
      meaning: say`IIS lets only an elevated session read or change its configuration, and a domain administrator who is not elevated may not write service principal names. Close Kerbwise and start it with "Run as administrator".`,
      source: 'Microsoft Learn, Getting Started with AppCmd.exe',
    }),
  ];
}

function redirected({ ground }: ServerFacts): readonly Finding[] {
  if (!ground.redirected.known || !ground.redirected.value) return [];
  return [
    finding('ground.redirected', 'problem', say`This is a 32-bit session on a 64-bit Windows`, {
      evidence: say`ProgramFilesDir and ProgramW6432Dir of HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion differ`,
      meaning: say`Windows shows such a session another System32 and another registry, so appcmd would read and write another configuration than the one that IIS uses. Start the 64-bit Kerbwise from a 64-bit prompt.`,
      source: 'Microsoft Learn, File System Redirector',
    }),
  ];
}

function directoryRights({ operator }: ServerFacts): readonly Finding[] {
  if (!operator.known || operator.value.elevated === false || operator.value.domainAdministrator) return [];
  return [
    finding('ground.directory-rights', 'information', say`Changes of service principal names will be for the directory team`, {
      subject: operator.value.user,
      evidence: say`whoami /groups names neither Domain Admins nor Enterprise Admins`,
      meaning: say`This account is not known to be allowed to write service principal names. Hand them over (kerbwise export --as handover, or in the window), and go on once they are made.`,
      source: 'Microsoft Learn, setspn',
    }),
  ];
}

function shared({ sharedConfiguration }: ServerFacts): readonly Finding[] {
  if (!sharedConfiguration.known || !sharedConfiguration.value) return [];
  return [
    finding('ground.shared-configuration', 'information', say`This server takes its configuration from a share`, {
      evidence: say`redirection.config: enabled="true"`,
      meaning: say`A change of IIS here would reach every server of the farm, so none is offered. Make it where the shared configuration is kept.`,
      source: 'Microsoft Learn, Shared Configuration',
    }),
  ];
}

function restartPending({ ground: { pendingRestart } }: ServerFacts): readonly Finding[] {
  if (!pendingRestart.known || pendingRestart.value.length === 0) return [];
  return [
    finding('ground.restart-pending', 'information', say`Windows waits for a restart`, {
      evidence: listed(pendingRestart.value, '; '),
      meaning: say`Some parts of Windows are between two versions, and what is verified now may be another after the restart. Restart first where that is possible, then look again.`,
      source: 'Microsoft Configuration Manager, prerequisite check "Pending system restart"',
    }),
  ];
}

/** Not reading these is no reason to call a server unhealthy, and none to say nothing. */
function notReadHere({ ground }: ServerFacts): readonly Finding[] {
  const unread = [ground.pendingRestart, ground.redirected].flatMap((fact) => (fact.known ? [] : [fact.why]));
  if (unread.length === 0 || ground.restricted !== null) return [];
  return [
    finding(
      'ground.not-read',
      'information',
      say`Whether Windows waits for a restart, or shows this session its 32-bit face, was not read`,
      {
        evidence: listed(unread, '; '),
        meaning: say`Neither is needed for the plan. Look at it yourself if commands behave strangely.`,
        source: 'This reading',
      },
    ),
  ];
}

function elevationUnknown({ operator, ground }: ServerFacts): readonly NotChecked[] {
  if (ground.restricted !== null || (operator.known && operator.value.elevated !== null)) return [];
  const why = operator.known ? say`whoami names no mandatory label among the groups` : operator.why;
  return [{ what: say`Whether Kerbwise runs as administrator`, why, next: say`Run whoami /groups and look for S-1-16-12288` }];
}

function finding(
  id: string,
  severity: Finding['severity'],
  summary: string,
  told: Pick<Finding, 'evidence' | 'meaning' | 'source'> & { readonly subject?: string },
): Finding {
  return {
    id,
    severity,
    subject: told.subject ?? say`this session`,
    summary,
    evidence: told.evidence,
    meaning: told.meaning,
    source: told.source,
  };
}

function sharingUnknown({ sharedConfiguration }: ServerFacts): readonly NotChecked[] {
  if (sharedConfiguration.known) return [];
  return [
    { what: say`Whether the configuration is shared with other servers`, why: sharedConfiguration.why, next: sharedConfiguration.next },
  ];
}
