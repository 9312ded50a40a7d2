import { expect, test } from 'vitest';
import type { TicketPath, TicketPicture } from '../../flows/model/ticket-path.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { laterFacts } from '../../flows/ticket-path/later-facts.ts';
import { ticketPictures } from '../../flows/ticket-path/ticket-pictures.ts';
import { LAB_FAULTS } from '../../src-main/lab/lab.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { signIn } from '../../src-main/lab/sign-in.ts';
import type { TrueServer } from '../property/spoiled-server.ts';
import { trueServers } from '../property/true-servers.ts';

const servers = await trueServers();

function picturesOf({ truth: { facts, plan } }: TrueServer): readonly TicketPicture[] {
  return ticketPictures(facts, laterFacts(facts, plan.changes, ALL_STEPS));
}

/** Every name at every application of a path, with what the lab says of it where that is something else. */
function contradictions(state: LabState, { names, applications, outcome }: TicketPath): readonly string[] {
  if (outcome === 'unclear') return [];
  return names.flatMap((name) =>
    applications.flatMap((application) => {
      const { protocol, why } = signIn(state, application, name);
      return protocol === outcome ? [] : [`${application} by ${name}: drawn as ${outcome}, the lab says ${protocol}: ${why}`];
    }),
  );
}

/** The lab plays every sign-in as if the role service were there. */
function isPlayed({ truth: { facts } }: TrueServer): boolean {
  return facts.configuration.known && facts.configuration.value.windowsAuthenticationInstalled !== false;
}

function allHold({ stations }: TicketPath): boolean {
  return stations.every(({ link }) => link === null || link.state === 'holds');
}

test.each(servers.filter(isPlayed).map((server) => [server.title, server] as const))(
  '%s: says what the lab’s own sign-in says, and calls whole only what works',
  (_, server) => {
    for (const { now } of picturesOf(server)) {
      expect(contradictions(server.state, now)).toEqual([]);
      expect(allHold(now)).toBe(now.outcome === 'kerberos');
    }
  },
);

/** An alias that leads to a name nobody looked up, a device that may open TLS on the way, controllers that do not agree. */
const OPEN = ['name-is-alias', 'extended-protection', 'spn-replicating'];

test.each(['healthy', ...LAB_FAULTS.map(({ id }) => id).filter((id) => !OPEN.includes(id))])('%s: leaves nothing open', (title) => {
  const server = servers.find((one) => one.title === title);
  const drawn = server === undefined ? [] : picturesOf(server);
  expect(drawn.length).toBeGreaterThan(0);
  expect(drawn.map(({ now }) => now.outcome)).not.toContain('unclear');
});

test('draws after the fix a path on which everything holds, for every fault that it mends on the server', () => {
  const mended = servers.filter(({ title, truth }) => LAB_FAULTS.some(({ id }) => id === title) && truth.plan.changes.length > 0);
  expect(mended.length).toBeGreaterThan(4);
  for (const server of mended) {
    expect(picturesOf(server).map(({ now, after }) => (after ?? now).outcome)).toEqual(picturesOf(server).map(() => 'kerberos'));
  }
});

test('what is not wholly known is never drawn as working', () => {
  const unclear = servers.flatMap(picturesOf).filter(({ now }) => now.stations.some(({ link }) => link?.state === 'unknown'));
  expect(unclear.length).toBeGreaterThan(0);
  expect(unclear.map(({ now }) => now.outcome)).not.toContain('kerberos');
});
