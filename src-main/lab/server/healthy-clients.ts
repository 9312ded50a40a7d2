import type { LabClient } from '../clients.ts';
import { ALTIRIS, CONSOLE, TASK_MANAGEMENT } from './names.ts';

const EDGE =
  'Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64)+AppleWebKit/537.36+(KHTML,+like+Gecko)+Chrome/126.0.0.0+Safari/537.36+Edg/126.0.0.0';
const FIREFOX = 'Mozilla/5.0+(Windows+NT+10.0;+Win64;+x64;+rv:128.0)+Gecko/20100101+Firefox/128.0';
const AGENT = 'Altiris+Agent+8.7.2';

const ORDINARY = {
  inDomain: true,
  sendsCredentials: true,
  protocol: 'HTTP/1.1',
  ticketTooLarge: false,
  splitByBalancer: false,
} as const;

const browser = { ...ORDINARY, agent: EDGE, host: 'smp.contoso.com', application: CONSOLE, page: 'Default.aspx' } as const;
const agent = {
  ...ORDINARY,
  agent: AGENT,
  host: 'smp01.contoso.com',
  application: TASK_MANAGEMENT,
  page: 'CTAgent/GetClientTaskServers.aspx',
} as const;

/** Three people at the console, two agents of the domain, and one of a computer that is in no domain and always signs in by NTLM. */
export const HEALTHY_CLIENTS: readonly LabClient[] = [
  { ...browser, address: '10.20.1.21', user: 'CONTOSO\\anna' },
  { ...browser, address: '10.20.1.22', user: 'CONTOSO\\ben' },
  { ...browser, address: '10.20.1.23', user: 'CONTOSO\\carla', agent: FIREFOX },
  { ...agent, address: '10.20.1.41', user: 'CONTOSO\\PC0041$' },
  { ...agent, address: '10.20.1.42', user: 'CONTOSO\\PC0042$' },
  {
    ...agent,
    address: '10.20.9.51',
    user: 'SMP01\\acc-agent',
    application: `${ALTIRIS}/PackageShare`,
    page: 'snapshot.xml',
    inDomain: false,
  },
];
