import { say } from '../../language/say.ts';
import { defineStep, withhold } from '../../model/step.ts';
import { itmsSays } from './itms-rules.ts';
import { browsersInTheLog, http2InTheLog, namesInTheLog, signInsInTheLog, ticketsFit } from './rules.ts';
import { servicesAmongUsers } from './service-accounts.ts';

export const signInLogs = defineStep({
  id: 'sign-in-logs',
  title: say`What the logs say`,
  purpose: say`The newest logs show who is signed in, who is refused and who never tries: what no setting of the server can tell.`,
  observes: true,
  rules: [ticketsFit, signInsInTheLog, http2InTheLog, servicesAmongUsers, browsersInTheLog, namesInTheLog, itmsSays],
  planChanges: (finding) =>
    withhold(finding.summary, WHY[finding.id] ?? say`a log shows what happens, not which setting is behind it`, finding.meaning),
});

const WHY: Readonly<Record<string, string>> = {
  'sign-in-logs.token-too-large': say`whether users lose groups or http.sys takes longer headers is not for a wizard to choose`,
  'sign-in-logs.ntlm-legs-split': say`the load balancer is no part of this server`,
  'sign-in-logs.http2-refused': say`the program is no part of this server`,
  'sign-in-logs.browsers-send-nothing': say`the policies of browsers are no part of this server`,
  'sign-in-logs.firefox-sends-nothing': say`the settings of Firefox are no part of this server`,
  'sign-in-logs.called-by-address': say`bookmarks, links and settings of clients are no part of this server`,
};
