import type { LevelPath } from '../server/configuration.ts';

/** An account as it is passed to setspn: `CONTOSO\svc-smp`, `CONTOSO\gmsa$`, or `SMP01$` for the computer. */
export type AccountName = string;

export type WindowsSwitch = 'enabled' | 'useAppPoolCredentials' | 'authPersistNonNTLM';

/**
 * One change as typed state. The command that makes it, its undo and its predicted effect all follow from it,
 * so a saved plan or journal never has to name a command that somebody could alter.
 */
export type Edit =
  | {
      readonly kind: 'switch';
      readonly path: LevelPath;
      readonly name: WindowsSwitch;
      /** `null` = not written here, inherited from above. */
      readonly value: boolean | null;
    }
  | {
      readonly kind: 'providers';
      readonly path: LevelPath;
      /** The effective list that is there when the edit runs: what has to be removed first. */
      readonly present: readonly string[];
      /** The whole ordered list that holds afterwards; `null` = no list here, inherited from above. */
      readonly value: readonly string[] | null;
    }
  | { readonly kind: 'spn.register'; readonly spn: string; readonly account: AccountName }
  | { readonly kind: 'spn.remove'; readonly spn: string; readonly account: AccountName };

/** The accounts that edits register names on or remove names from, each once. */
export function editedAccounts(edits: readonly Edit[]): readonly AccountName[] {
  return [...new Set(edits.flatMap((edit) => ('account' in edit ? [edit.account] : [])))];
}
