/** Windows copies a path with quotes around it. */
export function unquoted(typed: string): string {
  return typed.trim().replace(/^"(.*)"$/, '$1');
}

/** What the host would refuse is told here, where it was typed. */
export function isWholePath(path: string): boolean {
  return !/^[\\/]{2}/.test(path) && (/^[A-Za-z]:[\\/]/.test(path) || path.startsWith('/'));
}
