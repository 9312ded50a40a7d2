import type { LabState, Ticket } from '../lab-state.ts';

export const ENGLISH = {
  logon: 'Current LogonId is',
  targeted: 'Targeted LogonId is',
  cached: 'Cached Tickets:',
  encryption: 'KerbTicket Encryption Type:',
  flags: 'Ticket Flags',
  start: 'Start Time:',
  end: 'End Time:  ',
  renew: 'Renew Time:',
  key: 'Session Key Type:',
};

/** Labels of a German Windows, as far as they are known; names of fields that are not stay English. */
export const GERMAN: typeof ENGLISH = {
  ...ENGLISH,
  logon: 'Aktuelle Anmelde-ID ist',
  targeted: 'Ziel-Anmelde-ID ist',
  cached: 'Zwischengespeicherte Tickets:',
};

/** One ticket as klist prints it; the clock of the practice server stands still. */
export function ticketLines(state: LabState, labels: typeof ENGLISH, client: string, ticket: Ticket, index: number): readonly string[] {
  const realm = state.directory.dnsName.toUpperCase();
  return [
    '',
    `#${index}>\tClient: ${client}`,
    `\tServer: ${ticket.server} @ ${realm}`,
    `\t${labels.encryption} AES-256-CTS-HMAC-SHA1-96`,
    `\t${labels.flags} ${ticket.flags} `,
    `\t${labels.start} 11/28/2022 8:28:11 (local)`,
    `\t${labels.end} 11/28/2022 18:28:11 (local)`,
    `\t${labels.renew} 12/5/2022 8:28:11 (local)`,
    `\t${labels.key} AES-256-CTS-HMAC-SHA1-96`,
    `\tCache Flags: ${ticket.cacheFlags} `,
    `\tKdc Called: DC01.${state.directory.dnsName}`,
  ];
}
