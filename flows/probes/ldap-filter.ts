/**
 * In: any text. Out: the same as a value in an LDAP filter: whatever is not a plain letter, digit or one of a few marks stands as the
 * hexadecimal numbers of its UTF-8 bytes, so that no name can become a part of the filter, and the filter is ASCII without quotes.
 * Source: RFC 4515, section 3.
 */
export function filterValue(text: string): string {
  return text.replace(/[^A-Za-z0-9 ./:_@$-]/gu, (character) =>
    utf8Of(character.codePointAt(0) ?? 0xfffd)
      .map((byte) => `\\${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  );
}

/** `(name=value)`. */
export function equals(name: string, value: string): string {
  return `(${name}=${filterValue(value)})`;
}

/** One condition stands alone; several are alternatives. */
export function anyOf(filters: readonly string[]): string {
  return filters.length === 1 ? (filters[0] ?? '') : `(|${filters.join('')})`;
}

/** The bytes of one character in UTF-8; half a pair becomes the mark for an unknown character. Source: RFC 3629. */
function utf8Of(codePoint: number): readonly number[] {
  if (codePoint < 0x80) return [codePoint];
  const point = codePoint >= 0xd800 && codePoint <= 0xdfff ? 0xfffd : codePoint;
  const tail = (shift: number) => 0x80 + (Math.floor(point / 2 ** shift) % 64);
  if (point < 0x800) return [0xc0 + Math.floor(point / 64), tail(0)];
  if (point < 0x10000) return [0xe0 + Math.floor(point / 4096), tail(6), tail(0)];
  return [0xf0 + Math.floor(point / 262144), tail(12), tail(6), tail(0)];
}
