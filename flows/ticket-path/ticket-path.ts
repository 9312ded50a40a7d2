import { say } from '../language/say.ts';
import type { TicketLink, TicketPath, TicketStation } from '../model/ticket-path.ts';
import { httpSpn } from '../server/spns.ts';
import type { Holder, PathApplication, PathGroup } from './path-ground.ts';
import { isKerberosOnly, isNegotiate, isNtlm, type PathLinks, pathLinks } from './path-links.ts';

/**
 * Draws one path.
 * In: names and applications for which the same holds, and the name of the domain controller where it is known.
 * Out: five stations with the links between them, and how a client ends up.
 * Source: windows-tools.md 2.3 and 3.4; Microsoft, "Troubleshoot Kerberos failures".
 */
export function ticketPath(group: PathGroup, controller: string | null): TicketPath {
  const { names, asked, holder, applications } = group;
  const [application] = applications;
  const links = pathLinks(group);
  const outcome = outcomeOf(holder, application, links);
  const paths = applications.map(({ path }) => path);
  return {
    names,
    applications: paths,
    outcome,
    verdict: outcome === 'ntlm' ? ntlmVerdict(holder, application, links) : VERDICTS[outcome],
    stations: [
      station('client', 'Client', names, asksText(asked), null),
      station('controller', say`Domain controller`, controller === null ? [] : [controller], holderText(holder), links.asks),
      station('iis', 'IIS', paths, settingsText(application), links.offers),
      station(
        'pool',
        say`Application pool`,
        application.poolName === null ? [] : [application.poolName],
        poolText(application),
        links.runs,
      ),
      readerStation(application, links.decrypts),
    ],
  };
}

function station(
  kind: TicketStation['kind'],
  title: string,
  names: readonly string[],
  detail: string,
  link: TicketLink | null,
): TicketStation {
  return { kind, title, names, detail, link };
}

function asksText([name = '', ...more]: readonly string[]): string {
  return more.length === 0 ? say`asks for ${httpSpn(name)}` : say`asks for ${httpSpn(name)} and ${more.length} more`;
}

function holderText(holder: Holder): string {
  switch (holder.kind) {
    case 'one':
      return holder.covered ? say`HOST is on ${holder.account}` : say`finds it on ${holder.account}`;
    case 'none':
      return say`finds nobody who holds it`;
    case 'several':
      return say`finds it on ${holder.accounts.length} accounts`;
    case 'unknown':
      return say`who holds it is not known`;
    default:
      return holder satisfies never;
  }
}

function settingsText({ settings }: PathApplication): string {
  if (!settings.known) return say`its settings are not known`;
  const { anonymous, enabled, providers } = settings.value;
  if (anonymous) return say`anonymous access is on`;
  return enabled ? say`asks for ${providers.join(', ') || say`nothing`}` : say`Windows Authentication is off`;
}

function poolText({ poolName, identity }: PathApplication): string {
  if (identity !== null) return say`runs as ${identity}`;
  return poolName === null ? say`not known` : say`is not there, or not known`;
}

function readerStation({ reader, settings }: PathApplication, link: TicketLink): TicketStation {
  const credentials = settings.known ? say`useAppPoolCredentials ${settings.value.useAppPoolCredentials}` : say`not known why`;
  const detail = settings.known && !settings.value.useKernelMode ? say`kernel mode off` : credentials;
  return station(
    'account',
    say`Account that decrypts`,
    reader.known ? [reader.value.name] : [],
    reader.known ? detail : say`is not known`,
    link,
  );
}

const VERDICTS: Readonly<Record<Exclude<TicketPath['outcome'], 'ntlm'>, string>> = {
  kerberos: say`Every link fits: clients sign in by Kerberos.`,
  refused: say`Clients are refused: they are asked for a password again and again, or see an error.`,
  anonymous: say`Nobody is asked to sign in.`,
  unclear: say`Not every link could be looked at, so how clients end up is not known.`,
};

/** With NTLM first, those who choose Negotiate wherever it stands go another way than those who take the first provider. */
function ntlmVerdict(holder: Holder, { settings }: PathApplication, { decrypts }: PathLinks): string {
  const [first = '', ...others] = settings.known ? settings.value.providers : [];
  const chosen = isNtlm(first) ? others.find(isNegotiate) : undefined;
  switch (chosen === undefined ? 'ntlm' : withTicket(holder, decrypts.state, isKerberosOnly(chosen))) {
    case 'kerberos':
      return say`Agents and everything else that takes the first provider sign in by NTLM, not by Kerberos. Chrome and Edge choose Negotiate whatever the order, and sign in by Kerberos.`;
    case 'refused':
      return say`Agents and everything else that takes the first provider sign in by NTLM, not by Kerberos. Chrome and Edge choose Negotiate whatever the order, and are asked for a password again and again.`;
    default:
      return say`Clients sign in by NTLM, not by Kerberos.`;
  }
}

function outcomeOf(holder: Holder, { settings }: PathApplication, links: PathLinks): TicketPath['outcome'] {
  if (links.runs.state === 'broken') return 'refused';
  if (links.runs.state === 'unknown' || !settings.known) return 'unclear';
  const { anonymous, enabled, installed, providers } = settings.value;
  if (anonymous) return 'anonymous';
  const [first] = providers;
  if (!enabled || installed === false || first === undefined) return 'refused';
  if (isNtlm(first)) return 'ntlm';
  if (links.offers.state === 'unknown') return 'unclear';
  return isNegotiate(first) ? withTicket(holder, links.decrypts.state, isKerberosOnly(first)) : 'refused';
}

function withTicket(holder: Holder, key: TicketLink['state'], isAlone: boolean): TicketPath['outcome'] {
  if (holder.kind === 'unknown') return 'unclear';
  if (holder.kind !== 'one') return isAlone ? 'refused' : 'ntlm';
  // Windows does not fall back to NTLM where the controller knows the name and has no key for it.
  if (holder.keyless !== null) return 'refused';
  if (key === 'unknown') return 'unclear';
  return key === 'holds' ? 'kerberos' : 'refused';
}
