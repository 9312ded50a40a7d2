import { type Result, succeed } from '../../flows/model/result.ts';
import { nameTyped } from '../core/typed-name.ts';
import { note } from './answer.ts';

/** In: names as they were typed after `--name`. Out: the names as clients ask for them, another form of one is said; the failure of the first that is none. */
export function namesTyped(typed: readonly string[]): Result<readonly string[]> {
  const names: string[] = [];
  for (const one of typed) {
    const name = nameTyped(one);
    if (!name.ok) return name;
    if (name.value !== one.trim())
      note(`${one.trim()} is ${name.value} to DNS and to whoever asks for a ticket, so that is what is looked up`);
    names.push(name.value);
  }
  return succeed(names);
}
