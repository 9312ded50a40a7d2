import type { LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

const DONE = 'The command completed successfully';

/** Answers `nltest /dsgetdc:` and `nltest /query`. Source: Microsoft Learn, Nltest; names of errors are those of winerror.h. */
export function runNltest(state: LabState, args: readonly string[]): ToolRun {
  const [operation = ''] = args.map((arg) => arg.toLowerCase());
  const reachable = state.machine.directoryReachable;
  if (operation.startsWith('/dsgetdc:')) {
    if (!reachable) return answer(state, 1, printed(['Getting DC name failed: Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN']));
    return answer(state, 0, printed(controllerLines(state)));
  }
  if (operation !== '/query') return answer(state, 1, printed(['Usage: nltest [/OPTIONS]']));
  const status = reachable ? '0 0x0 NERR_Success' : '1311 0x51f ERROR_NO_LOGON_SERVERS';
  return answer(state, 0, printed(['Flags: 0', `Connection Status = ${status}`, DONE]));
}

function controllerLines({ network, directory }: LabState): readonly string[] {
  const { name, address } = network.controller;
  const rows = [
    ['DC', `\\\\${name}`],
    ['Address', `\\\\${address}`],
    ['Dom Guid', '6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b1d00'],
    ['Dom Name', directory.dnsName],
    ['Forest Name', directory.dnsName],
    ['Dc Site Name', 'Default-First-Site-Name'],
    ['Our Site Name', 'Default-First-Site-Name'],
    ['Flags', 'PDC GC DS LDAP KDC TIMESERV WRITABLE DNS_DC DNS_DOMAIN DNS_FOREST CLOSE_SITE'],
  ];
  return [...rows.map(([label = '', value = '']) => `${label.padStart(13)}: ${value}`), DONE];
}
