import type { Fact } from '../model/fact.ts';
import type { Configuration } from './configuration.ts';
import type { DirectoryFacts } from './directory.ts';
import type { LogFacts } from './log-facts.ts';
import type { SignInFacts } from './sign-in.ts';
import type { Surroundings } from './surroundings.ts';

/** Who the server is. `dnsDomain` is `null` where it has none: then there is no fully qualified name. */
export interface HostIdentity {
  readonly computerName: string;
  readonly dnsDomain: string | null;
}

/** Who runs Kerbwise there, by security identifiers: names are localized. */
export interface Operator {
  readonly user: string;
  readonly elevated: boolean | null;
  /** Whether the token holds Domain Admins or Enterprise Admins. */
  readonly domainAdministrator: boolean;
}

/** The service principal names on one account, as `setspn -L` prints them. */
export interface AccountSpns {
  readonly dn: string;
  readonly spns: readonly string[];
  readonly malformed: readonly string[];
}

/** An account that was looked up, with the name that setspn found it by. */
export interface NamedAccount extends AccountSpns {
  readonly name: string;
}

/** Every account that holds one service principal name; an empty list = nobody in the domain does. */
export interface SpnOwners {
  readonly spn: string;
  readonly owners: readonly { readonly dn: string; readonly spns: readonly string[] }[];
}

/** Where a name leads, as name resolution says. `canonical` is `null` and `addresses` empty where there is no such name. */
export interface Resolution {
  readonly canonical: string | null;
  readonly addresses: readonly string[];
  /** The name that the first address leads back to. */
  readonly pointer: string | null;
}

/** NTLM first, kept on purpose at one application of one server. */
export interface Acknowledgement {
  readonly application: string;
  /** It and the applications below that had the list from the same place, as IIS writes them. */
  readonly applications: readonly string[];
  readonly providers: readonly string[];
  /** The level at which the list was set; `null` where the default of IIS held. */
  readonly setAt: string | null;
  /** Who said so, as the system names the account. */
  readonly user: string | null;
  readonly why: string;
  /** The server's full name. */
  readonly server: string;
  /** UTC, ISO 8601. */
  readonly since: string;
}

/** What the administrator chose before looking. */
export interface Choices {
  /** Application paths; empty = every application under an `/Altiris` path. */
  readonly applications: readonly string[];
  /** More client-facing names. */
  readonly names: readonly string[];
  /** More accounts to look up: those whose names a run has registered or removed. */
  readonly accounts?: readonly string[];
  /** What is kept on purpose, as the journal tells it. */
  readonly acknowledged?: readonly Acknowledgement[];
}

/** What every change stands on, whatever the step: whether this session may and can do what it will be asked to. */
export interface Ground {
  /** False where only a copy of the server answers: then nobody's rights matter. */
  readonly isServer: boolean;
  /** Why PowerShell runs no command here, where a policy holds it; `null` where none was met. */
  readonly restricted: string | null;
  /** Whether programs of the session see the 32-bit face of a 64-bit Windows: another `System32`, another registry. */
  readonly redirected: Fact<boolean>;
  /** What waits for a restart, in words; empty where nothing does. */
  readonly pendingRestart: Fact<readonly string[]>;
}

/** What is known of the server, each part with the reason where it is not. */
export interface ServerFacts {
  readonly choices: Choices;
  readonly host: Fact<HostIdentity>;
  readonly operator: Fact<Operator>;
  /** What every change stands on. */
  readonly ground: Ground;
  readonly configuration: Fact<Configuration>;
  /** Whether the server takes its configuration from a share (then one change would reach a whole farm). */
  readonly sharedConfiguration: Fact<boolean>;
  /** The applications in scope, as IIS writes their paths, parents before children. */
  readonly applications: readonly string[];
  /** The names that clients use, short and fully qualified, lower case. */
  readonly names: readonly string[];
  /** By account name in lower case, as given to setspn. */
  readonly accounts: Readonly<Record<string, Fact<NamedAccount>>>;
  /** By service principal name in lower case, `http/smp01`. */
  readonly owners: Readonly<Record<string, Fact<SpnOwners>>>;
  /** What the directory says by LDAP. */
  readonly directory: DirectoryFacts;
  /** By client-facing name in lower case. */
  readonly resolutions: Readonly<Record<string, Fact<Resolution>>>;
  /** The domain, the clock and name resolution around the server. */
  readonly surroundings: Surroundings;
  /** What the newest logs say of sign-ins. */
  readonly logs: LogFacts;
  /** What a real sign-in showed. */
  readonly signIn: SignInFacts;
  /** Where IIS itself says something else than the files do, or could not be asked. By application path in lower case. */
  readonly disagreements: Readonly<Record<string, string>>;
  /** Checks that the facts could not be made for. */
  readonly unread: readonly { readonly what: string; readonly why: string; readonly next: string }[];
}
