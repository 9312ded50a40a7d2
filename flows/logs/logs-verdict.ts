import { counted, listed, say } from '../language/say.ts';
import type { LogCause, Tallies } from './logs-causes.ts';

/** What the logs mean for Kerberos, in one sentence. */
export interface LogsVerdict {
  /** `action`: something is to be done; `attention`: worth a look; `healthy`: sign-ins succeed; `nothing`: nothing about sign-ins in it. */
  readonly level: 'action' | 'attention' | 'healthy' | 'nothing';
  /** Whether what needs action has to do with Kerberos; `null` where the logs cannot tell. */
  readonly kerberos: boolean | null;
  readonly summary: string;
  readonly why?: { readonly kerberos: string };
}

export function judgeLogs(causes: readonly LogCause[], tallies: Tallies): LogsVerdict {
  const acting = causes.filter(({ needsAction }) => needsAction);
  if (acting.length > 0) return needsAction(acting, tallies);
  const completed = tallies.w3c.handshakes.outcomes.get('completed') ?? 0;
  if (causes.length > 0) {
    return {
      level: 'attention',
      kerberos: false,
      summary: say`Nothing to mend for Kerberos; worth a look: ${told(causes)}${completed > 0 ? say`. ${ordinary(completed)}` : ''}`,
    };
  }
  if (completed > 0) return { level: 'healthy', kerberos: false, summary: say`No sign-in failed. ${ordinary(completed)}` };
  const begun = whatBegan(tallies);
  if (begun !== undefined)
    return { level: 'attention', kerberos: null, summary: begun, why: { kerberos: say`no sign-in was followed to its end` } };
  return {
    level: 'nothing',
    kerberos: null,
    summary: say`These logs say nothing about signing in: no request was answered with 401 and no known message was found`,
    why: { kerberos: say`no sign-in and no known message` },
  };
}

/** Where there were 401s and no sign-in came to its end: what can be said of them. A 401.1 answers a client that did send something. */
function whatBegan({ w3c: { handshakes, missing, unauthorized } }: Tallies): string | undefined {
  if (unauthorized.size === 0) return undefined;
  if (missing.size > 0) {
    const columns = listed([...missing].sort(), ', ');
    return say`These logs hold 401 answers, but not the column ${columns}, without which no sign-in can be followed`;
  }
  const clients = [...handshakes.clients.keys()].filter((key) => key.endsWith('\tunknown')).length;
  if (clients === 0) return undefined;
  return [...unauthorized.keys()].some((key) => key.startsWith('401.1/'))
    ? counted(
        clients,
        'client began a sign-in and did not complete it before these logs end',
        'clients began a sign-in and did not complete it before these logs end',
      )
    : counted(
        clients,
        'client was asked to sign in and had not answered when these logs end',
        'clients were asked to sign in and had not answered when these logs end',
      );
}

function needsAction(acting: readonly LogCause[], { w3c }: Tallies): LogsVerdict {
  const sure = acting.filter(({ kerberos }) => kerberos === true);
  const failed = w3c.handshakes.outcomes.get('failed') ?? 0;
  const completed = w3c.handshakes.outcomes.get('completed') ?? 0;
  const share = failed + completed === 0 ? '' : say` ${failed} of ${failed + completed} handshakes failed.`;
  if (sure.length > 0) {
    return { level: 'action', kerberos: true, summary: say`Signing in fails, and Kerberos may be why: ${told(sure)}.${share}` };
  }
  if (acting.every(({ kerberos }) => kerberos === false)) {
    return { level: 'action', kerberos: false, summary: say`Something fails, and Kerberos is not why: ${told(acting)}.${share}` };
  }
  return {
    level: 'action',
    kerberos: null,
    summary: say`Signing in fails, and these logs do not say whether Kerberos is why: ${told(acting)}.${share}`,
    why: { kerberos: say`the codes in the log fit more than one cause; see the next step of each` },
  };
}

/** The most frequent ones, in short. */
function told(causes: readonly LogCause[]): string {
  const [first, second] = causes;
  const shown = [first, second].filter((cause) => cause !== undefined).map(({ count, meaning }) => say`${count} × ${meaning}`);
  return listed(shown, '; ') + (causes.length > 2 ? say`; and ${causes.length - 2} more` : '');
}

function ordinary(completed: number): string {
  return say`${counted(completed, 'handshake was completed', 'handshakes were completed')}; the 401s in front of them are ordinary`;
}
