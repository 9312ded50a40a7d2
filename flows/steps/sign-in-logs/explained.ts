import { say } from '../../language/say.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { commonAccount, type JudgedApplication, judgeServer, windowsApplications } from '../../server/judged.ts';
import { judgeNames, namesAreRight, settledAccount, ticketsCanBeDecrypted } from '../../server/judged-names.ts';
import { coveringHost } from '../../server/spns.ts';

const LOGON_DENIED = '2148074252';
const TIME_SKEW = '2148074276';
const BAD_BINDINGS = '2148074310';
/** MaxClockSkew. */
const FIVE_MINUTES_S = 300;

/**
 * In: the Windows status of refusals in the log, and the facts. Out: in one sentence, what of the server’s own state makes just such
 * refusals; `undefined` where nothing that is known does: then the refusals are a finding by themselves.
 */
export function explainedBy(win32: string | undefined, facts: ServerFacts): string | undefined {
  switch (win32) {
    case LOGON_DENIED:
      return wrongKey(facts) ?? noFallback(facts);
    case TIME_SKEW:
      return clock(facts);
    case BAD_BINDINGS:
      return protection(facts);
    default:
      return undefined;
  }
}

function wrongKey(facts: ServerFacts): string | undefined {
  if (!isForAnotherAccount(facts) && !hasSeveralAccounts(facts)) return undefined;
  return say`Names and the account whose key IIS reads tickets with do not fit each other here (see Service principal names, Application pool identity and useAppPoolCredentials), and a ticket for another account is refused just so.`;
}

/** Without a ticket clients fall back to NTLM: only a ticket that is made for somebody else ends in a refusal. */
function isForAnotherAccount(facts: ServerFacts): boolean {
  const names = judgeNames(facts);
  if (!names.known) return false;
  const isElsewhere = names.value.verdicts.some(
    ({ kind, name }) => kind === 'misplaced' || kind === 'elsewhere' || (kind === 'missing' && coveringHost(name, facts) !== undefined),
  );
  if (isElsewhere) return true;
  const [right, decrypted] = [namesAreRight(facts), ticketsCanBeDecrypted(facts)];
  return right.known && right.value && decrypted.known && !decrypted.value;
}

function hasSeveralAccounts(facts: ServerFacts): boolean {
  const server = judgeServer(facts);
  if (!server.known || commonAccount(server.value).kind !== 'several') return false;
  const settled = settledAccount(facts);
  return settled.known && settled.value === null;
}

function noFallback(facts: ServerFacts): string | undefined {
  return someApplication(facts, ({ effective }) => effective.windows.providers.some((one) => /^negotiate:kerberos$/i.test(one)))
    ? say`Negotiate:Kerberos is offered here (see Windows Authentication and providers), and clients without a ticket are refused just so.`
    : undefined;
}

function clock({ surroundings: { clockAhead } }: ServerFacts): string | undefined {
  return clockAhead.known && Math.abs(clockAhead.value) > FIVE_MINUTES_S
    ? say`The clock of this server is more than five minutes off, and every ticket is refused just so.`
    : undefined;
}

function protection(facts: ServerFacts): string | undefined {
  return someApplication(facts, ({ effective }) => effective.windows.tokenChecking === 'Require')
    ? say`Extended Protection is required here (see Other settings of the sign-in), and a sign-in through a device that opens https is refused just so.`
    : undefined;
}

function someApplication(facts: ServerFacts, is: (application: JudgedApplication) => boolean): boolean {
  const server = judgeServer(facts);
  return server.known && windowsApplications(server.value).some(is);
}
