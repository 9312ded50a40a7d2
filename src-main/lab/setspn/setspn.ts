import { findAccount, isOfDomain, ownersOf, sameSpn } from '../directory/lookup.ts';
import { mayWrite, REFUSAL_TEXTS, refusalToAdd, withoutSpn, withSpn } from '../directory/write-spn.ts';
import type { DirectoryObject, LabState } from '../lab-state.ts';
import { answer, printed, type ToolRun } from '../tool-run.ts';
import { readSetspnCall, type SetspnCall, USAGE } from './call.ts';
import { duplicateLines } from './duplicates.ts';

/** Answers one call of setspn.exe. Shapes, streams and exit codes: windows-tools.md 3. */
export function runSetspn(state: LabState, args: readonly string[]): ToolRun {
  const call = readSetspnCall(args);
  if (call === undefined) return answer(state, 1, printed(USAGE));
  if (!state.machine.directoryReachable) return answer(state, 1, '', printed(UNREACHABLE));
  switch (call.action) {
    case 'list':
      return withAccount(state, call, call.words[0], (account) => answer(state, 0, printed(listLines(account))));
    case 'register':
    case 'add':
      return withAccount(state, call, call.words[1], (account) => register(state, call, account, call.words[0] ?? ''));
    case 'remove':
      return withAccount(state, call, call.words[1], (account) => remove(state, account, call.words[0] ?? ''));
    case 'reset':
      return withAccount(state, call, call.words[0], (account) => reset(state, account));
    case 'query':
      return query(state, call, call.words[0] ?? '');
    case 'duplicates':
      // The tool ends with 1 even where all went well.
      return answer(
        state,
        1,
        printed([...(call.isQuiet ? [] : checking(state, call)), ...duplicateLines(scope(state, call), call.isQuiet)]),
      );
    default:
      return call.action satisfies never;
  }
}

const UNREACHABLE = ['Ldap Error(0x51 -- Server Down): ldap_connect', 'Failed to retrieve DN for domain "" : 0x00000051'];

function withAccount(state: LabState, call: SetspnCall, typed: string | undefined, act: (account: DirectoryObject) => ToolRun): ToolRun {
  const account = findAccount(state.directory, typed ?? '', call.only);
  if (account !== undefined) return act(account);
  const call525 = 'FindDomainForAccount: Call to DsGetDcNameWithAccountW failed with return value 0x00000525';
  return answer(state, 1, '', printed([call525, `Could not find account ${typed ?? ''}`]));
}

function listLines(account: DirectoryObject): readonly string[] {
  return [`Registered ServicePrincipalNames for ${account.dn}:`, ...account.servicePrincipalName.map((spn) => `\t${spn}`)];
}

function register(state: LabState, call: SetspnCall, account: DirectoryObject, spn: string): ToolRun {
  const verified = call.action === 'register';
  const head = verified ? checking(state, call) : [];
  const holders = verified ? ownersOf({ ...state.directory, objects: scope(state, call) }, spn) : [];
  if (holders.length > 0) {
    return answer(state, 1, printed([...head, ...holders.flatMap(holderLines), '', 'Duplicate SPN found, aborting operation!']));
  }
  const intro = [...head, ...(verified ? [''] : []), `Registering ServicePrincipalNames for ${account.dn}`, `\t${spn}`];
  return finish(state, account, intro, refusalToAdd(state, account, spn), withSpn(state.directory, account.dn, spn));
}

function remove(state: LabState, account: DirectoryObject, spn: string): ToolRun {
  const intro = [`Unregistering ServicePrincipalNames for ${account.dn}`, `\t${spn}`];
  return finish(state, account, intro, mayWrite(state, account) ? undefined : 'access', withoutSpn(state.directory, account.dn, spn));
}

function reset(state: LabState, account: DirectoryObject): ToolRun {
  const short = account.sAMAccountName.replace(/\$$/, '');
  const names = [`HOST/${short}`, `HOST/${account.dNSHostName ?? short}`];
  const missing = names.filter((name) => !account.servicePrincipalName.some((held) => sameSpn(held, name)));
  const intro = [`Registering ServicePrincipalNames for ${account.dn}`, ...names.map((name) => `\t${name}`)];
  const refusal = mayWrite(state, account) ? missing.map((name) => refusalToAdd(state, account, name)).find((one) => one) : 'access';
  return finish(
    state,
    account,
    intro,
    refusal,
    missing.reduce((directory, name) => withSpn(directory, account.dn, name), state.directory),
  );
}

function finish(
  state: LabState,
  account: DirectoryObject,
  intro: readonly string[],
  refusal: keyof typeof REFUSAL_TEXTS | undefined,
  directory: LabState['directory'],
): ToolRun {
  if (refusal !== undefined) {
    const text = `Failed to assign SPN on account '${account.dn}', error ${REFUSAL_TEXTS[refusal]}`;
    return answer(state, 1, printed(intro), printed([text]));
  }
  return answer({ ...state, directory }, 0, printed([...intro, 'Updated object']));
}

function query(state: LabState, call: SetspnCall, pattern: string): ToolRun {
  const matches = matcher(pattern);
  const holders = scope(state, call).filter(({ servicePrincipalName }) => servicePrincipalName.some((spn) => matches(spn)));
  const head = call.isQuiet ? [] : checking(state, call);
  if (holders.length === 0) return answer(state, 1, printed([...head, '', 'No such SPN found.']));
  return answer(state, 0, printed([...head, ...holders.flatMap(holderLines), '', 'Existing SPN found!']));
}

function matcher(pattern: string): (spn: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'i');
  return (spn) => expression.test(spn);
}

function holderLines({ dn, servicePrincipalName }: DirectoryObject): readonly string[] {
  return [dn, ...servicePrincipalName.map((spn) => `\t${spn}`)];
}

function checking({ directory }: LabState, call: SetspnCall): readonly string[] {
  if (call.isForestWide) return [`Checking forest ${directory.dn}`, 'Operation will be performed forestwide, it might take a while.'];
  return [`Checking domain ${directory.dn}`];
}

function scope({ directory }: LabState, { isForestWide }: SetspnCall): readonly DirectoryObject[] {
  return isForestWide ? directory.objects : directory.objects.filter((object) => isOfDomain(directory, object));
}
