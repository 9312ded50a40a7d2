import { useEffect, useState } from 'react';
import type { Bridge, View } from '../flows/bridge/contract.ts';

export interface Connection {
  /** The last view that came; `null` before the first. */
  readonly view: View | null;
  /** Why no view comes at present; `null` while the host answers. */
  readonly lost: string | null;
}

export function useWizardView(bridge: Bridge): Connection {
  const [connection, setConnection] = useState<Connection>({ view: null, lost: null });
  useEffect(
    () =>
      bridge.subscribe(
        (view) => setConnection({ view, lost: null }),
        (why) => setConnection(({ view }) => ({ view, lost: why })),
      ),
    [bridge],
  );
  return connection;
}
