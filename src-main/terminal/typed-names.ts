import { domainToASCII } from 'node:url';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { whyNoName } from '../../flows/server/typed-name.ts';
import { note } from './answer.ts';

/**
 * In: names as they were typed after `--name`. Out: the names as clients ask for them, those with letters beyond ASCII in their form of
 * the wire (RFC 5891), which is said; `usage.wrong` for the first that is none, with what to type instead.
 */
export function namesTyped(typed: readonly string[]): Result<readonly string[]> {
  const names: string[] = [];
  for (const one of typed) {
    const wrong = whyNoName(one);
    const name = onTheWire(one.trim());
    if (wrong !== undefined || name === '') {
      const { why, next } = wrong ?? {
        why: 'it has no form in which a resolver could be asked',
        next: 'Type it as the DNS zone holds it, xn--…',
      };
      return fail({ code: 'usage.wrong', what: `${JSON.stringify(one)} is no name that clients could use`, why, next });
    }
    if (name !== one.trim()) note(`${one.trim()} is ${name} to DNS and to whoever asks for a ticket, so that is what is looked up`);
    names.push(name);
  }
  return succeed(names);
}

/** Underscores and the like are left as they are: only what is not ASCII has another form. Empty where it has none. */
function onTheWire(name: string): string {
  return /^[\u0000-\u007f]*$/.test(name) ? name : domainToASCII(name);
}
