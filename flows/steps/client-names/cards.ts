import { say } from '../../language/say.ts';
import type { RuleCard } from '../../model/rule-card.ts';

const REVIEWED = '2026-11-22';

export const NAMES_ARE_GATHERED: readonly RuleCard[] = [
  {
    id: 'S01',
    checks: say`Which names clients use for the server, and whether they lead to it`,
    reads: say`the computer’s own names, host headers of the bindings, names given with --name; addresses from name resolution`,
    meaning: say`Every name that clients use needs its service principal name. A load balancer’s name and the server’s preferred host stand in no setting that Kerbwise can read: name them with --name.`,
    remedy: say`Name what is missing with --name`,
    undo: '',
    risk: 'R0',
    source: 'Broadcom KB 434345, SPN validation; Microsoft, Troubleshoot Kerberos failures',
    reviewedOn: REVIEWED,
    finds: ['client-names.elsewhere'],
  },
  {
    id: 'S09',
    checks: say`Whether a binding has an address where clients would have a name`,
    reads: say`host headers of the bindings; --name takes no address`,
    meaning: say`Windows asks for no ticket for an address: whoever calls by it signs in by NTLM.`,
    remedy: say`Let clients use a name that has a service principal name`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft Learn, Configuring Kerberos for IP Address',
    reviewedOn: REVIEWED,
    finds: ['client-names.address'],
  },
];

export const NAMES_RESOLVE: readonly RuleCard[] = [
  {
    id: 'E03',
    checks: say`Whether the names that clients use lead anywhere; the way back is noted`,
    reads: say`name resolution of this server, forward, and back from the first address`,
    meaning: say`Nobody reaches the server by a name that does not resolve, and a ticket for it is of no use.`,
    remedy: say`Whoever keeps the DNS zone adds the record, or the host header is taken away`,
    undo: '',
    risk: 'R4',
    source: 'Microsoft, Troubleshoot Kerberos failures: name resolution',
    reviewedOn: REVIEWED,
    finds: ['client-names.unresolved'],
  },
  {
    id: 'E04',
    checks: say`Whether the hosts file of the server overrides those names`,
    reads: say`drivers\\etc\\hosts`,
    meaning: say`What the server resolves is then not what clients get, and a test made on the server tells nothing about them.`,
    remedy: say`Put a # before the line, and keep a copy of the file`,
    undo: say`Take the # away again`,
    risk: 'R2',
    source: 'Microsoft Learn, TCP/IP name resolution order',
    reviewedOn: REVIEWED,
    finds: ['client-names.hosts-file'],
  },
];

export const NAMES_ARE_NO_ALIAS: readonly RuleCard[] = [
  {
    id: 'S07',
    checks: say`Whether a name is an alias (CNAME) of another one`,
    reads: say`the canonical name that name resolution gives, and the names that the account holds`,
    meaning: say`Browsers ask for a ticket for the canonical name, agents for the one that they were told: both have to be registered on one account.`,
    remedy: say`Register both names on the account, or give the alias an address record (A) of its own`,
    undo: say`setspn -D for what was registered`,
    risk: 'R3',
    source: 'Microsoft, Troubleshoot Kerberos failures: CNAME',
    reviewedOn: REVIEWED,
    finds: ['client-names.alias'],
  },
];

export const PORTS_AGREE: readonly RuleCard[] = [
  {
    id: 'S08',
    checks: say`Whether a name with the port of a binding is registered for another account`,
    reads: say`bindings with other ports than 80 and 443; setspn -F -Q HTTP/name:port`,
    meaning: say`Most clients ask without the port. One that is told to ask with it gets a ticket for the other account, and works on 80 but not there.`,
    remedy: say`Take that entry away, or move it to the account that decrypts; whether something else needs it is for its owner to say`,
    undo: say`setspn -S on the account that held it`,
    risk: 'R3',
    source: 'Microsoft, Troubleshoot Kerberos failures: non-standard ports',
    reviewedOn: REVIEWED,
    finds: ['client-names.port-on-another-account'],
  },
];

export const HELD_NAMES_LEAD_SOMEWHERE: readonly RuleCard[] = [
  {
    id: 'S13',
    checks: say`Whether the account that decrypts holds names that lead nowhere any more`,
    reads: say`HTTP entries of the account beside the names that clients use, and name resolution for up to ten of them`,
    meaning: say`Such an entry does no harm by itself. It is left over from a server that is gone, and whoever could register that name in DNS would find it ready.`,
    remedy: say`The directory team removes it once nobody needs it`,
    undo: say`setspn -S on the same account`,
    risk: 'R0',
    source: 'Microsoft Learn, setspn',
    reviewedOn: REVIEWED,
    finds: ['client-names.left-over'],
  },
];
