import { listed, say } from '../language/say.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND, type NotChecked } from '../model/step.ts';
import { CLOCK_AGREES, CONTROLLER_IS_REACHED, HISTORY_IS_KEPT, MEMBER_OF_A_DOMAIN } from './ground-cards.ts';
import type { PortState } from './surroundings.ts';

const KERBEROS_LIMIT_S = 300;
const WARNING_S = 120;

/** What could not be asked here is only a remark: the names of accounts that were read show as well whether a domain answers. */
export const memberOfADomain = defineRule(MEMBER_OF_A_DOMAIN, ({ ground, surroundings: { controller, channel } }): Assessment => {
  if (ground.restricted !== null) return NOTHING_FOUND;
  const unread = [controller, channel].flatMap((fact) => (fact.known ? [] : [fact.why]));
  return findings([
    ...(controller.known && controller.value === null ? [noController()] : []),
    ...(channel.known && channel.value.code !== 0 ? [brokenChannel(channel.value.code, channel.value.name)] : []),
    ...(unread.length > 0 ? [domainNotRead(unread)] : []),
  ]);
});

function noController(): Finding {
  return {
    id: 'ground.no-controller',
    severity: 'problem',
    subject: say`this server`,
    summary: say`Windows finds no controller of a domain for this server`,
    evidence: say`nltest /dsgetdc: says ERROR_NO_SUCH_DOMAIN (1355)`,
    meaning: say`The server is no member of a domain, or none of its controllers answers. Without one nobody gets a ticket for this server, and nothing in the directory can be looked up or changed.`,
    source: 'Microsoft Learn, Nltest',
  };
}

function brokenChannel(code: number, name: string): Finding {
  return {
    id: 'ground.secure-channel',
    severity: 'problem',
    subject: say`this server`,
    summary: say`The server’s own channel to its domain failed when it was last used`,
    evidence: say`nltest /query: Connection Status = ${code} (${name})`,
    meaning: say`Without it NTLM cannot be checked with a controller, and where the password of the computer account has changed, tickets for that account cannot be read. The directory team mends it (Test-ComputerSecureChannel).`,
    source: 'Microsoft Learn, Nltest Syntax',
  };
}

function domainNotRead(why: readonly string[]): Finding {
  return {
    id: 'ground.domain-not-read',
    severity: 'information',
    subject: say`this server`,
    summary: say`How the server stands to its domain was not read`,
    evidence: listed(why, '; '),
    meaning: say`Neither its controller nor its channel is needed for the plan. Run nltest /dsgetdc: and nltest /query yourself to see them.`,
    source: 'This reading',
  };
}

/** The figure itself is left out: it is another one at every look. */
export const clockAgrees = defineRule(CLOCK_AGREES, ({ surroundings: { controller, clockAhead } }): Assessment => {
  if (!clockAhead.known) {
    if (!controller.known || controller.value === null) return NOTHING_FOUND;
    return notChecked({ what: say`Whether the clock agrees with the controller’s`, why: clockAhead.why, next: clockAhead.next });
  }
  const apart = Math.abs(clockAhead.value);
  if (apart <= WARNING_S) return NOTHING_FOUND;
  const name = controller.known && controller.value !== null ? controller.value.name : say`the controller`;
  const direction = clockAhead.value > 0 ? 'behind' : say`ahead of`;
  return findings([apart > KERBEROS_LIMIT_S ? clockSkew(name, direction) : clockDrift(name, direction)]);
});

function clockSkew(controller: string, direction: string): Finding {
  return {
    id: 'ground.clock-skew',
    severity: 'problem',
    subject: say`this server`,
    summary: say`The clock is more than five minutes ${direction} the controller’s`,
    evidence: say`w32tm /stripchart /computer:${controller}: more than 300 seconds ${direction} it`,
    meaning: say`Kerberos refuses every ticket (KRB_AP_ERR_SKEW, 0x25), whatever else is right. It often comes after a virtual machine was resumed. Mend the clock first: w32tm /resync, or the clock of the host.`,
    source: 'Microsoft, Kerberos authentication troubleshooting guidance',
  };
}

function clockDrift(controller: string, direction: string): Finding {
  return {
    id: 'ground.clock-drift',
    severity: 'advice',
    subject: say`this server`,
    summary: say`The clock is more than two minutes ${direction} the controller’s`,
    evidence: say`w32tm /stripchart /computer:${controller}: between 120 and 300 seconds ${direction} it`,
    meaning: say`Kerberos still works. From five minutes on it refuses every ticket, so look at w32tm /query /status now.`,
    source: 'Microsoft, Kerberos authentication troubleshooting guidance',
  };
}

const SERVES: Readonly<Record<number, string>> = { 88: 'Kerberos', 389: 'LDAP', 3268: say`global catalog` };

export const controllerIsReached = defineRule(CONTROLLER_IS_REACHED, ({ surroundings: { controller, ports } }): Assessment => {
  if (!controller.known || controller.value === null) return NOTHING_FOUND;
  const { name } = controller.value;
  if (!ports.known) return notChecked({ what: say`Whether the ports of ${name} can be reached`, why: ports.why, next: ports.next });
  const shut = ports.value.filter(({ state }) => state !== 'open');
  if (shut.length === 0) return NOTHING_FOUND;
  return findings([
    {
      id: 'ground.ports-closed',
      severity: 'problem',
      subject: name,
      summary: say`${shut.length === 1 ? say`A port` : say`Ports`} of the controller ${name} cannot be reached from here`,
      evidence: listed(shut.map(describePort), '; '),
      meaning: say`Something between the server and its controller refuses the connection or drops it. Without port 88 this server gets no ticket, without 389 and 3268 nothing in the directory can be read. The network team opens them.`,
      source: 'Microsoft Learn, Service overview and network port requirements for Windows',
    },
  ]);
});

function describePort({ port, state }: PortState): string {
  return say`TCP ${port} (${SERVES[port] ?? say`another service`}): ${state === 'closed' ? 'refused' : say`no answer`}`;
}

/** A second way back, no more: where it could not be read nothing is said. */
export const historyIsKept = defineRule(HISTORY_IS_KEPT, ({ configuration, surroundings: { historyService } }): Assessment => {
  const off = [
    ...(configuration.known && !configuration.value.keepsHistory ? [say`configHistory says enabled="false"`] : []),
    ...(historyService.known && !historyService.value ? [say`the service AppHostSvc does not run`] : []),
  ];
  if (off.length === 0) return NOTHING_FOUND;
  return findings([
    {
      id: 'ground.no-history',
      severity: 'information',
      subject: say`this server`,
      summary: say`IIS keeps no history of its configuration`,
      evidence: listed(off, '; '),
      meaning: say`What Kerbwise changes has its own way back. For everything else, the history of IIS would be the second one.`,
      source: 'iis-docs, system.applicationHost/configHistory',
    },
  ]);
});

function findings(list: readonly Finding[]): Assessment {
  return { ...NOTHING_FOUND, findings: list };
}

function notChecked(one: NotChecked): Assessment {
  return { ...NOTHING_FOUND, notChecked: [one] };
}
