import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Who may ask: the one browser that came with the token first. */
export interface Gate {
  /** The token for the address; it opens the gate once. */
  readonly token: string;
  /** In: a token from an address. Out: the cookie to set, once; `undefined` for a wrong or used token. */
  exchange(token: string): string | undefined;
  /** Why a request is not answered; `undefined` where it comes from the window itself. */
  refusal(request: IncomingMessage): string | undefined;
  hasCookie(request: IncomingMessage): boolean;
}

/**
 * In: the origin that is served, `http://127.0.0.1:49152`.
 * Another program on this machine, or a page of another site in the same browser, has neither the token nor the cookie;
 * a name that was pointed at 127.0.0.1 is known by its Host header.
 */
export function openGate(origin: string): Gate {
  const { host, port } = new URL(origin);
  const token = randomBytes(32).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  const cookie = `kerbwise-${port}`; // cookies know no ports: two servers must not take each other's
  let isUsed = false;
  return {
    token,
    exchange(given) {
      if (isUsed || !isSame(given, token)) return undefined;
      isUsed = true;
      return `${cookie}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
    hasCookie: ({ headers }) => (headers.cookie ?? '').split(/; */).some((pair) => isSame(pair, `${cookie}=${secret}`)),
    refusal({ headers, method }) {
      if (headers.host !== host) return 'Not this host';
      const from = headers['sec-fetch-site'];
      if (from !== undefined && from !== 'same-origin' && from !== 'none') return 'Not from this window';
      if (headers.origin !== undefined && headers.origin !== origin) return 'Not from this window';
      if (method === 'POST' && headers.origin !== origin) return 'Not from this window';
      return undefined;
    },
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
