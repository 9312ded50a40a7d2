import type { Fact } from '../model/fact.ts';

/** Clients as their requests show them: browsers apart from agents and other programs. */
export type ClientFamily = 'firefox' | 'browser' | 'agent';

/** What became of the sign-ins of one family of clients. */
export interface FamilySignIns {
  /** Requests that were answered with a user. */
  readonly signedIn: number;
  /** Sign-ins that ended at the first challenge: the client sent no credentials. */
  readonly silent: number;
}

/** The end of the newest log of one site, counted. A normal handshake is no failure, and one that the log cuts off is unknown. */
export interface SiteLog {
  readonly site: string;
  /** `W3SVC1`, the folder by which IIS knows the site. */
  readonly folder: string;
  readonly rows: number;
  readonly completed: number;
  readonly failed: number;
  readonly families: Readonly<Record<ClientFamily, FamilySignIns>>;
  /** Refusals that ended a sign-in, by `401.1/2148074252`. */
  readonly refused: Readonly<Record<string, number>>;
  /** The paths at which they ended, by the same codes, in the order of the alphabet. */
  readonly refusedAt: Readonly<Record<string, readonly string[]>>;
  /** The same that were signed in after all. */
  readonly recovered: Readonly<Record<string, number>>;
  /** Clients that had to sign in for nearly every request. */
  readonly anew: number;
  /** Sign-ins over HTTP/2 that ended at a challenge, and requests over it that were signed in. `null` where the log has no protocol. */
  readonly http2: FamilySignIns | null;
  /** Addresses that stood in place of a name in requests that were signed in or refused. `null` where the log has no host. */
  readonly addresses: readonly string[] | null;
  /** Users of answered requests, each once, in the order of the alphabet. */
  readonly users: readonly string[];
}

/** Why http.sys refused requests before IIS saw them, by reason. */
export interface HttperrLog {
  readonly rows: number;
  readonly reasons: Readonly<Record<string, number>>;
}

/** How long a header and a whole request may be for http.sys, in bytes. `null` where nothing is set and its own limit holds. */
export interface HeaderLimits {
  readonly maxFieldLength: number | null;
  readonly maxRequestBytes: number | null;
}

/** Messages in a log of ITMS that are known, by the id of the signature. */
export interface AltirisLog {
  /** `C:\ProgramData\Symantec\SMP\Logs` */
  readonly folder: string;
  readonly events: number;
  /** `says`: the part of the message, or its code, by which it is known. */
  readonly signals: Readonly<Record<string, { readonly count: number; readonly hosts: readonly string[]; readonly says: string }>>;
}

/** What the newest logs say of sign-ins. */
export interface LogFacts {
  /** By site, those with applications in scope. */
  readonly sites: Readonly<Record<string, Fact<SiteLog>>>;
  readonly httperr: Fact<HttperrLog>;
  /** What the registry sets; it holds from the next start of the HTTP service on. */
  readonly headerLimits: Fact<HeaderLimits>;
  /** The log of the SMP server, and of the agent on it. */
  readonly altiris: { readonly server: Fact<AltirisLog>; readonly agent: Fact<AltirisLog> };
}
