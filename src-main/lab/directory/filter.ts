/** The values of an account by the name of the attribute, in lower case. */
export type AttributeValues = (attribute: string) => readonly string[];

/**
 * In: an LDAP filter of equalities, alternatives and conjunctions, as RFC 4515 writes them. Out: whether an account fits;
 * `undefined` where it is no such filter. Values compare without letter case.
 */
export function readFilter(text: string): ((values: AttributeValues) => boolean) | undefined {
  const read = readOne(text, 0);
  return read !== undefined && read.end === text.length ? read.fits : undefined;
}

interface ReadFilter {
  readonly fits: (values: AttributeValues) => boolean;
  readonly end: number;
}

function readOne(text: string, at: number): ReadFilter | undefined {
  if (text[at] !== '(') return undefined;
  const sign = text[at + 1];
  return sign === '|' || sign === '&' ? readSeveral(text, at + 2, sign) : readEquality(text, at + 1);
}

function readSeveral(text: string, start: number, sign: '|' | '&'): ReadFilter | undefined {
  const parts: ReadFilter['fits'][] = [];
  let at = start;
  while (text[at] === '(') {
    const part = readOne(text, at);
    if (part === undefined) return undefined;
    parts.push(part.fits);
    at = part.end;
  }
  if (text[at] !== ')') return undefined;
  const fits: ReadFilter['fits'] = (values) => (sign === '|' ? parts.some((part) => part(values)) : parts.every((part) => part(values)));
  return { fits, end: at + 1 };
}

function readEquality(text: string, start: number): ReadFilter | undefined {
  const end = text.indexOf(')', start);
  const [, attribute = '', escaped = ''] = /^([A-Za-z-]+)=([^()*]+)$/.exec(end < 0 ? '' : text.slice(start, end)) ?? [];
  if (attribute === '') return undefined;
  const wanted = unescaped(escaped).toLowerCase();
  return { fits: (values) => values(attribute.toLowerCase()).some((value) => value.toLowerCase() === wanted), end: end + 1 };
}

function unescaped(text: string): string {
  return Buffer.from(
    text.replace(/[^\\]|\\([0-9a-f]{2})/gi, (one, hex?: string) => hex ?? Buffer.from(one, 'utf8').toString('hex')),
    'hex',
  ).toString('utf8');
}
