import { domainToASCII } from 'node:url';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { whyNoName } from '../../flows/server/typed-name.ts';

/**
 * In: what somebody typed as a name that clients use. Out: the name as clients ask for it, one with letters beyond ASCII in its form of the
 * wire (RFC 5891); `usage.wrong` where it is none, with what to type instead.
 */
export function nameTyped(typed: string): Result<string> {
  const wrong = whyNoName(typed);
  const name = onTheWire(typed.trim());
  if (wrong === undefined && name !== '') return succeed(name);
  const { why, next } = wrong ?? {
    why: say`it has no form in which a resolver could be asked`,
    next: say`Type it as the DNS zone holds it, xn--…`,
  };
  return fail({ code: 'usage.wrong', what: say`${JSON.stringify(typed)} is no name that clients could use`, why, next });
}

/** Underscores and the like are left as they are: only what is not ASCII has another form. Empty where it has none. */
function onTheWire(name: string): string {
  return /^[\u0000-\u007f]*$/.test(name) ? name : domainToASCII(name);
}
