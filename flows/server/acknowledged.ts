import type { Fact } from '../model/fact.ts';
import type { WrittenEntry } from '../model/journal.ts';
import { samePath } from './configuration.ts';
import type { Acknowledgement, HostIdentity, ServerFacts } from './facts.ts';
import type { JudgedApplication } from './judged.ts';

/** In: a journal of acknowledgements, the kind of target. Out: what is still acknowledged there, the latest word on each application. */
export function acknowledgementsOf(entries: readonly WrittenEntry[], kind: string): readonly Acknowledgement[] {
  const latest = new Map<string, Acknowledgement>();
  for (const entry of entries) {
    if (entry.type !== 'workaround.acknowledged' && entry.type !== 'workaround.withdrawn') continue;
    const { target, application } = entry;
    if (target.kind !== kind || target.server === null) continue;
    const key = `${target.server}\n${application}`.toLowerCase();
    latest.delete(key);
    if (entry.type === 'workaround.withdrawn') continue;
    const { applications, providers, setAt, user, why, at: since } = entry;
    latest.set(key, { application, applications, providers, setAt, user, why, server: target.server, since });
  }
  return [...latest.values()];
}

/** In: the facts and one application. Out: why it keeps its list on purpose; `undefined` where nobody said so, the list is another by now, or NTLM is refused. */
export function acknowledgementOf(
  { choices, host, signIn }: ServerFacts,
  { path, effective }: JudgedApplication,
): Acknowledgement | undefined {
  const server = fullName(host)?.toLowerCase();
  if (server === undefined || (signIn.ntlm.known && signIn.ntlm.value.refusesIncoming)) return undefined;
  return choices.acknowledged?.find(
    (one) =>
      one.server.toLowerCase() === server &&
      one.applications.some((covered) => samePath(covered, path)) &&
      one.setAt === effective.setAt.providers &&
      one.providers.join('\n') === effective.windows.providers.join('\n'),
  );
}

/** The server's full name, `SMP01.contoso.com`; `undefined` where it is not known. */
export function fullName(host: Fact<HostIdentity>): string | undefined {
  if (!host.known) return undefined;
  const { computerName, dnsDomain } = host.value;
  return dnsDomain === null ? computerName : `${computerName}.${dnsDomain}`;
}
