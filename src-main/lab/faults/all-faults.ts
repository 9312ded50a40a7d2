import { say } from '../../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../../flows/model/result.ts';
import type { LabState } from '../lab-state.ts';
import { HEALTHY_SERVER } from '../server/healthy-server.ts';
import { accountLocked } from './account-locked.ts';
import { accountWithoutAes } from './account-without-aes.ts';
import { balancerSplitsNtlm } from './balancer-splits-ntlm.ts';
import { browserZone } from './browser-zone.ts';
import { calledByAddress } from './called-by-address.ts';
import { clockSkew } from './clock-skew.ts';
import { credentialsOff } from './credentials-off.ts';
import { credentialsOnMachine } from './credentials-on-machine.ts';
import { downgradeBlocked } from './downgrade-blocked.ts';
import { extendedProtection } from './extended-protection.ts';
import type { LabFault } from './fault.ts';
import { firefoxTrust } from './firefox-trust.ts';
import { http2Client } from './http2-client.ts';
import { kerberosOnly } from './kerberos-only.ts';
import { loopbackCheck } from './loopback-check.ts';
import { nameIsAlias } from './name-is-alias.ts';
import { ntlmFirst } from './ntlm-first.ts';
import { persistenceOff } from './persistence-off.ts';
import { portOnAnotherAccount } from './port-on-another-account.ts';
import { spnDuplicate } from './spn-duplicate.ts';
import { spnInOtherDomain } from './spn-in-other-domain.ts';
import { spnMissing } from './spn-missing.ts';
import { spnOnApplicationIdentity } from './spn-on-application-identity.ts';
import { spnOnComputer } from './spn-on-computer.ts';
import { spnOnUser } from './spn-on-user.ts';
import { spnReplicating } from './spn-replicating.ts';
import { ticketsElsewhere } from './tickets-elsewhere.ts';
import { tokenTooLarge } from './token-too-large.ts';
import { twoAccounts } from './two-accounts.ts';
import { windowsOff } from './windows-off.ts';

/** Every fault, in the order in which they are put in. A new one is a file of its own and a line here. */
export const LAB_FAULTS: readonly LabFault[] = [
  spnMissing,
  spnOnComputer,
  spnDuplicate,
  spnOnUser,
  spnInOtherDomain,
  spnOnApplicationIdentity,
  credentialsOnMachine,
  twoAccounts,
  accountWithoutAes,
  accountLocked,
  spnReplicating,
  ntlmFirst,
  credentialsOff,
  persistenceOff,
  windowsOff,
  kerberosOnly,
  nameIsAlias,
  portOnAnotherAccount,
  extendedProtection,
  clockSkew,
  calledByAddress,
  browserZone,
  firefoxTrust,
  tokenTooLarge,
  balancerSplitsNtlm,
  http2Client,
  loopbackCheck,
  downgradeBlocked,
  ticketsElsewhere,
];

export const DEFAULT_FAULTS: readonly string[] = ['spn-missing', 'ntlm-first', 'credentials-off', 'persistence-off'];

const HEALTHY = 'healthy';
/** Stands for one fault that the lab chooses and does not tell. */
export const SURPRISE = 'surprise';

/**
 * In: `spn-missing,ntlm-first`, `healthy` for none, `surprise` for one that is not told, `''` for the usual ones.
 * Out: the ids in the order of the list, each once; `input.refused` that names the known ones.
 */
export function parseFaults(text: string): Result<readonly string[]> {
  const named = text
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  return named.length === 0 ? succeed(DEFAULT_FAULTS) : checkFaults(named);
}

/** Ids as a caller names them, `healthy` allowed alone. */
export function checkFaults(named: readonly string[]): Result<readonly string[]> {
  const known = LAB_FAULTS.map(({ id }) => id);
  if (named.length === 1 && named[0] === SURPRISE) return succeed([SURPRISE]);
  if (named.includes(SURPRISE)) return refuse(say`A surprise stands alone`, say`It is one fault that the lab chooses`);
  const unknown = named.find((name) => name !== HEALTHY && !known.includes(name));
  if (unknown !== undefined) return refuse(say`The practice server has no fault ${JSON.stringify(unknown)}`, say`No such fault is known`);
  if (named.includes(HEALTHY) && named.some((name) => name !== HEALTHY)) {
    return refuse(say`A healthy practice server cannot have faults`, say`"healthy" stands for no fault at all`);
  }
  const faults = LAB_FAULTS.filter(({ id }) => named.includes(id));
  const clash = faults.find(({ excludes }) => excludes.some((other) => named.includes(other)));
  if (clash !== undefined) {
    const other = clash.excludes.find((one) => named.includes(one));
    return refuse(say`${clash.id} and ${other} cannot stand together`, say`${clash.title}; that contradicts ${other}`);
  }
  return succeed(faults.map(({ id }) => id));
}

/** In: ids that were checked. Out: the same server each time. */
export function serverWithFaults(faults: readonly string[]): LabState {
  const chosen = LAB_FAULTS.filter(({ id }) => faults.includes(id));
  const server = chosen.reduce((state, fault) => fault.apply(state), HEALTHY_SERVER);
  return { ...server, faults: chosen.map(({ id }) => id) };
}

function refuse(what: string, why: string): ReturnType<typeof fail> {
  return fail({
    code: 'input.refused',
    what,
    why,
    next: say`Name one or more of: healthy, surprise, ${LAB_FAULTS.map(({ id }) => id).join(', ')}`,
  });
}
