import type { GuideTable } from '../bridge/contract.ts';
import { say } from '../language/say.ts';

/** What a log or a device shows, and what it does and does not say. Source: Broadcom KB 434345, evidence table; itms.md 3. */
export const EVIDENCE: GuideTable = {
  title: say`What the evidence says`,
  head: [say`You see`, say`It says`],
  rows: [
    [
      say`"Authentication failed" in the agent’s log`,
      say`The negotiation of the sign-in failed; the note under it, or a code, names the cause`,
    ],
    [
      say`"request level authentication is not supported"`,
      say`The host named in the same block asks for every request anew: authPersistNonNTLM there, which may be a site server`,
    ],
    ['0x80042D21 alone', say`Some HTTP error, a missing page too; nothing about Kerberos yet`],
    [say`401 in the log of IIS, a success after it`, say`The normal handshake, Kerberos or NTLM`],
    [say`401 that no success follows`, say`A sign-in that was not completed; its Windows status says which`],
    [say`Kerberos fails, NTLM succeeds`, say`The fallback that Negotiate is made for, as long as NTLM is allowed`],
    [say`A firewall shows a service or computer account`, say`Mostly how the device reads the traffic, no proof of a wrong sign-in`],
  ],
};

/** Interpretation of a device, or a real failure? Source: itms.md 5. */
export const FIREWALL: GuideTable = {
  title: say`Is it the device, or the sign-in?`,
  head: [say`You observe`, say`Then it is`],
  rows: [
    [say`The log of IIS names the right user with 200 when the firewall shows another`, say`the device’s reading: nothing to change here`],
    [
      say`The name is the Agent Connectivity Credential or the Application Identity, the address that of a client`,
      say`expected: put that account on the device’s ignore list`,
    ],
    [
      say`The name is the pool’s account or the computer SMP$, and users work`,
      say`the device’s reading: it took the service of the ticket for the user`,
    ],
    [
      say`The client has a ticket for HTTP/<this server>, and event 4624 here says Kerberos for the user`,
      say`Kerberos that works: look at the device`,
    ],
    [say`No ticket, event 4624 says NTLM, the answer is 200`, say`the fallback: tune it if you want Kerberos`],
    [
      say`401s without a success, 40970, KRB_AP_ERR_MODIFIED, agents that do not register`,
      say`a real failure: choose what you see there, and let every step look`,
    ],
    [
      say`Names are gone since traffic is inspected, and 401 over https only`,
      say`inspection that breaks Extended Protection: exempt this server from it`,
    ],
    [
      say`The firewall blocks by group, and users lose access`,
      say`a policy on a wrong mapping: real for your users, and still not a fault of this server`,
    ],
  ],
};

/** A choice for compatibility, not a repair. Source: Broadcom KB 434345, KB 173598; chromium.org, HTTP authentication. */
export const NTLM_FIRST: GuideTable = {
  title: say`NTLM first, as a workaround`,
  head: [say`It gives`, say`It costs`],
  rows: [
    [say`Some tools show users’ names again`, say`Weaker security: NTLM proves no server, and can be relayed`],
    [
      say`Clients outside of the domain and over the Internet Gateway sign in more simply`,
      say`Agents and everything else that uses WinINet or WinHTTP ask for no ticket any more: what Kerberos protects is given up for them`,
    ],
    [
      say`Agents, .NET and Edge in IE mode take NTLM, for they take the first provider they know`,
      say`It does not hold for Chrome and Edge: they choose Negotiate whatever the order, so their sign-ins stay as they are`,
    ],
    [
      say`The vendor prescribes it for task agents in some builds, at TaskManagement/CTAgent alone`,
      say`It breaks on the day when NTLM is switched off; agents may put it back`,
    ],
  ],
};

/** Source: Broadcom KB 434345, Task Server section; KB 173598, KB 232242, KB 426743. */
export const TASK_SERVER: GuideTable = {
  title: say`Registration with a Task Server, in this order`,
  head: [say`Look at`, say`Because`],
  rows: [
    [say`The host in the agent’s block: this server, or a site server`, say`the setting of the other one does not matter`],
    [say`authPersistNonNTLM on that host`, say`the task client cannot sign in for every request; needed, and not enough by itself`],
    [say`Names and the account that decrypts`, say`a ticket for another account is refused, and registration with it`],
    [say`System event 40970 on the client`, say`Windows blocked the fallback to NTLM for a name of three parts`],
    [
      say`The Agent Connectivity Credential: locked, expired, changed`,
      say`then all agents fail at once, on shares too, and no name mends it`,
    ],
    [say`"maximum limit" in the server’s log`, say`a Task Server takes 5,000 clients: capacity, not Kerberos`],
  ],
};

/** What is often believed, and what is so. Source: Broadcom KB 434345, misconceptions. */
export const BELIEVED = {
  itmsChooses: [say`ITMS chooses Kerberos or NTLM`, say`Windows and IIS do, by the list of providers`],
  firewall: [
    say`A service account in the firewall means a wrong sign-in`,
    say`Often it only means that the device could not read the right one`,
  ],
  itmsRegisters: [say`ITMS makes the service principal names that it needs`, say`Somebody has to register and keep them in the directory`],
  needsNtlm: [say`ITMS always needs NTLM`, say`It depends: clients outside of the domain and local accounts do`],
  fallback: [say`Kerberos that fails before NTLM succeeds is a defect`, say`It is how the fallback works`],
  persistence: [say`authPersistNonNTLM makes Kerberos work`, say`It keeps a sign-in that works; names and keys make it`],
} as const satisfies Record<string, readonly [string, string]>;

export const MISCONCEPTIONS: GuideTable = {
  title: say`What is often believed`,
  head: [say`One hears`, say`It is so`],
  rows: Object.values(BELIEVED),
};
