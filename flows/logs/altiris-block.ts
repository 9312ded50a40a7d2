/** The lines of a failure block of the agent that Kerbwise uses; keys in lower case. */
export type FailureBlock = ReadonlyMap<string, string>;

const KEYS =
  'protocol|host|path|url|connection path|connection id|communication profile id|throttling|error type|error code|error note|operation';
const PAIR = new RegExp(`\\b(${KEYS})\\s*:`, 'gi');

/**
 * Reads a failure block of the agent, both generations of it, as key and value.
 * In: the body of an event; two pairs may share a line (`Protocol: HTTP Host: smp`). Out: the pairs; empty where it is no block.
 * Source: itms.md 1; KB 173598, KB 269815.
 */
export function readFailureBlock(body: string): FailureBlock {
  const pairs = new Map<string, string>();
  if (!/\b(error (code|type|note)|operation '|url|connection id)\b/i.test(body)) return pairs;
  for (const line of body.split(/\r\n|\r|\n/)) {
    const keys = [...line.matchAll(PAIR)].filter((key) => isKeyAt(line, key.index));
    keys.forEach((key, at) => {
      const name = (key[1] ?? '').toLowerCase();
      const value = line.slice(key.index + key[0].length, keys[at + 1]?.index).trim();
      if (!pairs.has(name)) pairs.set(name, value);
    });
  }
  return pairs;
}

/** A key begins a line, or follows another pair on it; an error note may hold `Path:` in the middle of a sentence. */
function isKeyAt(line: string, at: number): boolean {
  const before = line.slice(0, at);
  return before.trim() === '' || (/^\s*(protocol|host)\s*:/i.test(before) && !/\berror note\s*:/i.test(before));
}

/** The host that a request was for: of the line `Host`, of the `Url`, or of the first address in the text. */
export function hostOf(body: string): string | undefined {
  const block = readFailureBlock(body);
  const named = block.get('host');
  if (named !== undefined && named !== '') return named.toLowerCase();
  return (hostIn(block.get('url') ?? '') ?? hostIn(body))?.toLowerCase();
}

function hostIn(text: string): string | undefined {
  return /https?:\/\/([^\s/:'"\]<>]+)/i.exec(text)?.[1];
}

/** The HTTP status in a code `0x8FA1…`: its low half. Source: one value seen (0x8FA10191 is 401), the rest inferred. */
export function httpStatusOf(body: string): number | undefined {
  const low = /0x8FA1([0-9a-f]{4})(?![0-9a-f])/i.exec(body)?.[1];
  if (low !== undefined) return Number.parseInt(low, 16);
  const text = /\bHTTP status:? (\d{3})\b/i.exec(body)?.[1];
  return text === undefined || Number(text) < 400 ? undefined : Number(text);
}

/** Whether an event is about TLS: 0x80090322 then means a certificate of another name. */
export function hasTlsContext(body: string): boolean {
  return /\b(certificate|ssl|tls|schannel|secure channel)\b/i.test(body);
}
