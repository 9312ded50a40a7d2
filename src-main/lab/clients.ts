import { isFlag, isListOf, isOneOf, isRecord, isText } from './guards.ts';

/** Somebody who calls the practice server, and how: what its requests leave in the logs. */
export interface LabClient {
  readonly address: string;
  /** As IIS logs it, `CONTOSO\anna`. */
  readonly user: string;
  /** User agent as IIS logs it: blanks are plus signs. */
  readonly agent: string;
  /** `http` has no `cs-host` of its own in the log but what the client typed. */
  readonly host: string;
  /** `Default Web Site/Altiris/Console` */
  readonly application: string;
  /** The page below it. */
  readonly page: string;
  /** Whether it can have tickets of the domain at all. */
  readonly inDomain: boolean;
  /** Whether zone and policy let it send credentials to this server. */
  readonly sendsCredentials: boolean;
  readonly protocol: 'HTTP/1.1' | 'HTTP/2.0';
  /** Whether the ticket is longer than what http.sys takes in a header. */
  readonly ticketTooLarge: boolean;
  /** Whether a load balancer deals its requests to different servers, whatever the connection. */
  readonly splitByBalancer: boolean;
}

export const isClients = isListOf(
  isRecord<LabClient>({
    address: isText,
    user: isText,
    agent: isText,
    host: isText,
    application: isText,
    page: isText,
    inDomain: isFlag,
    sendsCredentials: isFlag,
    protocol: isOneOf('HTTP/1.1', 'HTTP/2.0'),
    ticketTooLarge: isFlag,
    splitByBalancer: isFlag,
  }),
);
