import { listed, say } from '../../language/say.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { judgeNames } from '../../server/judged-names.ts';
import { isAddress, isOwnName } from '../../server/names.ts';
import { unusualPorts, webBindings } from '../../server/ports.ts';
import { isUnresolved, leadsNowhere } from '../../server/resolved-names.ts';
import { siteOf } from '../../server/scope.ts';
import { HELD_NAMES_LEAD_SOMEWHERE, NAMES_ARE_GATHERED, NAMES_RESOLVE } from './cards.ts';

/** The names that everything else is judged by. Names that lead elsewhere are a balancer's, or another server's: only a remark. */
export const namesAreGathered = defineRule(NAMES_ARE_GATHERED, (facts): Assessment => {
  const { host, names, resolutions } = facts;
  if (!host.known || names.length === 0) return NOTHING_FOUND;
  const own = names.filter((name) => isOwnName(name, host.value)).flatMap((name) => addressesOf(resolutions[name]));
  const elsewhere = names.filter((name) => {
    const addresses = addressesOf(resolutions[name]);
    return own.length > 0 && addresses.length > 0 && !addresses.some((address) => own.includes(address));
  });
  const reached = names.filter((name) => !isUnresolved(name, facts));
  const ports = facts.configuration.known ? unusualPorts(facts.configuration.value, facts.applications.map(siteOf)) : [];
  return {
    statements: [],
    findings: [...addressAsName(facts), ...(elsewhere.length === 0 ? [] : [leadsElsewhere(elsewhere, own, facts)])],
    notChecked: [],
    limits: [
      say`Clients are taken to use ${listed(reached.length === 0 ? names : reached)}.`,
      ...(ports.length === 0
        ? []
        : [say`Sites listen on port ${ports.join(', ')} too. Clients ask for a ticket without the port unless they are told otherwise.`]),
      say`A load balancer’s name, and the preferred host of the server’s own settings, stand where Kerbwise does not look: name them yourself, in this step of the window or with --name on the command line.`,
    ],
  };
});

function leadsElsewhere(names: readonly string[], own: readonly string[], { resolutions }: ServerFacts): Finding {
  return {
    id: 'client-names.elsewhere',
    severity: 'information',
    subject: names[0] ?? '',
    summary: say`${names.join(', ')} ${names.length === 1 ? 'leads' : 'lead'} to another address than the server’s own name`,
    evidence: say`${listed(
      names.map((name) => say`${name}: ${addressesOf(resolutions[name]).join(', ')}`),
      '; ',
    )}; the server’s own: ${[...new Set(own)].join(', ')}`,
    meaning: say`It is a load balancer, a second address, or another server. Behind a balancer every server has to decrypt with the same domain account, and NTLM needs a balancer that keeps a client with one server.`,
    source: 'Microsoft, Troubleshoot Kerberos failures; iis-docs, load balancing and NTLM',
  };
}

function addressesOf(resolution: ServerFacts['resolutions'][string] | undefined): readonly string[] {
  return resolution?.known ? resolution.value.addresses : [];
}

/** A name matters where none of its forms leads anywhere: a short form that only this server's suffixes could complete is no fault. */
export const namesResolve = defineRule(NAMES_RESOLVE, (facts): Assessment => {
  const { names, resolutions } = facts;
  const asked = names.flatMap((name) => {
    const resolution = resolutions[name];
    return resolution === undefined ? [] : [{ name, resolution }];
  });
  const unknown = asked.flatMap(({ name, resolution }) => (resolution.known ? [] : [{ name, ...resolution }]));
  const unresolved = names.filter((name) => isUnresolved(name, facts));
  const pointers = asked.flatMap(({ resolution }) => (resolution.known ? [resolution.value.pointer?.toLowerCase() ?? say`no name`] : []));
  return {
    statements:
      pointers.length === 0
        ? []
        : [say`From the addresses of these names, name resolution leads back to ${[...new Set(pointers)].join(', ')}.`],
    findings: [...(unresolved.length === 0 ? [] : [doesNotResolve(unresolved, facts)]), ...overridden(facts)],
    notChecked:
      unknown.length === 0
        ? []
        : [
            {
              what: say`Where ${unknown.map(({ name }) => name).join(', ')} ${unknown.length === 1 ? 'leads' : 'lead'}`,
              ...reasonOf(unknown),
            },
          ],
  };
});

function reasonOf(unknown: readonly { readonly why: string; readonly next: string }[]) {
  const [first] = unknown;
  return { why: first?.why ?? '', next: first?.next ?? '' };
}

/** Names of a foreign domain in a binding may be known outside only; whoever named a name with --name wants clients here to use it. */
function isMissed(name: string, { host, choices }: ServerFacts): boolean {
  const domain = host.known ? (host.value.dnsDomain?.toLowerCase() ?? '') : '';
  const isHere = !name.includes('.') || (domain !== '' && name.endsWith(`.${domain}`));
  return isHere || choices.names.some((named) => named.trim().toLowerCase() === name);
}

