import type { ScenarioView } from '../bridge/contract.ts';
import { say } from '../language/say.ts';
import { ALL_STEPS } from '../steps/all-steps.ts';
import { EVIDENCE, FIREWALL, MISCONCEPTIONS, NTLM_FIRST, TASK_SERVER } from './guidance.ts';
import { questionsFor } from './questions.ts';

/** What an administrator sees, what it means, and which steps it calls for. Source: Broadcom KB 434345, scenario and evidence tables. */
export interface Scenario extends ScenarioView {
  /** Ids of the steps that are looked at; empty where the honest answer is that nothing on this server has to change. */
  readonly steps: readonly string[];
}

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'firewall-shows-service-account',
    title: say`The firewall shows our service account instead of people`,
    expected: say`Yes, in many networks`,
    action: say`Usually nothing to change on this server`,
    explanation: [
      say`Windows and IIS choose the protocol, not ITMS. A Kerberos request carries the user’s name encrypted; a device in between can read the name of the service and nothing more.`,
      say`Identity-aware firewalls keep one user per address, and the newest sign-in wins. Agents use the Application Identity or the Agent Connectivity Credential from every computer, so that account really does appear there.`,
      say`If users and agents work, the sign-in is right and the picture on the device is wrong. Put the service account on the device’s ignore list first; that needs no change here.`,
      say`NTLM first would bring the names back for some devices, at a price: weaker security, and no Kerberos for whatever obeys the order. Chrome and Edge do not: they choose Negotiate all the same. It is a workaround, not a repair.`,
    ],
    proof: [
      say`One row of the IIS log with the right cs-username and status 200, at the time when the firewall showed the other name`,
      say`The security event 4624 of that sign-in on this server, and the package it names`,
      say`The firewall’s mapping for that address, with its source and time`,
      say`klist on the client, for the user, and klist -li 0x3e7 for the agent`,
    ],
    tables: [FIREWALL, NTLM_FIRST, MISCONCEPTIONS],
    endsHere: true,
    steps: [],
  },
  {
    id: 'kerberos-then-ntlm',
    title: say`Kerberos is tried, then NTLM is used, and everything works`,
    expected: say`Yes, it is the fallback`,
    action: say`Optional tuning`,
    explanation: [
      say`Negotiate tries Kerberos first and falls back to NTLM where Kerberos cannot complete. A fallback that succeeds is no defect of ITMS.`,
      say`A 401 in front of a 200 is the normal handshake. Only a 401 that no success follows is a failure.`,
      say`If you want Kerberos to be used, go on anyway: the steps show what keeps it from completing.`,
    ],
    proof: [
      say`klist on the client after the connection: is there a ticket for HTTP/<the name in the address>?`,
      say`The security event 4624 on this server: which package does it name?`,
      say`The rows of the IIS log: does every 401 of a client end in a 200?`,
    ],
    tables: [EVIDENCE, MISCONCEPTIONS],
    endsHere: true,
    steps: [],
  },
  {
    id: 'task-server-registration',
    title: say`Agents cannot register with a Task Server`,
    expected: say`No`,
    action: say`Investigate`,
    explanation: [
      say`The task client cannot authenticate every request anew, so authPersistNonNTLM matters here. It is one requirement among several: the names and the account have to fit too.`,
      say`Look at the host that the agent’s log names: it can be a site server instead of this one.`,
      say`Agents older than 8.6 RU2 cannot fall back after the January 2022 updates of Windows (System event 40970 on the client); those agents have to be updated.`,
    ],
    proof: [
      say`The agent’s log with the block that begins "Operation … failed": host, error note, error code`,
      say`System events LSASRV 40970 on the client`,
    ],
    tables: [TASK_SERVER, ...questionsFor('task-server-registration', [])],
    endsHere: false,
    steps: EVERY_STEP,
  },
  {
    id: 'repeated-errors',
    title: say`The logs repeat authentication errors`,
    expected: say`No`,
    action: say`Investigate`,
    explanation: [
      say`Not every 401 is an error, and 0x80042D21 alone says only that some HTTP error occurred: the note under it names the cause.`,
      say`The steps look at everything on this server that makes a sign-in fail.`,
    ],
    proof: [say`The IIS log of the time in question`, say`C:\\ProgramData\\Symantec\\SMP\\Logs on this server, and the agent’s own log`],
    tables: [EVIDENCE],
    endsHere: false,
    steps: EVERY_STEP,
  },
  {
    id: 'ntlm-disabled',
    title: say`NTLM is switched off, so Kerberos has to work`,
    expected: say`No, unless everything fits`,
    action: say`Full validation of Kerberos`,
    explanation: [
      say`Without NTLM there is no fallback: every name that clients use needs its service principal name on the account that decrypts.`,
      say`An Agent Connectivity Credential that is a local account can never use Kerberos. Decide about it before NTLM goes off everywhere.`,
    ],
    proof: [
      say`The policy that switches NTLM off, and since when`,
      say`Whether the Agent Connectivity Credential is a local or a domain account`,
    ],
    tables: questionsFor('ntlm-disabled', []),
    endsHere: false,
    steps: EVERY_STEP,
  },
  {
    id: 'everything',
    title: say`I want everything checked`,
    expected: say`Not known before the look`,
    action: say`Read first, decide then`,
    explanation: [
      say`Kerbwise reads the server first; reading changes nothing. Then it shows one step after the other: what is right, what is wrong, and, where it can be mended here, the exact commands. The report is at the end of the steps.`,
    ],
    proof: [],
    endsHere: false,
    steps: EVERY_STEP,
  },
];

export function findScenario(id: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.id === id);
}
