/** Writes a W3C log of about so many bytes. Out: what was planted in it. */
export function makeW3c(
  file: string,
  bytes: number,
): { readonly rows: number; readonly unauthorized: number; readonly handshakes: number; readonly failures: number };
