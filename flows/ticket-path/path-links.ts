import { listed, say } from '../language/say.ts';
import type { LinkState, TicketLink } from '../model/ticket-path.ts';
import { httpSpn } from '../server/spns.ts';
import type { Holder, PathApplication, PathGroup, PathSettings, Reader } from './path-ground.ts';

/** The four links of one path, in the order in which a ticket passes them. */
export interface PathLinks {
  readonly asks: TicketLink;
  readonly offers: TicketLink;
  readonly runs: TicketLink;
  readonly decrypts: TicketLink;
}

/** In: names and applications for which the same holds. Out: what holds their path together. */
export function pathLinks({ asked, holder, applications: [application, ...more] }: PathGroup): PathLinks {
  return {
    asks: asksLink(asked.map(httpSpn).join(', '), holder, asked.length),
    offers: offersLink(application),
    runs: runsLink(application, more.length),
    decrypts: decryptsLink(holder, application),
  };
}

function link(state: LinkState, sentence: string): TicketLink {
  return { state, sentence, mendedBy: null };
}

function asksLink(spns: string, holder: Holder, number: number): TicketLink {
  const isOn = number === 1 ? 'is' : 'are';
  switch (holder.kind) {
    case 'one':
      if (holder.keyless !== null)
        return link('broken', say`No ticket with AES can be made for ${holder.account}, which holds ${spns}: ${holder.keyless}.`);
      return holder.covered
        ? link('holds', say`HOST on ${holder.account} stands for ${spns}, so the ticket is made for ${holder.account}.`)
        : link('holds', say`${spns} ${isOn} on ${holder.account} alone, so the ticket is made for it.`);
    case 'none':
      return link('broken', say`No account holds ${spns}, so no ticket is made.`);
    case 'several':
      return link('broken', say`${spns} ${isOn} on ${listed(holder.accounts, ' and on ')}, so no ticket is made.`);
    case 'unknown':
      return link('unknown', say`Who holds ${spns} is not known: ${holder.why}.`);
    default:
      return holder satisfies never;
  }
}

function offersLink({ path, settings }: PathApplication): TicketLink {
  if (!settings.known) return link('unknown', say`What IIS asks for at ${path} is not known: ${settings.why}.`);
  const why = whyNotOffered(settings.value);
  const order = settings.value.providers.join(', ');
  if (why !== null) return link('broken', why);
  if (settings.value.tokenChecking.toLowerCase() !== 'require') {
    return link('holds', say`IIS asks for Kerberos first (${order}), so the client sends its ticket.`);
  }
  return link(
    'unknown',
    say`IIS asks for Kerberos first and ties the sign-in to its TLS connection; whether a device on the way opens that cannot be seen from here.`,
  );
}

/** Why IIS does not let a client use its ticket; `null` where it does. */
function whyNotOffered({ installed, anonymous, enabled, providers }: PathSettings): string | null {
  const [first] = providers;
  if (anonymous) return say`Anonymous access is on, so IIS asks nobody to sign in and no ticket is sent.`;
  if (installed === false) return say`The role service Windows Authentication is not installed, so IIS takes no ticket.`;
  if (!enabled) return say`Windows Authentication is off, so IIS takes no ticket.`;
  if (first === undefined) return say`The list of providers is empty, so IIS asks for nothing and no ticket is sent.`;
  if (isNtlm(first)) return say`IIS asks for NTLM first (${providers.join(', ')}), so the ticket is not sent.`;
  return isNegotiate(first) ? null : say`IIS asks for ${first} first, which no client knows, so no ticket is sent.`;
}

export function isNtlm(provider: string): boolean {
  return provider.toLowerCase() === 'ntlm';
}

/** Negotiate, or Kerberos alone. */
export function isNegotiate(provider: string): boolean {
  return provider.toLowerCase() === 'negotiate' || isKerberosOnly(provider);
}

export function isKerberosOnly(provider: string): boolean {
  return provider.toLowerCase() === 'negotiate:kerberos';
}

function runsLink({ path, poolName, identity, settings }: PathApplication, more: number): TicketLink {
  const where = more === 0 ? path : say`${path} and ${more} more`;
  const s = more === 0 ? 's' : '';
  if (poolName === null || (!settings.known && identity === null)) {
    return link(
      'unknown',
      say`The pool of ${where} cannot be judged: ${settings.known ? say`its configuration was not read` : settings.why}.`,
    );
  }
  return identity === null
    ? link('broken', say`${where} name${s} the pool ${poolName}, which is not there.`)
    : link('holds', say`${where} run${s} in ${poolName} as ${identity}.`);
}

function decryptsLink(holder: Holder, { reader, settings }: PathApplication): TicketLink {
  if (!reader.known) return link('unknown', say`Which account decrypts is not known: ${reader.why}.`);
  const { name, dn, shut } = reader.value;
  const reason = settings.known ? say` (${whyThisKey(settings.value)})` : '';
  if (!dn.known) return link('unknown', say`IIS decrypts with the key of ${name}${reason}, which could not be looked up: ${dn.why}.`);
  if (dn.value === null) return link('broken', say`IIS decrypts as ${name}, a local account, and no ticket is made for one.`);
  if (shut !== null) return link('broken', say`IIS refuses every ticket: ${shut}.`);
  switch (holder.kind) {
    case 'unknown':
      return link('unknown', say`IIS decrypts with the key of ${name}${reason}; whether the ticket is for it is not known.`);
    case 'one':
      return holder.dn.toLowerCase() === dn.value.toLowerCase()
        ? link('holds', say`IIS decrypts with the key of ${name}${reason}, whom the ticket is for.`)
        : link('broken', say`The ticket is for ${holder.account}, and IIS decrypts with the key of ${name}${reason}.`);
    case 'none':
    case 'several':
      return withoutTicket(reader.value, reason);
    default:
      return holder satisfies never;
  }
}

/** Without a ticket the key is held against the account that the names belong on. */
function withoutTicket({ name, isRight }: Reader, reason: string): TicketLink {
  if (!isRight.known)
    return link('unknown', say`IIS decrypts with the key of ${name}${reason}; whether that is right is not known: ${isRight.why}.`);
  return isRight.value
    ? link('holds', say`IIS decrypts with the key of ${name}${reason}, where the names belong.`)
    : link('broken', say`IIS decrypts with the key of ${name}${reason}, and the names belong on the account of the pool.`);
}

function whyThisKey({ useKernelMode, useAppPoolCredentials }: PathSettings): string {
  return useKernelMode ? say`kernel mode, useAppPoolCredentials ${useAppPoolCredentials}` : say`kernel mode off`;
}
