/** The functions that the window and the process that acts have of each other: what they say to one another is in the contracts beside. */

import type { Translate } from '../language/translate.ts';
import type { AdminEvent, ReportFile, ReportFormat, View } from './contract.ts';
import type { LogsBridge, LogsDesk } from './logs-contract.ts';
import type { PrescriptionsBridge, PrescriptionsDesk } from './prescriptions-contract.ts';

export interface Bridge {
  /** Calls the listener with the present view and with every later one, until the returned function is called. */
  subscribe(listener: (view: View) => void, lost: (why: string) => void): () => void;
  send(event: AdminEvent): void;
  report(format: ReportFormat): Promise<ReportFile>;
  readonly logs: LogsBridge;
  readonly files: FilesBridge;
  readonly prescriptions: PrescriptionsBridge;
}

/** How the administrator says which file or folder is opened: each host has those ways that are safe there. */
export interface FilesBridge {
  /** The desktop program: a dialog of the system asks; the page never learns to name a path. */
  readonly choose?: (what: 'file' | 'folder') => void;
  /** The desktop program: what was dropped on the page. */
  readonly drop?: (files: readonly unknown[]) => void;
  /** A page of a browser: a whole path of this computer, as the administrator typed it. */
  readonly name?: (path: string) => void;
}

/** The same as the desk gives it to its hosts, with the power to say which path is opened, which they do not hand on as it is. */
export interface DeskBridge extends Omit<Bridge, 'files' | 'prescriptions' | 'report'> {
  /** In: the form; what the page is translated by, English where it is missing. */
  report(format: ReportFormat, translate?: Translate): Promise<ReportFile>;
  readonly logs: LogsDesk;
  readonly prescriptions: PrescriptionsDesk;
  open(path: string): void;
}
