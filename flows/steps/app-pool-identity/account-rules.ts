import { listed, say } from '../../language/say.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { defineRule, NOTHING_FOUND } from '../../model/step.ts';
import { COMPUTED, CONTROL, type DirectoryAccount, dayOf, domainOf, hasFlag, isIn, withoutAesReasons } from '../../server/directory.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { ACCOUNTS_EXIST, ACCOUNTS_FIT, DELEGATION } from './account-cards.ts';
import { type AskedAccount, applicationIdentities, decryptingAccounts, poolAccounts } from './asked-accounts.ts';

/** Whether the accounts that sign-ins depend on are there and may be used. */
export const accountsExist = defineRule(ACCOUNTS_EXIST, (facts): Assessment => {
  const pools = poolAccounts(facts);
  const others = applicationIdentities(facts);
  return {
    statements: others.map(
      ({ name }) => say`The Application Identity of ITMS is ${name}. No pool here runs as it, so no ticket for this server is made for it.`,
    ),
    findings: [
      ...pools.flatMap((one) => [...missing(one, facts), ...unread(one, facts), ...notManaged(one), ...unusable(one)]),
      ...others.flatMap(unusable),
    ],
    notChecked: [],
  };
});

function missing({ name, identity, role }: AskedAccount, { accounts }: ServerFacts): readonly Finding[] {
  const bySetspn = accounts[name.toLowerCase()];
  if (role !== 'pool' || !identity.known || identity.value !== null || bySetspn?.known) return [];
  return [
    finding('app-pool-identity.account-missing', 'problem', name, say`The directory has no account ${name}`, {
      evidence: say`no account of its domain has the sAMAccountName or userPrincipalName of ${name}`,
      meaning: say`The pool cannot start as an account that is not there, and no ticket can be made for it.`,
      source: 'iis-docs, processModel',
    }),
  ];
}

/** Said only where the directory answers at all: else one remark is enough for everything. */
function unread({ name, identity }: AskedAccount, { directory }: ServerFacts): readonly Finding[] {
  if (identity.known || !directory.outline.known) return [];
  return [
    finding('app-pool-identity.account-not-read', 'information', name, say`${name} was not read from the directory`, {
      evidence: identity.why,
      meaning: say`Whether it is locked, disabled, or lacks AES keys is not known. Its names are judged by setspn.`,
      source: 'This reading',
    }),
  ];
}

function notManaged({ name, identity, role }: AskedAccount): readonly Finding[] {
  const account = identity.known ? identity.value : null;
  if (role !== 'pool' || account === null || !account.account.endsWith('$') || isManaged(account)) return [];
  return [
    finding('app-pool-identity.not-managed', 'problem', name, say`${name} is no managed service account`, {
      evidence: say`objectClass = ${account.classes.at(-1) ?? 'none'}`,
      meaning: say`A pool can run as a managed service account, whose password Windows fetches, but not as the account of a computer.`,
      source: 'Microsoft Learn, Group Managed Service Accounts',
    }),
  ];
}

function isManaged({ classes }: DirectoryAccount): boolean {
  return classes.some((name) => /^msDS-(?:Group)?ManagedServiceAccount$/i.test(name));
}

function unusable({ name, identity, role }: AskedAccount): readonly Finding[] {
  const account = identity.known ? identity.value : null;
  const states = account === null ? [] : statesOf(account);
  if (states.length === 0) return [];
  const words = listed(
    states.map(({ word }) => word),
    ' and ',
  );
  const evidence = listed(
    states.map((state) => state.evidence),
    '; ',
  );
  if (role === 'application identity') {
    return [
      finding(
        'app-pool-identity.application-identity-unusable',
        'problem',
        name,
        say`The Application Identity of ITMS, ${name}, is ${words}`,
        {
          evidence,
          meaning: say`Where no Agent Connectivity Credential is set, every agent registers and fetches packages as this account: all endpoints fail at once with 0x8009030C, on shares too. It is no matter of service principal names. Whoever keeps a wrong password locks it again.`,
          source: 'Broadcom KB 194234, KB 156852',
        },
      ),
    ];
  }
  return [
    finding('app-pool-identity.account-unusable', 'problem', name, say`${name} is ${words}`, {
      evidence,
      meaning:
        role === 'computer'
          ? say`This server cannot sign in to its domain, and no ticket can be made for it.`
          : say`The pool cannot start or restart as this account: 503 for everybody. Let the directory team unlock or enable it and find out who locked it.`,
      source: '[MS-ADTS] 2.2.16, userAccountControl',
    }),
  ];
}

function statesOf(account: DirectoryAccount): readonly { readonly word: string; readonly evidence: string }[] {
  const lockedOn = dayOf(account.lockoutTime);
  return [
    ...(hasFlag(account.control, CONTROL.disabled)
      ? [{ word: say`disabled`, evidence: say`userAccountControl has ACCOUNTDISABLE (0x2)` }]
      : []),
    ...(hasFlag(account.computed, COMPUTED.locked)
      ? [
          {
            word: say`locked`,
            evidence: say`msDS-User-Account-Control-Computed has UF_LOCKOUT (0x10)${lockedOn === null ? '' : say`, lockoutTime = ${lockedOn}`}`,
          },
        ]
      : []),
    ...(account.expired ? [{ word: say`expired`, evidence: say`accountExpires has passed` }] : []),
  ];
}

