import type { TicketPath, TicketPicture, TicketStation } from '../model/ticket-path.ts';
import type { ServerFacts } from '../server/facts.ts';
import { leadsTo, type PathApplication, type PathGroup, type PathName, pathApplications, pathNames } from './path-ground.ts';
import { ticketPath } from './ticket-path.ts';

/** The facts as they will be once a step has been done, with its title. */
export interface LaterFacts {
  readonly step: string;
  readonly facts: ServerFacts;
}

/**
 * Draws the way of the tickets, as it is and as it will be.
 * In: the facts, and what they will be after each step that changes something, in order; none where nothing is planned.
 * Out: one picture for each group of names and applications of which the same is and will be so; what does not work first.
 */
export function ticketPictures(facts: ServerFacts, later: readonly LaterFacts[]): readonly TicketPicture[] {
  const moments = [facts, ...later.map((moment) => moment.facts)];
  const names = grouped(
    moments.map(pathNames),
    ({ name }) => name,
    ({ holder }) => holder,
  );
  const applications = grouped(
    moments.map(pathApplications),
    ({ path }) => path,
    ({ path: _path, ...rest }) => rest,
  );
  const bySites = names.flatMap((group) => splitByApplications(facts, group, applications));
  const controller = facts.surroundings.controller.known ? (facts.surroundings.controller.value?.name ?? null) : null;
  return bySites.map((groups) => picture(groups, later, controller)).sort((a, b) => rank(a.now) - rank(b.now));
}

/** The same things at every moment: `moments[0]` is now. */
type Group<T> = readonly (readonly T[])[];

/** Puts together what is the same now and later. In: the things at each moment. Out: groups, each again at every moment. */
function grouped<T>(moments: readonly (readonly T[])[], keyOf: (one: T) => string, rest: (one: T) => unknown): readonly Group<T>[] {
  const [now = []] = moments;
  const byKey = moments.map((all) => new Map(all.map((one) => [keyOf(one), one])));
  const groups = new Map<string, T[][]>();
  for (const one of now) {
    const always = byKey.map((all) => all.get(keyOf(one)) ?? one);
    const same = JSON.stringify(always.map(rest));
    const group = groups.get(same);
    if (group === undefined)
      groups.set(
        same,
        always.map((at) => [at]),
      );
    else for (const [moment, at] of always.entries()) group[moment]?.push(at);
  }
  return [...groups.values()];
}

/** A name leads to some sites only: names of a group that lead to other applications stand apart. */
function splitByApplications(
  facts: ServerFacts,
  names: Group<PathName>,
  applications: readonly Group<PathApplication>[],
): readonly (readonly PathGroup[])[] {
  return applications.flatMap((group) => {
    const reached = new Map<string, { readonly names: number[]; readonly applications: number[] }>();
    names[0]?.forEach(({ name }, at) => {
      const leads = leadsTo(facts, name);
      const found = (group[0] ?? []).flatMap(({ path }, index) => (leads(path) ? [index] : []));
      const same = reached.get(found.join());
      if (same !== undefined) same.names.push(at);
      else if (found.length > 0) reached.set(found.join(), { names: [at], applications: found });
    });
    return [...reached.values()].map((each) =>
      names.flatMap((_, moment) => pathGroup(pick(names[moment], each.names), pick(group[moment], each.applications))),
    );
  });
}

function pick<T>(all: readonly T[] = [], indexes: readonly number[]): readonly T[] {
  return indexes.flatMap((index) => all.slice(index, index + 1));
}

function pathGroup(names: readonly PathName[], applications: readonly PathApplication[]): readonly PathGroup[] {
  const [first, ...others] = names;
  const [application, ...more] = applications;
  if (first === undefined || application === undefined) return [];
  const asked = [...new Set(names.map((one) => one.asked))];
  return [{ names: [first.name, ...others.map(({ name }) => name)], asked, holder: first.holder, applications: [application, ...more] }];
}

function picture(groups: readonly PathGroup[], later: readonly LaterFacts[], controller: string | null): TicketPicture {
  const [now, ...then] = groups.map((group) => ticketPath(group, controller));
  if (now === undefined) throw new Error('a group of paths is never empty');
  const last = then.at(-1);
  if (last === undefined || JSON.stringify(last) === JSON.stringify(now)) return { now, after: null };
  return { now, after: { ...last, stations: last.stations.map((station, at) => withMender(station, at, [now, ...then], later)) } };
}

/** Names the step that makes a link hold for good. */
function withMender(station: TicketStation, at: number, moments: readonly TicketPath[], later: readonly LaterFacts[]): TicketStation {
  const holds = moments.map(({ stations }) => stations[at]?.link?.state === 'holds');
  const since = 1 + holds.lastIndexOf(false);
  const mender = since > 0 && since < holds.length ? later[since - 1]?.step : undefined;
  return station.link === null || mender === undefined ? station : { ...station, link: { ...station.link, mendedBy: mender } };
}

const ORDER: readonly TicketPath['outcome'][] = ['refused', 'ntlm', 'unclear', 'anonymous', 'kerberos'];

function rank({ outcome }: TicketPath): number {
  return ORDER.indexOf(outcome);
}
