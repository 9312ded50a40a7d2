/** In: what `kerbwise logs` advises to somebody who has only a log. Out: the same where every step looks anyway. */
export function fromHere(next: string): string {
  return next
    .replace(/^Run kerbwise check on that host, site servers too: the step/, 'It can be a site server; here see the step')
    .replace(/\bRun kerbwise check: the (steps?)/i, 'See the $1')
    .replace(/\b(?:else )?run kerbwise check\b/i, 'See the other steps');
}