function doesNotResolve(names: readonly string[], facts: ServerFacts): Finding {
  const told = asGiven(names, facts);
  return {
    id: 'client-names.unresolved',
    severity: names.some((name) => isMissed(name, facts)) ? 'advice' : 'information',
    subject: told[0] ?? '',
    summary: told.length === 1 ? say`${told[0]} does not resolve on this server` : say`${listed(told)} do not resolve on this server`,
    evidence: say`name resolution knows no ${listed(told, ', no ')}`,
    meaning: say`A client that sees the same DNS cannot reach the server by it. Either a record is missing, or the name is left over in a binding; a name that only outside clients resolve is fine. Until it resolves, no service principal name is registered for it: one that leads nowhere stays behind in the directory.`,
    source: 'Microsoft, Troubleshoot Kerberos failures: name resolution',
  };
}

/** Names as somebody gave them; the other form of one, which Kerbwise looks at too, is no name of its own where neither leads anywhere. */
function asGiven(names: readonly string[], { choices, configuration, host }: ServerFacts): readonly string[] {
  const headers = configuration.known
    ? configuration.value.sites.flatMap(({ bindings }) => bindings.map((binding) => binding.host ?? ''))
    : [];
  const own = host.known ? [host.value.computerName] : [];
  const given = [...choices.names, ...headers, ...own].map((name) => name.trim().toLowerCase());
  const told = names.filter((name) => given.includes(name));
  return told.length === 0 ? names : told;
}

function overridden({ names, surroundings: { hostsFile } }: ServerFacts): readonly Finding[] {
  const lines = hostsFile.known ? hostsFile.value.filter((line) => line.names.some((name) => names.includes(name))) : [];
  if (lines.length === 0) return [];
  return [
    {
      id: 'client-names.hosts-file',
      severity: 'information',
      subject: 'drivers\\etc\\hosts',
      summary: say`The hosts file of this server overrides names that clients use`,
      evidence: listed(
        lines.map(({ address, names: named }) => say`${address} ${named.join(' ')}`),
        '; ',
      ),
      meaning: say`This server does not ask DNS for these names, so neither Kerbwise nor a browser here sees what clients get: an alias or a wrong address stays hidden. Look at them from a client.`,
      source: 'Microsoft Learn, TCP/IP name resolution order',
    },
  ];
}

function addressAsName({ configuration, applications }: ServerFacts): readonly Finding[] {
  if (!configuration.known) return [];
  const bindings = webBindings(configuration.value, applications.map(siteOf)).filter(({ host }) => isAddress(host ?? ''));
  const found = [...new Set(bindings.map(({ information }) => information))];
  if (found.length === 0) return [];
  return [
    {
      id: 'client-names.address',
      severity: 'advice',
      subject: found[0] ?? '',
      summary: say`A binding has an address where clients would have a name`,
      evidence: listed(found.map((one) => say`binding ${one}`)),
      meaning: say`Windows asks for no ticket for an address, so clients that call by it sign in by NTLM. Let them use a name.`,
      source: 'Microsoft Learn, Configuring Kerberos for IP Address',
    },
  ];
}

/** Only a look at what the account holds besides: nothing rests on it, so what could not be asked is not missed. */
export const heldNamesLeadSomewhere = defineRule(HELD_NAMES_LEAD_SOMEWHERE, (facts): Assessment => {
  const judged = judgeNames(facts);
  const holder = judged.known ? facts.accounts[judged.value.account.name.toLowerCase()] : undefined;
  if (holder === undefined || !holder.known) return NOTHING_FOUND;
  const held = holder.value.spns.filter((spn) => /^HTTP\//i.test(spn));
  const gone = held.filter((spn) => {
    const name = spn
      .replace(/^HTTP\//i, '')
      .replace(/:\d+$/, '')
      .toLowerCase();
    const resolution = facts.names.includes(name) ? undefined : facts.resolutions[name];
    return resolution?.known === true && leadsNowhere(resolution.value);
  });
  if (gone.length === 0) return NOTHING_FOUND;
  return {
    ...NOTHING_FOUND,
    findings: [
      {
        id: 'client-names.left-over',
        severity: 'information',
        subject: holder.value.name,
        summary: say`${holder.value.name} holds ${gone.length === 1 ? say`a name that leads` : say`names that lead`} nowhere`,
        evidence: say`${gone.join(', ')}: no such name in DNS`,
        meaning: say`Probably left over from a server that is gone. The directory team removes it once nobody needs it.`,
        source: 'Microsoft Learn, setspn',
      },
    ],
  };
});
