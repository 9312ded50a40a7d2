import { readServerObjects } from '../../src-main/lab/iis/objects.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { signIn } from '../../src-main/lab/sign-in.ts';
import { readOwnXml } from '../../src-main/lab/xml/xml-tree.ts';

type Protocol = ReturnType<typeof signIn>['protocol'];

const WORTH: Readonly<Record<Protocol, number>> = { refused: 0, ntlm: 1, kerberos: 2, anonymous: 3 };

/**
 * Every application, in scope or not, called by every name that leads to it, where signing in is worse than it was; in words.
 * In: names beside those of the computer and the sites. Judged by the lab, which knows nothing of Kerbwise's rules.
 */
export function worsened(added: readonly string[], before: LabState, after: LabState): readonly string[] {
  const { sites, applications } = readServerObjects(readOwnXml(before.applicationHost));
  const hosts = new Map(
    sites.map(({ name, bindings }) => [name, bindings.map((binding) => (binding.split(':').at(-1) ?? '').toLowerCase())]),
  );
  const names = bothForms([before.machine.computerName, ...[...hosts.values()].flat(), ...added]);
  return names.flatMap((name) =>
    applications
      .filter(({ site }) => leadsTo(hosts, site, name))
      .flatMap((application) => {
        const [was, is] = [signIn(before, application.name, name), signIn(after, application.name, name)];
        return WORTH[is.protocol] < WORTH[was.protocol]
          ? [`${application.name} by ${name} was ${was.protocol} (${was.why}) and is ${is.protocol} (${is.why})`]
          : [];
      }),
  );
}

/** A name leads to the sites that are bound to it; where none is, to those that take every name. */
function leadsTo(hosts: ReadonlyMap<string, readonly string[]>, site: string, name: string): boolean {
  const isBound = [...hosts.values()].some((bound) => bound.includes(name));
  return (hosts.get(site) ?? []).some((host) => (isBound ? host === name : host === '' || host === '*'));
}

/** Names that a host can have, short and with the domain. */
function bothForms(names: readonly string[]): readonly string[] {
  const usable = names.map((name) => name.toLowerCase()).filter((name) => /^[a-z0-9][a-z0-9._-]*$/.test(name));
  const short = usable.flatMap((name) => [name, name.replace(/\.contoso\.com$/, '')]);
  return [...new Set(short.flatMap((name) => (name.includes('.') ? [name] : [name, `${name}.contoso.com`])))];
}
