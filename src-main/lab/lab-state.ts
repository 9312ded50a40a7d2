import { isClients, type LabClient } from './clients.ts';
import { isFlag, isListOf, isNullOr, isOneOf, isRecord, isTableOf, isText, isWhole } from './guards.ts';

/** The whole practice server as values: configuration files as IIS keeps them, the directory, and the machine around both. */
export interface LabState {
  readonly faults: readonly string[];
  /** Whether nobody was told yet which fault it has. */
  readonly isSurprise: boolean;
  /** Text of applicationHost.config. */
  readonly applicationHost: string;
  /** Text of redirection.config. */
  readonly redirection: string;
  /** Text of each web.config by its full Windows path. */
  readonly webConfigs: Readonly<Record<string, string>>;
  readonly directory: Directory;
  readonly machine: Machine;
  readonly network: Network;
}

/** What lies around the server and its domain. */
export interface Network {
  /** Names of the domain's DNS zone; `alias` is the canonical name that a CNAME record leads to. */
  readonly zone: readonly { readonly name: string; readonly address: string; readonly alias: string | null }[];
  /** Who calls the server: what they leave in its logs follows from it. */
  readonly clients: readonly LabClient[];
  /** The domain controller that answers the server. */
  readonly controller: { readonly name: string; readonly address: string; readonly closedPorts: readonly number[] };
  /** By how many seconds the controller's clock is ahead of the server's. */
  readonly clockAheadSeconds: number;
  /** What Windows noted in its event logs. */
  readonly events: readonly LabEvent[];
  /** Whether a device on the way opens https connections and makes new ones to the server. */
  readonly tlsInspected: boolean;
}

export interface LabEvent {
  readonly log: 'System' | 'Security';
  readonly provider: string;
  readonly id: number;
  readonly data: Readonly<Record<string, string>>;
}

export interface DirectoryObject {
  readonly dn: string;
  readonly objectGUID: string;
  readonly objectClass: 'user' | 'computer' | 'msDS-GroupManagedServiceAccount';
  readonly sAMAccountName: string;
  readonly userPrincipalName: string | null;
  readonly dNSHostName: string | null;
  readonly servicePrincipalName: readonly string[];
  readonly attributes: AccountAttributes;
}

/** What a sign-in and its rules need to know of an account beside its names; `null` = not set. */
export interface AccountAttributes {
  readonly objectSid: string;
  readonly userAccountControl: number;
  /** As msDS-User-Account-Control-Computed has it: by time and policy. */
  readonly isLockedOut: boolean;
  /** Windows file times. */
  readonly lockoutTime: string | null;
  readonly pwdLastSet: string | null;
  readonly isExpired: boolean;
  readonly adminCount: number | null;
  readonly supportedEncryptionTypes: number | null;
  readonly allowedToDelegateTo: readonly string[];
  readonly isActedFor: boolean;
}

/** A domain controller of the server's site. */
export interface Controller {
  readonly host: string;
  /** Its computer object, and the domain that it answers for. */
  readonly computer: string;
  readonly domain: string;
  readonly isReachable: boolean;
  /** Accounts whose names it has not heard the news of. */
  readonly stale: readonly { readonly dn: string; readonly servicePrincipalName: readonly string[] }[];
}

export interface Directory {
  readonly netbiosName: string;
  readonly dnsName: string;
  readonly dn: string;
  /** msDS-Behavior-Version: 7 is Windows Server 2016. From 6 on a name that another account holds is refused. */
  readonly functionalLevel: number;
  /** Whether controllers also refuse, to others than administrators, a name that HOST/ of another account covers (KB5008382). */
  readonly aliasUniqueness: boolean;
  readonly sPNMappings: string;
  readonly forestDn: string;
  /** The domains of the forest. */
  readonly partitions: readonly { readonly dn: string; readonly netbios: string; readonly dns: string }[];
  /** The first that can be reached answers for its domain. */
  readonly controllers: readonly Controller[];
  /** `dn` ends with the domain's own, or with that of another domain of the forest. */
  readonly objects: readonly DirectoryObject[];
}

export interface GroupOfUser {
  readonly name: string;
  readonly type: 'Well-known group' | 'Group' | 'Alias' | 'Label' | 'Unknown SID type';
  readonly sid: string;
  readonly attributes: string;
}

export interface Ticket {
  readonly server: string;
  readonly flags: string;
  readonly cacheFlags: string;
}

