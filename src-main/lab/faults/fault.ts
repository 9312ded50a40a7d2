import type { LabClient } from '../clients.ts';
import { editSection } from '../iis/config-edit.ts';
import type { ConfigEdit } from '../iis/edit.ts';
import { APPLICATION_HOST } from '../iis/levels.ts';
import { WINDOWS } from '../iis/schema.ts';
import type { LabState } from '../lab-state.ts';

/** Something wrong that the practice server can have. */
export interface LabFault {
  readonly id: string;
  readonly title: string;
  /** What an administrator would notice. */
  readonly symptom: string;
  /** Faults that cannot stand beside this one. */
  readonly excludes: readonly string[];
  /** Puts the fault into a server; it may have others already. */
  readonly apply: (state: LabState) => LabState;
}

/** In: which clients, and what is otherwise with them. Out: the server with the clients so. */
export function withClients(state: LabState, which: (client: LabClient) => boolean, differs: Partial<LabClient>): LabState {
  const clients = state.network.clients.map((client) => (which(client) ? { ...client, ...differs } : client));
  return { ...state, network: { ...state.network, clients } };
}

export function isFirefox({ agent }: LabClient): boolean {
  return agent.includes('Firefox');
}

export function isBrowser({ agent }: LabClient): boolean {
  return agent.startsWith('Mozilla');
}

/** In: a path below the server, `''` for the server. Out: the server with these edits of Windows Authentication in applicationHost.config. */
export function withWindowsEdits(state: LabState, path: string, edits: readonly ConfigEdit[]): LabState {
  const edited = editSection(state, { path, file: APPLICATION_HOST }, WINDOWS, edits);
  if (!edited.ok) throw new Error(`A fault cannot be made at ${JSON.stringify(path)}: ${edited.error.kind}`);
  return edited.value;
}

export function setWindows(attribute: string, value: boolean): ConfigEdit {
  return { op: 'set', inner: [], attribute, value: String(value) };
}

export function unsetWindows(attribute: string): ConfigEdit {
  return { op: 'unset', inner: [], attribute };
}

/** In: the providers that the level holds, and the list that it shall hold. */
export function replaceProviders(present: readonly string[], wanted: readonly string[]): readonly ConfigEdit[] {
  const edit =
    (op: 'add' | 'remove') =>
    (value: string): ConfigEdit => ({
      op,
      inner: ['providers'],
      indexer: { position: null, keys: { value } },
    });
  return [...present.map(edit('remove')), ...wanted.map(edit('add'))];
}
