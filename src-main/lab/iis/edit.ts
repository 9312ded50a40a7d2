export type Position = 'start' | 'end' | number;

export interface Indexer {
  readonly position: Position | null;
  readonly keys: Readonly<Record<string, string>>;
}

/** One edit of a section. `inner` names the element inside it, empty for the section itself. */
export type ConfigEdit = { readonly inner: readonly string[] } & (
  | { readonly op: 'set'; readonly attribute: string; readonly value: string }
  | { readonly op: 'unset'; readonly attribute: string }
  | { readonly op: 'add' | 'remove'; readonly indexer: Indexer }
  | { readonly op: 'setItem'; readonly indexer: Indexer; readonly attribute: string; readonly value: string }
  | { readonly op: 'clearItems' }
  | { readonly op: 'drop' }
);
