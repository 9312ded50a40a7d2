import { defineStep, withhold } from '../../model/step.ts';
import { itmsSays } from './itms-rules.ts';
import { browsersInTheLog, namesInTheLog, signInsInTheLog, ticketsFit } from './rules.ts';

export const signInLogs = defineStep({
  id: 'sign-in-logs',
  title: 'What the logs say',
  purpose: 'The newest logs show who is signed in, who is refused and who never tries: what no setting of the server can tell.',
  rules: [ticketsFit, signInsInTheLog, browsersInTheLog, namesInTheLog, itmsSays],
  planChanges: (finding) =>
    withhold(finding.summary, WHY[finding.id] ?? 'a log shows what happens, not which setting is behind it', finding.meaning),
});

const WHY: Readonly<Record<string, string>> = {
  'sign-in-logs.token-too-large': 'whether users lose groups or http.sys takes longer headers is not for a wizard to choose',
  'sign-in-logs.ntlm-legs-split': 'the load balancer is no part of this server',
  'sign-in-logs.http2-refused': 'the program is no part of this server',
  'sign-in-logs.browsers-send-nothing': 'the policies of browsers are no part of this server',
  'sign-in-logs.firefox-sends-nothing': 'the settings of Firefox are no part of this server',
  'sign-in-logs.called-by-address': 'bookmarks, links and settings of clients are no part of this server',
};