/** Whether names may be on the accounts, and tickets can be made for them. */
export const accountsFit = defineRule(ACCOUNTS_FIT, (facts): Assessment => {
  const findings = decryptingAccounts(facts).flatMap(({ name, identity, role }) => {
    const account = identity.known ? identity.value : null;
    if (account === null) return [];
    return [...(role === 'pool' ? privileged(name, account) : []), ...withoutAes(name, account), ...otherDomain(name, account, facts)];
  });
  return { ...NOTHING_FOUND, findings };
});

function privileged(name: string, { adminCount }: DirectoryAccount): readonly Finding[] {
  if (adminCount !== 1) return [];
  return [
    finding('app-pool-identity.privileged-account', 'advice', name, say`${name} is or was an administrator of the domain`, {
      evidence: say`adminCount = 1`,
      meaning: say`Anybody in the domain may ask for a ticket to an account that holds service principal names, and guess its password from that. No name is registered on this account. Let the pool run as one without such rights.`,
      source: 'Microsoft Learn, Defender for Identity: accounts with service principal names',
    }),
  ];
}

function withoutAes(name: string, account: DirectoryAccount): readonly Finding[] {
  const reasons = withoutAesReasons(account);
  if (reasons.length === 0) return [];
  return [
    finding('app-pool-identity.no-aes', 'problem', name, say`No ticket with AES can be made for ${name}`, {
      evidence: listed(reasons, '; '),
      meaning: say`Controllers no longer make RC4 tickets by default: they log an encryption type that is not supported, and Kerberos fails although the names are right. Let the directory team allow AES and reset the password once, or give a group managed account. Do not bring RC4 back.`,
      source: 'Microsoft KB5073381; [MS-KILE] 2.2.7',
    }),
  ];
}

function otherDomain(name: string, { dn }: DirectoryAccount, { directory: { outline } }: ServerFacts): readonly Finding[] {
  if (!outline.known || isIn(dn, outline.value.domain)) return [];
  return [
    finding('app-pool-identity.other-domain', 'information', name, say`${name} is of another domain than this server`, {
      evidence: say`${domainOf(dn)} and ${outline.value.domain}`,
      meaning: say`Its names are changed by that domain’s administrators. Everything else holds as it does within one domain.`,
      source: 'Microsoft Learn, setspn',
    }),
  ];
}

/** What the accounts that decrypt may do on behalf of users: told, and never changed. */
export const delegationIsTold = defineRule(DELEGATION, (facts): Assessment => {
  const findings = decryptingAccounts(facts).flatMap(({ name, identity }) => {
    const account = identity.known ? identity.value : null;
    return account === null
      ? []
      : [...unconstrained(name, account), ...constrained(name, account), ...actedFor(name, account), ...sensitive(name, account)];
  });
  return { ...NOTHING_FOUND, findings };
});

function unconstrained(name: string, { control }: DirectoryAccount): readonly Finding[] {
  if (!hasFlag(control, CONTROL.trustedForDelegation)) return [];
  return [
    finding('app-pool-identity.unconstrained-delegation', 'advice', name, say`${name} may act as any user who signs in, everywhere`, {
      evidence: say`userAccountControl has TRUSTED_FOR_DELEGATION (0x80000)`,
      meaning: say`Whoever takes over this server takes over its users. Signing in to ITMS does not need it: let the directory team take it away or narrow it.`,
      source: 'Microsoft Learn, Kerberos constrained delegation overview',
    }),
  ];
}

function constrained(name: string, { delegatesTo, control }: DirectoryAccount): readonly Finding[] {
  const isAnyProtocol = hasFlag(control, CONTROL.protocolTransition);
  if (delegatesTo.length === 0 && !isAnyProtocol) return [];
  return [
    finding('app-pool-identity.constrained-delegation', 'information', name, say`${name} may act as users towards some services`, {
      evidence: listed(
        [
          say`msDS-AllowedToDelegateTo = ${delegatesTo.join(', ') || say`none`}`,
          ...(isAnyProtocol ? [say`TRUSTED_TO_AUTH_FOR_DELEGATION (0x1000000)`] : []),
        ],
        '; ',
      ),
      meaning: say`Whether ITMS needs it is a question of its set-up. Nothing is changed.`,
      source: '[MS-SFU]',
    }),
  ];
}

function actedFor(name: string, { isActedFor }: DirectoryAccount): readonly Finding[] {
  if (!isActedFor) return [];
  return [
    finding('app-pool-identity.resource-delegation', 'information', name, say`Others may act as users towards ${name}`, {
      evidence: say`msDS-AllowedToActOnBehalfOfOtherIdentity is set`,
      meaning: say`Who may is written in a list of security identifiers, which the directory team reads. Nothing is changed.`,
      source: '[MS-ADTS], msDS-AllowedToActOnBehalfOfOtherIdentity',
    }),
  ];
}

function sensitive(name: string, { control, delegatesTo }: DirectoryAccount): readonly Finding[] {
  const delegates = delegatesTo.length > 0 || hasFlag(control, CONTROL.trustedForDelegation);
  if (!delegates || !hasFlag(control, CONTROL.notDelegated)) return [];
  return [
    finding('app-pool-identity.sensitive-account', 'information', name, say`${name} may pass users on, and must not be passed on itself`, {
      evidence: say`userAccountControl has NOT_DELEGATED (0x100000)`,
      meaning: say`The mark concerns the account as a user. It does not stop sign-ins to this server.`,
      source: '[MS-ADTS] 2.2.16',
    }),
  ];
}

function finding(
  id: string,
  severity: Finding['severity'],
  subject: string,
  summary: string,
  told: Pick<Finding, 'evidence' | 'meaning' | 'source'>,
): Finding {
  return { id, severity, subject, summary, ...told };
}
