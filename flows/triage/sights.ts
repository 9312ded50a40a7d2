import { say } from '../language/say.ts';
import { type Assessment, defineRule, defineStep, type NotChecked, type Step, withhold } from '../model/step.ts';
import { samePath } from '../server/configuration.ts';
import type { ServerFacts } from '../server/facts.ts';
import type { SiteLog } from '../server/log-facts.ts';
import { siteOf } from '../server/scope.ts';
import { eventsNameTheCause } from '../steps/sign-in/event-rules.ts';
import { signInLogsAlone } from '../steps/sign-in-logs/step.ts';

/** What the logs come to for a sight that usually needs no change. */
interface Sight {
  /** Where the logs show nothing wrong. */
  readonly right: string;
  /** Where they do. */
  readonly wrong: string;
  /** What a log says of this sight where no sign-in in it failed; the second part of the list of decisions is for people. */
  readonly said: (log: SiteLog) => string;
}

const MOST_USERS = 5;

/** Sights that the newest logs answer. Source: itms.md 5, the list of decisions; Broadcom KB 434345. */
const SIGHTS: Readonly<Record<string, Sight>> = {
  'firewall-shows-service-account': {
    right: say`No sign-in failed in the newest logs, so by them the picture on the firewall is its own: nothing has to be done on this server.`,
    wrong: say`The newest logs show more than the reading of a device: something fails here, or asks for your decision. --scenario everything looks for the cause.`,
    said: ({ folder, users }) =>
      say`${folder} names ${usersOf(users)} with an answer: where it names the right user at the moment at which the firewall shows another, the sign-in is right`,
  },
  'kerberos-then-ntlm': {
    right: say`No sign-in failed in the newest logs: the fallback works, and nothing has to be done.`,
    wrong: say`The newest logs show that not everything works: something fails here, or asks for your decision. --scenario everything looks for the cause.`,
    said: ({ folder }) =>
      say`every 401 in ${folder} that was followed to its end was signed in after all, by Kerberos or by NTLM: the log does not tell which`,
  },
};

/** In: the id of a scenario. Out: the steps that answer it by what was seen to happen; none where its steps judge the server. */
export function answeringSteps(scenario: string): readonly Step[] {
  const sight = SIGHTS[scenario];
  return sight === undefined ? [] : [sightStep(sight), signInLogsAlone, windowsEvents];
}

/** In: the id of a scenario, and whether something asks for action. Out: what the logs come to; `undefined` for a scenario that they do not answer. */
export function answerOf(scenario: string, needsAction: boolean): string | undefined {
  const sight = SIGHTS[scenario];
  return needsAction ? sight?.wrong : sight?.right;
}

function sightStep({ said }: Sight): Step {
  return defineStep({
    id: 'sight',
    title: say`What you see, by the newest logs`,
    purpose: say`Holds the sight against what happened on this server.`,
    observes: true,
    rules: [defineRule([], (facts) => sightOf(facts, said))],
    planChanges: (finding) => withhold(finding.summary, say`a log shows what happens, not which setting is behind it`, finding.meaning),
  });
}

/** What Windows itself noted of failures that no log of IIS shows. */
const windowsEvents = defineStep({
  id: 'sign-in',
  title: say`What Windows noted`,
  purpose: say`Events of failed tickets and blocked fallbacks, by number.`,
  observes: true,
  rules: [eventsNameTheCause],
  planChanges: (finding) => withhold(finding.summary, say`an event shows what happened, not which setting is behind it`, finding.meaning),
});

/** A log that is not there, or in which nobody signed in, answers nothing: then the sight stays open. */
function sightOf(facts: ServerFacts, said: Sight['said']): Assessment {
  const sites = [...new Set(facts.applications.map(siteOf))].sort();
  const parts = sites.map((site) => siteAnswer(site, facts, said));
  return {
    statements: parts.flatMap((part) => (typeof part === 'string' ? [part] : [])),
    findings: [],
    notChecked: [
      ...noScope(facts),
      ...parts.flatMap((part) => (typeof part === 'string' || part === undefined ? [] : [part])),
      ...events(facts),
    ],
  };
}

function siteAnswer(site: string, { logs }: ServerFacts, said: Sight['said']): string | NotChecked | undefined {
  const log = logs.sites[site];
  const what = say`Whether sign-ins at ${site} fail, by its newest log`;
  if (log === undefined) return { what, why: say`the configuration tells of no log for it`, next: say`Give its logs to kerbwise logs` };
  if (!log.known) return { what, why: log.why, next: log.next };
  const { failed, completed, users } = log.value;
  if (failed > 0) return undefined; // what failed is a finding of the logs
  if (completed > 0 || users.length > 0) return said(log.value);
  return { what, why: say`nobody signed in by it`, next: say`Let a user and an agent sign in, and look again` };
}

function noScope({ configuration, applications, choices }: ServerFacts): readonly NotChecked[] {
  const missing = choices.applications.filter((path) => !applications.some((other) => samePath(other, path)));
  if (!configuration.known) return [];
  if (applications.length > 0) {
    return missing.map((path) => ({
      what: say`The application ${path}`,
      why: say`the server has no application of that path`,
      next: say`Name an application as IIS writes it, for example "Default Web Site/Altiris"`,
    }));
  }
  return [
    {
      what: say`Whether sign-ins fail, by the newest logs`,
      why: say`no application is in scope, so no site whose log could tell`,
      next: say`Name one with --app "SITE/PATH"`,
    },
  ];
}

function events({ signIn }: ServerFacts): readonly NotChecked[] {
  if (signIn.events.known) return [];
  return [{ what: say`Whether Windows noted failures of sign-ins`, why: signIn.events.why, next: signIn.events.next }];
}

function usersOf(users: readonly string[]): string {
  if (users.length === 0) return say`no user`;
  return users.length <= MOST_USERS ? users.join(', ') : say`${users.slice(0, MOST_USERS).join(', ')} and others`;
}
