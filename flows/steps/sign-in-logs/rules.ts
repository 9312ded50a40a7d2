import { capitalised, counted, listed, say } from '../../language/say.ts';
import { explainUnauthorized } from '../../logs/status-codes.ts';
import type { Fact } from '../../model/fact.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { judgeServer, windowsApplications } from '../../server/judged.ts';
import type { HeaderLimits, SiteLog } from '../../server/log-facts.ts';
import { fromHere } from './advice.ts';
import { BROWSERS_IN_THE_LOG, HTTP2_IN_THE_LOG, NAMES_IN_THE_LOG, SIGN_INS_IN_THE_LOG, TICKETS_FIT } from './cards.ts';
import type { explainedBy } from './explained.ts';

/** So many refusals of one kind are a pattern, and no slip of somebody's fingers. */
const PATTERN = 3;
/** A client that asks and goes away does so once; a habit shows more often. */
const HABIT = 2;
const SPLIT = '401.1/2148074248';
const MOST = 3;

/**
 * What became of the sign-ins, by the codes that ended them.
 * In: what explains refusals with a Windows status, where the rest of the server is judged too: they are then only remarked.
 */
export const signInsInTheLog = (explain: typeof explainedBy = () => undefined) =>
  defineRule(SIGN_INS_IN_THE_LOG, (facts): Assessment => {
    const logs = siteLogs(facts);
    const whyOf = (win32: string | undefined) => explain(win32, facts);
    return {
      statements: logs.flatMap(toldOf),
      findings: [...logs.flatMap((log) => [...split(log), ...refused(log, whyOf), ...anew(log)]), ...notRead(facts)],
      notChecked: [],
    };
  });

/** Whether a client insists on a protocol over which nobody is signed in. */
export const http2InTheLog = defineRule(
  HTTP2_IN_THE_LOG,
  (facts): Assessment => ({ ...NOTHING_FOUND, findings: siteLogs(facts).flatMap(http2) }),
);

/** Whether browsers send credentials. Where an application lets nobody sign in, their silence says nothing about them. */
export const browsersInTheLog = defineRule(BROWSERS_IN_THE_LOG, (facts): Assessment => {
  if (isClosedSomewhere(facts)) return NOTHING_FOUND;
  return { ...NOTHING_FOUND, findings: siteLogs(facts).flatMap(silentBrowsers) };
});

/** Whether clients call by an address. */
export const namesInTheLog = defineRule(NAMES_IN_THE_LOG, (facts): Assessment => {
  const findings = siteLogs(facts).flatMap(({ site, folder, addresses }): readonly Finding[] =>
    addresses === null || addresses.length === 0
      ? []
      : [
          {
            id: 'sign-in-logs.called-by-address',
            severity: 'advice',
            subject: site,
            summary: say`Clients call the server by its address instead of a name`,
            evidence: say`cs-host = ${addresses.slice(0, MOST).join(', ')} in ${folder}, signed in or refused`,
            meaning: say`No account holds a service principal name for an address, so these clients never get a ticket: they use NTLM, and nothing where NTLM is off. Let them use a name.`,
            source: 'Microsoft, Troubleshoot Kerberos failures',
          },
        ],
  );
  return { ...NOTHING_FOUND, findings };
});

/** What http.sys refused before IIS saw it. */
export const ticketsFit = defineRule(TICKETS_FIT, ({ logs: { httperr, headerLimits } }): Assessment => {
  const reasons = httperr.known ? ['FieldLength', 'RequestLength'].filter((reason) => (httperr.value.reasons[reason] ?? 0) > 0) : [];
  if (reasons.length === 0) return NOTHING_FOUND;
  const finding: Finding = {
    id: 'sign-in-logs.token-too-large',
    severity: 'problem',
    subject: 'http.sys',
    summary: say`Requests were refused because their headers are too long`,
    evidence: say`${reasons.join(', ')} in the newest HTTPERR log${limitsText(headerLimits)}`,
    meaning: say`As a rule this is the ticket of a user who is in many groups: that user gets HTTP 400, everybody else signs in. Lessen the groups, or raise MaxFieldLength and MaxRequestBytes to 4/3 of the token.`,
    source: 'Microsoft, HTTP 400 Bad Request (Request header too long)',
  };
  return { ...NOTHING_FOUND, findings: [finding] };
});