export interface RegistryValue {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

export interface Machine {
  readonly computerName: string;
  readonly operator: { readonly user: string; readonly sid: string; readonly groups: readonly GroupOfUser[] };
  /** Whether the tools run with the full rights of an administrator ("Run as administrator"). */
  readonly elevated: boolean;
  /** Who may be given service principal names by the operator: `all`, or the distinguished names of single accounts. */
  readonly mayWriteSpnsOf: 'all' | readonly string[];
  readonly directoryReachable: boolean;
  /** Whether the Windows Process Activation Service runs. */
  readonly webServerRunning: boolean;
  readonly configurationWritable: boolean;
  readonly language: 'en' | 'de';
  /** Logon session of the operator, `0x8d1f2`; SYSTEM is `0x3e7`. */
  readonly logonId: string;
  /** Tickets by logon session. */
  readonly tickets: Readonly<Record<string, readonly Ticket[]>>;
  /** Worker processes: identifier and application pool. */
  readonly workers: readonly { readonly pid: string; readonly pool: string }[];
  /** Values by full key name, `HKEY_LOCAL_MACHINE\…`. */
  readonly registry: Readonly<Record<string, readonly RegistryValue[]>>;
}

export const isNetwork = isRecord<Network>({
  clients: isClients,
  zone: isListOf(isRecord<Network['zone'][number]>({ name: isText, address: isText, alias: isNullOr(isText) })),
  controller: isRecord<Network['controller']>({ name: isText, address: isText, closedPorts: isListOf(isWhole) }),
  clockAheadSeconds: isWhole,
  events: isListOf(isRecord<LabEvent>({ log: isOneOf('System', 'Security'), provider: isText, id: isWhole, data: isTableOf(isText) })),
  tlsInspected: isFlag,
});

export const isWebConfigs = isTableOf(isText);

const isAttributes = isRecord<AccountAttributes>({
  objectSid: isText,
  userAccountControl: isWhole,
  isLockedOut: isFlag,
  lockoutTime: isNullOr(isText),
  pwdLastSet: isNullOr(isText),
  isExpired: isFlag,
  adminCount: isNullOr(isWhole),
  supportedEncryptionTypes: isNullOr(isWhole),
  allowedToDelegateTo: isListOf(isText),
  isActedFor: isFlag,
});

export const isDirectory = isRecord<Directory>({
  netbiosName: isText,
  dnsName: isText,
  dn: isText,
  functionalLevel: isWhole,
  aliasUniqueness: isFlag,
  sPNMappings: isText,
  forestDn: isText,
  partitions: isListOf(isRecord<Directory['partitions'][number]>({ dn: isText, netbios: isText, dns: isText })),
  controllers: isListOf(
    isRecord<Controller>({
      host: isText,
      computer: isText,
      domain: isText,
      isReachable: isFlag,
      stale: isListOf(isRecord<Controller['stale'][number]>({ dn: isText, servicePrincipalName: isListOf(isText) })),
    }),
  ),
  objects: isListOf(
    isRecord<DirectoryObject>({
      dn: isText,
      objectGUID: isText,
      objectClass: isOneOf('user', 'computer', 'msDS-GroupManagedServiceAccount'),
      sAMAccountName: isText,
      userPrincipalName: isNullOr(isText),
      dNSHostName: isNullOr(isText),
      servicePrincipalName: isListOf(isText),
      attributes: isAttributes,
    }),
  ),
});

const isGroup = isRecord<GroupOfUser>({
  name: isText,
  type: isOneOf('Well-known group', 'Group', 'Alias', 'Label', 'Unknown SID type'),
  sid: isText,
  attributes: isText,
});

const isNames = isListOf(isText);

export const isMachine = isRecord<Machine>({
  computerName: isText,
  operator: isRecord<Machine['operator']>({ user: isText, sid: isText, groups: isListOf(isGroup) }),
  elevated: isFlag,
  mayWriteSpnsOf: (value): value is Machine['mayWriteSpnsOf'] => value === 'all' || isNames(value),
  directoryReachable: isFlag,
  webServerRunning: isFlag,
  configurationWritable: isFlag,
  language: isOneOf('en', 'de'),
  logonId: isText,
  tickets: isTableOf(isListOf(isRecord<Ticket>({ server: isText, flags: isText, cacheFlags: isText }))),
  workers: isListOf(isRecord<Machine['workers'][number]>({ pid: isText, pool: isText })),
  registry: isTableOf(isListOf(isRecord<RegistryValue>({ name: isText, type: isText, value: isText }))),
});
