import { withoutSpn, withSpn } from '../directory/write-spn.ts';
import type { AccountAttributes, Directory, LabState } from '../lab-state.ts';
import { HTTP_NAMES } from '../server/names.ts';

/** In: a built-in identity, or a domain account as IIS writes it; the pools, none named = both. Out: the server with its pools running so. */
export function withPoolsAs(
  state: LabState,
  identity: string,
  pools: readonly string[] = ['DefaultAppPool', 'Altiris Task Management'],
): LabState {
  const model = identity.includes('\\')
    ? (old: string) => old.replace(/userName="[^"]*"/, () => `userName="${identity}"`)
    : () => `<processModel identityType="${identity}" />`;
  const applicationHost = pools.reduce(
    (text, pool) =>
      text.replace(
        new RegExp(`(<add name="${pool}"[^>]*>\\s*)(<processModel [^>]*/>)`),
        (_, head: string, old: string) => head + model(old),
      ),
    state.applicationHost,
  );
  return { ...state, applicationHost };
}

/** In: the distinguished names of two accounts. Out: the server's HTTP names on the second, and not on the first. */
export function withNamesMoved(state: LabState, from: string, to: string, names: readonly string[] = HTTP_NAMES): LabState {
  const directory = names.reduce<Directory>((now, name) => withSpn(withoutSpn(now, from, name), to, name), state.directory);
  return { ...state, directory };
}

/** In: an account's distinguished name, and what is otherwise with it. */
export function withAttributes(state: LabState, dn: string, differs: Partial<AccountAttributes>): LabState {
  const objects = state.directory.objects.map((object) =>
    object.dn === dn ? { ...object, attributes: { ...object.attributes, ...differs } } : object,
  );
  return { ...state, directory: { ...state.directory, objects } };
}

/** In: the account's distinguished name and security identifier's last part. Out: the server with one more user in the directory. */
export function withUser(state: LabState, dn: string, attributes: AccountAttributes): LabState {
  const name = /^CN=([^,]+)/.exec(dn)?.[1] ?? '';
  const domain = dn.replace(/^.*?DC=/, '').replaceAll(',DC=', '.');
  const user = {
    dn,
    objectGUID: `6b1f0c52-0d3e-4f0a-9d60-6a4b8f0b2${attributes.objectSid.slice(-3)}`,
    objectClass: 'user' as const,
    sAMAccountName: name,
    userPrincipalName: `${name}@${domain}`,
    dNSHostName: null,
    servicePrincipalName: [],
    attributes,
  };
  return { ...state, directory: { ...state.directory, objects: [...state.directory.objects, user] } };
}