/** Without a value 16 KB holds for each. Source: Microsoft, Http.sys registry settings for Windows. */
function limitsText(limits: Fact<HeaderLimits>): string {
  if (!limits.known) return say`; the limits in the registry were not read: ${limits.why}`;
  const { maxFieldLength, maxRequestBytes } = limits.value;
  const [field, request] = [maxFieldLength, maxRequestBytes].map((limit) => (limit === null ? say`not set, so 16384` : String(limit)));
  return say`; in the registry MaxFieldLength is ${field}, MaxRequestBytes is ${request}`;
}

function siteLogs({ logs }: ServerFacts): readonly SiteLog[] {
  return Object.values(logs.sites).flatMap((log) => (log.known ? [log.value] : []));
}

function isClosedSomewhere(facts: ServerFacts): boolean {
  const server = judgeServer(facts);
  if (!server.known) return true;
  return windowsApplications(server.value).some(({ effective: { windows } }) => !windows.enabled || windows.providers.length === 0);
}

/** Said only where nothing failed: what failed is a finding, or is told by the step that finds why. */
function toldOf({ site, completed, failed, users }: SiteLog): readonly string[] {
  if (failed > 0 || (completed === 0 && users.length === 0)) return [];
  const named =
    users.length === 0 ? '' : say`; it names ${users.slice(0, MOST).join(', ')}${users.length > MOST ? say` and others` : ''} as users`;
  return [say`In the newest log of ${site} no sign-in failed${named}. The 401 in front of a success is the normal handshake.`];
}

/** The end of NTLM that arrives somewhere else than its beginning. */
function split({ site, folder, refused, completed }: SiteLog): readonly Finding[] {
  if ((refused[SPLIT] ?? 0) < HABIT) return [];
  const beside = completed > 0 ? say`, while other sign-ins are completed` : '';
  return [
    {
      id: 'sign-in-logs.ntlm-legs-split',
      severity: 'problem',
      subject: site,
      summary: say`Sign-ins end with a token that IIS takes for invalid`,
      evidence: say`${SPLIT} (SEC_E_INVALID_TOKEN) in ${folder}${beside}`,
      meaning: say`The messages of one NTLM sign-in have to stay on one connection to one server. A load balancer or proxy that deals them out breaks some of them; a token that was cut off looks the same. Give the balancer persistence, or let these clients use Kerberos, which needs no second message.`,
      source: 'Microsoft, IIS support blog: 401 1 2148074248 behind a load balancer',
    },
  ];
}

function refused(
  { site, folder, refused: codes, refusedAt }: SiteLog,
  whyOf: (win32: string | undefined) => string | undefined,
): readonly Finding[] {
  return Object.entries(codes).flatMap(([key, count]): readonly Finding[] => {
    if (key === SPLIT) return [];
    const [, substatus, win32] = /^401\.([\d-]+)\/([\d-]+)$/.exec(key) ?? [];
    const { meaning, kerberos, next } = explainUnauthorized(numberOf(substatus), numberOf(win32));
    const evidence = say`${key} in ${folder}: ${counted(count, 'sign-in', 'sign-ins')}${pathsText(refusedAt[key] ?? [])}`;
    const shared = { subject: site, evidence, source: say`Microsoft, HTTP status code overview (KB 943891)` };
    const told = say`${capitalised(meaning)}. ${fromHere(next)}.`;
    if (kerberos === false) {
      return [
        {
          ...shared,
          id: 'sign-in-logs.refused-elsewhere',
          severity: 'information',
          summary: say`Requests were refused for another reason than Kerberos`,
          meaning: told,
        },
      ];
    }
    const explained = whyOf(win32);
    if (explained !== undefined) {
      return [
        {
          ...shared,
          id: 'sign-in-logs.refused',
          severity: 'information',
          summary: say`Sign-ins end in a refusal, which fits what is found above`,
          meaning: say`${explained} Mend that first; what is refused after that is a matter of its own.`,
        },
      ];
    }
    const severity = count < PATTERN ? 'information' : 'problem';
    return [{ ...shared, id: 'sign-in-logs.refused', severity, summary: say`Sign-ins end in a refusal`, meaning: told }];
  });
}

