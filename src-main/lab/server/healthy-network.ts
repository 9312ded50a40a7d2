import type { Network } from '../lab-state.ts';
import { HEALTHY_CLIENTS } from './healthy-clients.ts';

/** The zone that clients ask: every name of the server has an address record of its own. */
export const HEALTHY_NETWORK: Network = {
  clients: HEALTHY_CLIENTS,
  zone: [
    { name: 'smp01.contoso.com', address: '10.20.0.11', alias: null },
    { name: 'smp.contoso.com', address: '10.20.0.11', alias: null },
    { name: 'dc01.contoso.com', address: '10.20.0.2', alias: null },
  ],
  controller: { name: 'DC01.contoso.com', address: '10.20.0.2', closedPorts: [] },
  clockAheadSeconds: 0,
  events: [
    {
      log: 'System',
      provider: 'Microsoft-Windows-Kernel-General',
      id: 16,
      data: { HiveName: '\\??\\C:\\Windows\\AppCompat\\Programs\\Amcache.hve' },
    },
  ],
  tlsInspected: false,
};
