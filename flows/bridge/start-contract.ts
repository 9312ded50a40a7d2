/** What crosses for the screen before anything is opened. */

import type { FailureText } from '../model/failure.ts';

/** Something that was opened before, as the start screen offers it again. */
export interface RecentView {
  /** What the window says to have it opened; it names no path by it. */
  readonly id: string;
  readonly kind: 'live' | 'lab' | 'evidence' | 'prescription';
  /** The folder or file that was opened; `null` for this server and for the practice lab. */
  readonly label: string | null;
  /** The server's name, once it was read. */
  readonly server: string | null;
  /** ISO 8601, UTC. */
  readonly openedAt: string;
  /** Where one stopped, one sentence. */
  readonly place: string;
  /** What the last run there did and whether it was verified, by its journal; `null` where none is known. */
  readonly lastRun: string | null;
  /** Whether something was being changed when it stopped, so that it has to be looked at. */
  readonly needsLook: boolean;
  /** Why it cannot be opened here, one sentence; `null` where it can. */
  readonly refusal: string | null;
}

/** The screen before anything is opened: nothing is read yet, and nothing on it is a server. */
export interface StartView {
  readonly kerbwise: 1;
  readonly version: string;
  readonly phase: 'start';
  /** Whether this computer has IIS, and this window may look at it. */
  readonly canLookHere: boolean;
  /** The faults of the practice lab that can be picked. */
  readonly faults: readonly { readonly id: string; readonly title: string; readonly symptom: string }[];
  /** What was opened before, the latest first. */
  readonly recent: readonly RecentView[];
  /** What is being opened at this moment; `null` where nothing is. */
  readonly opening: string | null;
  /** Why the last thing could not be opened. */
  readonly failure: FailureText | null;
  /** What else the administrator should know, one sentence each. */
  readonly notes: readonly string[];
}

/** Events of the start screen, and the one that leads to it. */
export type StartEvent =
  | { readonly type: 'target.left' }
  | { readonly type: 'server.chosen' }
  /** In: a fault's id, `healthy`, or `surprise`. The practice server is made anew with it. */
  | { readonly type: 'lab.chosen'; readonly fault: string }
  | { readonly type: 'recent.chosen'; readonly recentId: string }
  | { readonly type: 'recent.forgotten'; readonly recentId: string };
