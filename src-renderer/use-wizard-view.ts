import { useSyncExternalStore } from 'react';
import type { Bridge } from '../flows/bridge/bridge.ts';
import type { View } from '../flows/bridge/contract.ts';

export interface Connection {
  /** The last view that came; `null` where none ever did. */
  readonly view: View | null;
  /** Why no view comes at present; `null` while the host answers. */
  readonly lost: string | null;
}

/** What comes over a bridge, for as long as the page is open. */
export interface Watch {
  now(): Connection;
  onChange(listener: () => void): () => void;
}

/**
 * Out: the watch, once there is something to show: the first view, or why there is none. Until then the page shows what it was served with.
 * Of views that come faster than they are drawn only the newest is told, so that a burst of them never stops the window.
 */
export function watchBridge(bridge: Pick<Bridge, 'subscribe'>): Promise<Watch> {
  const listeners = new Set<() => void>();
  let connection: Connection = { view: null, lost: null };
  let isTold = true;
  const watch: Watch = {
    now: () => connection,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const tell = () => {
    isTold = true;
    for (const listener of listeners) listener();
  };
  return new Promise((resolve) => {
    const change = (next: Connection) => {
      connection = next;
      resolve(watch);
      if (isTold) setTimeout(tell);
      isTold = false;
    };
    bridge.subscribe(
      (view) => change({ view, lost: null }),
      (why) => change({ ...connection, lost: why }),
    );
  });
}

export function useConnection(watch: Watch): Connection {
  return useSyncExternalStore(watch.onChange, watch.now);
}
