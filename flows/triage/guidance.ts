import type { GuideTable } from '../bridge/contract.ts';

/** What a log or a device shows, and what it does and does not say. Source: Broadcom KB 434345, evidence table; itms.md 3. */
export const EVIDENCE: GuideTable = {
  title: 'What the evidence says',
  head: ['You see', 'It says'],
  rows: [
    ['"Authentication failed" in the agent’s log', 'The negotiation of the sign-in failed; the note under it, or a code, names the cause'],
    [
      '"request level authentication is not supported"',
      'The host named in the same block asks for every request anew: authPersistNonNTLM there, which may be a site server',
    ],
    ['0x80042D21 alone', 'Some HTTP error, a missing page too; nothing about Kerberos yet'],
    ['401 in the log of IIS, a success after it', 'The normal handshake, Kerberos or NTLM'],
    ['401 that no success follows', 'A sign-in that was not completed; its Windows status says which'],
    ['Kerberos fails, NTLM succeeds', 'The fallback that Negotiate is made for, as long as NTLM is allowed'],
    ['A firewall shows a service or computer account', 'Mostly how the device reads the traffic, no proof of a wrong sign-in'],
  ],
};

/** Interpretation of a device, or a real failure? Source: itms.md 5. */
export const FIREWALL: GuideTable = {
  title: 'Is it the device, or the sign-in?',
  head: ['You observe', 'Then it is'],
  rows: [
    ['The log of IIS names the right user with 200 when the firewall shows another', 'the device’s reading: nothing to change here'],
    [
      'The name is the Agent Connectivity Credential or the Application Identity, the address that of a client',
      'expected: put that account on the device’s ignore list',
    ],
    [
      'The name is the pool’s account or the computer SMP$, and users work',
      'the device’s reading: it took the service of the ticket for the user',
    ],
    [
      'The client has a ticket for HTTP/<this server>, and event 4624 here says Kerberos for the user',
      'Kerberos that works: look at the device',
    ],
    ['No ticket, event 4624 says NTLM, the answer is 200', 'the fallback: tune it if you want Kerberos'],
    [
      '401s without a success, 40970, KRB_AP_ERR_MODIFIED, agents that do not register',
      'a real failure: choose what you see there, and let every step look',
    ],
    [
      'Names are gone since traffic is inspected, and 401 over https only',
      'inspection that breaks Extended Protection: exempt this server from it',
    ],
    [
      'The firewall blocks by group, and users lose access',
      'a policy on a wrong mapping: real for your users, and still not a fault of this server',
    ],
  ],
};

/** A choice for compatibility, not a repair. Source: Broadcom KB 434345, KB 173598. */
export const NTLM_FIRST: GuideTable = {
  title: 'NTLM first, as a workaround',
  head: ['It gives', 'It costs'],
  rows: [
    ['Some tools show users’ names again', 'Weaker security: NTLM proves no server, and can be relayed'],
    [
      'Clients outside of the domain and over the Internet Gateway sign in more simply',
      'No client asks for a ticket any more: what Kerberos protects is given up',
    ],
    [
      'The vendor prescribes it for task agents in some builds, at TaskManagement/CTAgent alone',
      'It breaks on the day when NTLM is switched off; agents may put it back',
    ],
  ],
};

/** Source: Broadcom KB 434345, Task Server section; KB 173598, KB 232242, KB 426743. */
export const TASK_SERVER: GuideTable = {
  title: 'Registration with a Task Server, in this order',
  head: ['Look at', 'Because'],
  rows: [
    ['The host in the agent’s block: this server, or a site server', 'the setting of the other one does not matter'],
    ['authPersistNonNTLM on that host', 'the task client cannot sign in for every request; needed, and not enough by itself'],
    ['Names and the account that decrypts', 'a ticket for another account is refused, and registration with it'],
    ['System event 40970 on the client', 'Windows blocked the fallback to NTLM for a name of three parts'],
    ['The Agent Connectivity Credential: locked, expired, changed', 'then all agents fail at once, on shares too, and no name mends it'],
    ['"maximum limit" in the server’s log', 'a Task Server takes 5,000 clients: capacity, not Kerberos'],
  ],
};

/** Source: Broadcom KB 434345, misconceptions. */
export const MISCONCEPTIONS: GuideTable = {
  title: 'What is often believed',
  head: ['One hears', 'It is so'],
  rows: [
    ['ITMS chooses Kerberos or NTLM', 'Windows and IIS do, by the list of providers'],
    ['A service account in the firewall means a wrong sign-in', 'Often it only means that the device could not read the right one'],
    ['ITMS makes the service principal names that it needs', 'Somebody has to register and keep them in the directory'],
    ['ITMS always needs NTLM', 'It depends: clients outside of the domain and local accounts do'],
    ['Kerberos that fails before NTLM succeeds is a defect', 'It is how the fallback works'],
    ['authPersistNonNTLM makes Kerberos work', 'It keeps a sign-in that works; names and keys make it'],
  ],
};