function pathsText(paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const more = paths.length - MOST;
  return more > 0 ? say`, at ${listed(paths.slice(0, MOST))} and ${counted(more, 'more path', 'more paths')}` : say`, at ${listed(paths)}`;
}

function http2({ site, folder, http2: over }: SiteLog): readonly Finding[] {
  if (over === null || over.signedIn > 0 || over.silent < HABIT) return [];
  return [
    {
      id: 'sign-in-logs.http2-refused',
      severity: 'advice',
      subject: site,
      summary: say`A client insists on HTTP/2 and is never signed in`,
      evidence: say`cs-version = HTTP/2.0 with 401.2 and no success in ${folder}`,
      meaning: say`Windows Authentication belongs to a connection, which HTTP/2 shares. Browsers step back to HTTP/1.1 by themselves; a program that does not has to be told to use HTTP/1.1.`,
      source: 'iis-docs, HTTP/2 on IIS',
    },
  ];
}

function anew({ site, folder, anew: clients }: SiteLog): readonly Finding[] {
  if (clients === 0) return [];
  return [
    {
      id: 'sign-in-logs.every-request-anew',
      severity: 'information',
      subject: site,
      summary: say`Clients are asked to sign in for nearly every request`,
      evidence: say`401.2 before nearly every 200 of the same client in ${folder}`,
      meaning: say`The sign of authPersistNonNTLM off, or of clients that open a connection for each request. It is wasteful and not broken.`,
      source: 'iis-docs windowsAuthentication',
    },
  ];
}

function silentBrowsers({ site, folder, families: { browser, firefox, agent } }: SiteLog): readonly Finding[] {
  const source = say`Chromium policy AuthServerAllowlist; Firefox policy Authentication`;
  const nobodyBrowses = browser.signedIn + firefox.signedIn === 0;
  if (browser.silent >= HABIT && nobodyBrowses && agent.signedIn > 0) {
    return [
      {
        id: 'sign-in-logs.browsers-send-nothing',
        severity: 'advice',
        subject: site,
        summary: say`Browsers are asked to sign in and send nothing; agents sign in`,
        evidence: say`401.2 without a further request for every browser in ${folder}, 200 with a user for other programs`,
        meaning: say`The server is right: agents sign in. The browsers do not take it for a server of the intranet. Ask whoever keeps the group policies for the local intranet zone or the policy AuthServerAllowlist.`,
        source,
      },
    ];
  }
  if (firefox.silent < HABIT || firefox.signedIn > 0 || browser.signedIn === 0) return [];
  return [
    {
      id: 'sign-in-logs.firefox-sends-nothing',
      severity: 'advice',
      subject: site,
      summary: say`Firefox is asked to sign in and sends nothing; other browsers sign in`,
      evidence: say`401.2 without a further request for Firefox in ${folder}, 200 with a user for other browsers`,
      meaning: say`Firefox has a list of its own: network.negotiate-auth.trusted-uris, or the policy Authentication, has to name this server. Whoever keeps the settings of Firefox changes that, at the clients.`,
      source,
    },
  ];
}

/** A log that was not read makes a server neither healthy nor unhealthy. */
function notRead({ logs }: ServerFacts): readonly Finding[] {
  const facts: readonly Fact<unknown>[] = [...Object.values(logs.sites), logs.httperr, logs.altiris.server, logs.altiris.agent];
  const whys = [...new Set(facts.flatMap((fact) => (fact.known ? [] : [fact.why])))];
  if (whys.length === 0) return [];
  return [
    {
      id: 'sign-in-logs.not-read',
      severity: 'information',
      subject: 'logs',
      summary: say`Not every log was read`,
      evidence: listed(whys, '; '),
      meaning: say`What these logs would say of sign-ins is not known. Nothing else rests on it; kerbwise logs reads them by hand.`,
      source: 'This reading',
    },
  ];
}

function numberOf(text: string | undefined): number {
  return text === undefined || text === '-' ? -1 : Number(text);
}
