import { say } from '../../language/say.ts';

/** What is advised over logs alone, and what is said instead where the server itself was looked at. */
const FROM_HERE: ReadonlyMap<string, string> = new Map([
  [say`Run kerbwise check: the step "Service principal names"`, say`See the step "Service principal names"`],
  [
    say`Run kerbwise check: the steps "Service principal names" and "Windows Authentication and providers"`,
    say`See the steps "Service principal names" and "Windows Authentication and providers"`,
  ],
  [say`Run kerbwise check: the step "authPersistNonNTLM"`, say`See the step "authPersistNonNTLM"`],
  [
    say`Run kerbwise check on that host, site servers too: the step "authPersistNonNTLM" (KB 173598)`,
    say`It can be a site server; here see the step "authPersistNonNTLM" (KB 173598)`,
  ],
  [
    say`Look for LSASRV event 40970 on the client; if all endpoints fail at once, at the account; else run kerbwise check (KB 232242)`,
    say`Look for LSASRV event 40970 on the client; if all endpoints fail at once, at the account; else at the other steps (KB 232242)`,
  ],
  [
    say`Run kerbwise check; from the server itself think of the loopback check, for one account alone of its password`,
    say`See the other steps; from the server itself think of the loopback check, for one account alone of its password`,
  ],
  [say`Run kerbwise check if it is always the same code`, say`See the other steps if it is always the same code`],
]);

/** In: what is advised where only a log is read. Out: the same for whoever has the steps of this server in front of them. */
export function fromHere(next: string): string {
  return FROM_HERE.get(next) ?? next;
}
