import type { Fact } from '../model/fact.ts';

/** The domain controller that Windows itself found for this server. */
export interface Controller {
  /** `DC01.contoso.com` */
  readonly name: string;
  /** Whether it says that it holds the global catalog. */
  readonly globalCatalog: boolean;
}

/** How the last use of the computer's own channel to its domain ended; 0 is success. `name` as Windows calls it, `ERROR_NO_LOGON_SERVERS`. */
export interface ChannelStatus {
  readonly code: number;
  readonly name: string;
}

/** Whether a port of the controller can be reached by TCP: `closed` was refused, `silent` gave no answer in time. */
export interface PortState {
  readonly port: number;
  readonly state: 'open' | 'closed' | 'silent';
}

/** One line of the hosts file: an address and the names that it stands for, in lower case. */
export interface HostsLine {
  readonly address: string;
  readonly names: readonly string[];
}

/** Whoever holds a name with a port; an empty list = nobody in the forest does. */
export interface PortOwners {
  readonly spn: string;
  readonly owners: readonly { readonly dn: string }[];
}

/** What the server leans on and clients go through: its domain, its clock, name resolution. Nothing that a change rests on. */
export interface Surroundings {
  /** `null` where Windows finds none. */
  readonly controller: Fact<Controller | null>;
  readonly channel: Fact<ChannelStatus>;
  /** By how many seconds the controller's clock is ahead of this server's; negative where it is behind. */
  readonly clockAhead: Fact<number>;
  readonly ports: Fact<readonly PortState[]>;
  /** Whether the service runs that keeps earlier configurations of IIS. */
  readonly historyService: Fact<boolean>;
  readonly hostsFile: Fact<readonly HostsLine[]>;
  /** Whether the registry switches Extended Protection off for the whole server. */
  readonly protectionSuppressed: Fact<boolean>;
  /** Who holds a name with a port of one of the bindings, by `http/smp01:8080` in lower case. */
  readonly portOwners: Readonly<Record<string, Fact<PortOwners>>>;
}
