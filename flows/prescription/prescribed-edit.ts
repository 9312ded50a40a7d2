import { say } from '../language/say.ts';
import type { Edit } from '../model/edit.ts';
import type { HostIdentity } from '../server/facts.ts';

/** What stands for a server's own names in a prescription for servers like one: no host name can hold these characters. */
const COMPUTER = '<computer>';
const FULL = '<computer.domain>';

/** In: an edit of a prescription, and the server that it is for. Out: the edit as it is meant there. */
export function editOn(edit: Edit, { computerName, dnsDomain }: HostIdentity): Edit {
  if (!('spn' in edit)) return edit;
  const full = dnsDomain === null ? computerName : `${computerName}.${dnsDomain}`;
  // Names that clients use are planned in lower case.
  const spn = edit.spn.replaceAll(FULL, full.toLowerCase()).replaceAll(COMPUTER, computerName.toLowerCase());
  return { ...edit, spn, account: edit.account.replaceAll(COMPUTER, computerName) };
}

/** The other way round: an edit of one server, said so that it holds for servers like it. */
export function editForLike(edit: Edit, { computerName, dnsDomain }: HostIdentity): Edit {
  if (!('spn' in edit)) return edit;
  return { ...edit, spn: withoutOwnName(edit.spn, computerName, dnsDomain), account: withoutOwnAccount(edit.account, computerName) };
}

function withoutOwnName(spn: string, computerName: string, dnsDomain: string | null): string {
  const [service = '', host = '', ...rest] = spn.split('/');
  const full = dnsDomain === null ? null : `${computerName}.${dnsDomain}`;
  const own = same(host, computerName) ? COMPUTER : full !== null && same(host, full) ? FULL : host;
  return host === '' ? spn : [service, own, ...rest].join('/');
}

function withoutOwnAccount(account: string, computerName: string): string {
  const at = account.lastIndexOf('\\') + 1;
  return same(account.slice(at), `${computerName}$`) ? `${account.slice(0, at)}${COMPUTER}$` : account;
}

/** Whether two edits are one: paths, names and accounts ignore letter case, and nothing else differs. */
export function sameEdit(a: Edit, b: Edit): boolean {
  return keyOf(a) === keyOf(b);
}

function keyOf(edit: Edit): string {
  switch (edit.kind) {
    case 'switch':
      return JSON.stringify([edit.kind, levelKey(edit.path), edit.name, edit.value]);
    case 'providers':
      return JSON.stringify([edit.kind, levelKey(edit.path), edit.present, edit.value]);
    default:
      return JSON.stringify([edit.kind, edit.spn.toLowerCase(), edit.account.toLowerCase()]);
  }
}

function levelKey(path: string): string {
  return path.replace(/\/+$/, '').toLowerCase();
}

/** What an edit makes so, in one line. */
export function describeEdit(edit: Edit): string {
  switch (edit.kind) {
    case 'switch':
      return say`${edit.name} ${edit.value === null ? say`is inherited again` : say`= ${edit.value}`} on ${edit.path}`;
    case 'providers':
      return say`providers ${edit.value === null ? say`are inherited again` : say`= ${edit.value.join(', ')}`} on ${edit.path} (there: ${edit.present.join(', ')})`;
    case 'spn.register':
      return say`${edit.spn} is registered on ${edit.account}`;
    case 'spn.remove':
      return say`${edit.spn} is removed from ${edit.account}`;
    default:
      return edit satisfies never;
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
