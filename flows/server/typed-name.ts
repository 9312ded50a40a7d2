import { say } from '../language/say.ts';
import { canBeAName, isAddress } from './names.ts';

/** Why a text is no name, and what to type instead. */
export interface NoName {
  readonly why: string;
  readonly next: string;
}

/** In: what somebody typed as a name that clients use. Out: why clients ask for no ticket by it; `undefined` where it is a name. */
export function whyNoName(typed: string): NoName | undefined {
  return WAYS.map((way) => way(typed.trim())).find((found) => found !== undefined);
}

const WAYS: readonly ((typed: string) => NoName | undefined)[] = [webAddress, portBehind, path, address, itself, dotBehind, anythingElse];

function webAddress(typed: string): NoName | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(typed)?.[1];
  return host === undefined
    ? undefined
    : instead(say`it is a whole address of the web, and a ticket is asked for by the host name alone`, host);
}

/** More than one colon is no port: it is an address of IP version 6. */
function portBehind(typed: string): NoName | undefined {
  const host = /^([^:/\\]+):\d*$/.exec(typed)?.[1];
  return host === undefined
    ? undefined
    : instead(say`it has a port behind it; tickets are asked for without, and Kerbwise looks at the ports of the bindings by itself`, host);
}

function path(typed: string): NoName | undefined {
  const host = /^([^/\\]*)[/\\]/.exec(typed)?.[1];
  return host === undefined ? undefined : instead(say`it has a path behind it, and a ticket is asked for by the host name alone`, host);
}

function address(typed: string): NoName | undefined {
  if (!isAddress(typed) && !/^\[?[0-9a-f:.%]*:[0-9a-f:.%]*:[0-9a-z:.%]*\]?$/i.test(typed)) return undefined;
  return {
    why: say`it is an address, and Windows asks for no ticket for one: clients that call by it use NTLM`,
    next: say`Type the name that leads to it, such as smp.contoso.com, and let clients use that`,
  };
}

function itself(typed: string): NoName | undefined {
  if (!/^localhost(?:\.localdomain)?\.?$/i.test(typed)) return undefined;
  return {
    why: say`it means the very computer on which somebody types it, so no client of this server uses it`,
    next: say`Type the name in the address that clients open; the server’s own names are looked at anyway`,
  };
}

function dotBehind(typed: string): NoName | undefined {
  const name = /^(.+?)\.+$/.exec(typed)?.[1];
  if (name === undefined) return undefined;
  return {
    why: say`it ends with a dot, with which no name is registered`,
    next: whyNoName(name)?.next ?? say`Type ${name}, without the dot behind it`,
  };
}

function anythingElse(typed: string): NoName | undefined {
  if (canBeAName(typed)) return undefined;
  return {
    why: say`it is no host name: letters, digits and hyphens, with dots between them`,
    next: say`Type one name as clients do, such as smp.contoso.com`,
  };
}

/** What is left of it may be no name either: then it is not offered. */
function instead(why: string, host: string): NoName {
  const other = whyNoName(host);
  return { why, next: other === undefined ? say`Type ${host}` : other.next };
}
