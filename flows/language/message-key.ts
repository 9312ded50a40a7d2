/** In: a message. Out: the short key under which a built catalogue holds its translation, FNV-1a of 32 bits; that no two share one is seen when it is built. */
export function messageKey(id: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
}
