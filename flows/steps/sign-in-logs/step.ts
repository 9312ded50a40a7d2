import { say } from '../../language/say.ts';
import { defineStep, type Finding, type Rule, withhold } from '../../model/step.ts';
import { explainedBy } from './explained.ts';
import { itmsSays } from './itms-rules.ts';
import { browsersInTheLog, http2InTheLog, namesInTheLog, signInsInTheLog, ticketsFit } from './rules.ts';
import { servicesAmongUsers } from './service-accounts.ts';

const DEFINITION = {
  id: 'sign-in-logs',
  title: say`What the logs say`,
  purpose: say`The newest logs show who is signed in, who is refused and who never tries: what no setting of the server can tell.`,
  observes: true as const,
  planChanges: (finding: Finding) =>
    withhold(finding.summary, WHY[finding.id] ?? say`a log shows what happens, not which setting is behind it`, finding.meaning),
} as const;

const rulesWith = (signIns: Rule): readonly Rule[] => [
  ticketsFit,
  signIns,
  http2InTheLog,
  servicesAmongUsers,
  browsersInTheLog,
  namesInTheLog,
  itmsSays,
];

/** Beside the steps that judge the server: refusals that one of them explains are no fault of their own. */
export const signInLogs = defineStep({ ...DEFINITION, rules: rulesWith(signInsInTheLog(explainedBy)) });

/** Where nothing but the logs is looked at: every refusal is told as one. */
export const signInLogsAlone = defineStep({ ...DEFINITION, rules: rulesWith(signInsInTheLog()) });

const WHY: Readonly<Record<string, string>> = {
  'sign-in-logs.token-too-large': say`whether users lose groups or http.sys takes longer headers is not for a wizard to choose`,
  'sign-in-logs.ntlm-legs-split': say`the load balancer is no part of this server`,
  'sign-in-logs.http2-refused': say`the program is no part of this server`,
  'sign-in-logs.browsers-send-nothing': say`the policies of browsers are no part of this server`,
  'sign-in-logs.firefox-sends-nothing': say`the settings of Firefox are no part of this server`,
  'sign-in-logs.called-by-address': say`bookmarks, links and settings of clients are no part of this server`,
};
