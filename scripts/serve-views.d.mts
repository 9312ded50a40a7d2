import type { LogsView } from '../flows/bridge/logs-contract.ts';

/** Serves the built window in `folder` with views that the caller sets, over the protocol of the loopback host. */
export function serveViews(
  folder: string,
  first: unknown,
): Promise<{
  readonly url: string;
  /** The events that the window sent, in their order. */
  readonly sent: readonly unknown[];
  /** Shows another view; `null` sends none to whoever connects from now on. */
  show(view: unknown): void;
  showLogs(view: LogsView): void;
  /** Drops the connections, and takes none until a view is shown. */
  cut(): void;
  close(): void;
}>;
