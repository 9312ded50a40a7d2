import type { GuideTable } from '../bridge/contract.ts';
import { say } from '../language/say.ts';
import type { Finding } from '../model/step.ts';

/** Something that no setting of the server tells, asked only where the answer changes what is to be done. */
interface Question {
  readonly ask: string;
  readonly answers: GuideTable['rows'];
  /** Scenarios in which it matters from the beginning. */
  readonly scenarios: readonly string[];
  readonly mattersFor: (finding: Finding) => boolean;
}

/** SEC_E_DOWNGRADE_DETECTED, LSASRV 40970, and the message of ITMS that goes with them. */
const BLOCKED_FALLBACK = /\b40970\b|2148074320|downgrade/i;

const QUESTIONS: readonly Question[] = [
  {
    ask: say`Which version do the agents have?`,
    answers: [
      [
        say`older than 8.6 RU2`,
        say`They cannot fall back after the updates of January 2022: update the agents; no setting here mends it (KB 232242)`,
      ],
      [say`8.6 RU2 or newer`, say`They fall back by themselves: look for the name of three parts that they ask for`],
    ],
    scenarios: ['task-server-registration'],
    mattersFor: ({ evidence }) => BLOCKED_FALLBACK.test(evidence),
  },
  {
    ask: say`Is ITMS 8.7.3 or newer?`,
    answers: [
      [
        say`yes`,
        say`Agents sign in with tokens over HTTP: that they use no Kerberos is no fault; shares still use the Agent Connectivity Credential (KB 431190)`,
      ],
      [say`no`, say`Agents sign in with credentials: what is found here holds for them too`],
    ],
    scenarios: ['ntlm-disabled'],
    mattersFor: () => false,
  },
  {
    ask: say`Is the Agent Connectivity Credential a local account?`,
    answers: [
      [
        say`yes, as the vendor advises`,
        say`A local account never has a ticket: where NTLM is switched off, or Negotiate:Kerberos stands alone, it cannot sign in. Decide about it first (KB 194234)`,
      ],
      [say`no, a domain account`, say`It can use Kerberos like everybody else`],
    ],
    scenarios: ['ntlm-disabled'],
    mattersFor: ({ id }) => id === 'windows-authentication.kerberos-only-provider',
  },
];

/** In: what somebody sees, and what was found. Out: the questions whose answer matters now, each with what its answers mean. */
export function questionsFor(scenario: string, findings: readonly Finding[]): readonly GuideTable[] {
  return QUESTIONS.filter(({ scenarios, mattersFor }) => scenarios.includes(scenario) || findings.some(mattersFor)).map(
    ({ ask, answers }) => ({
      title: ask,
      head: [say`Answer`, say`Then`],
      rows: answers,
    }),
  );
}
