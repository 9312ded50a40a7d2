/** Whether one link of the path fits, does not fit, or cannot be judged. What was not read is never called fitting. */
export type LinkState = 'holds' | 'broken' | 'unknown';

export interface TicketLink {
  readonly state: LinkState;
  /** One sentence: what is so, with this server's own names. */
  readonly sentence: string;
  /** The step that mends it, by its title; `null` where none does or none has to. */
  readonly mendedBy: string | null;
}

/** One station that a ticket passes. */
export interface TicketStation {
  readonly kind: 'client' | 'controller' | 'iis' | 'pool' | 'account';
  /** What it is in one or two words: `Domain controller`. */
  readonly title: string;
  /** Its name on this server: `DefaultAppPool`; a few, one each, where it stands for several. */
  readonly names: readonly string[];
  /** What it does there, in a few words. */
  readonly detail: string;
  /** How the ticket comes here from the station before; `null` for the first. */
  readonly link: TicketLink | null;
}

/**
 * The way of a Kerberos ticket from the client to the account whose key decrypts it: always the same five stations in the same order.
 * `names` and `applications` are all those for which this one picture holds.
 */
export interface TicketPath {
  readonly names: readonly string[];
  readonly applications: readonly string[];
  /** How a client of the domain ends up on this path. */
  readonly outcome: 'kerberos' | 'ntlm' | 'refused' | 'anonymous' | 'unclear';
  /** The same in one sentence. */
  readonly verdict: string;
  readonly stations: readonly TicketStation[];
}

/** One path as it is, and as it is predicted to be after every change of the plan; `after` is `null` where the plan changes nothing of it. */
export interface TicketPicture {
  readonly now: TicketPath;
  readonly after: TicketPath | null;
}
