import { samePath } from '../../../flows/server/configuration.ts';
import type { LabState } from '../lab-state.ts';
import { withChild, withoutElement } from '../xml/xml-edit.ts';
import { attributeOf, escapeXml, type XmlElement } from '../xml/xml-tree.ts';
import { bad, good, type Outcome } from './config-error.ts';
import type { ConfigEdit, Indexer, Position } from './edit.ts';
import { type EditPlace, elementAt, textAt, withElementAt, withTextAt } from './edit-place.ts';
import { type EffectiveItem, effectiveElement, placesBelow, sameKey } from './effective.ts';
import { levelName, sectionPlaces } from './levels.ts';
import type { CollectionSchema, ElementSchema, SectionSchema } from './schema.ts';

/** The collection that is edited: `schema` describes the element that holds it, `names` lead to that element. */
interface CollectionPlace {
  readonly state: LabState;
  readonly place: EditPlace;
  readonly section: SectionSchema;
  readonly schema: ElementSchema;
  readonly names: readonly string[];
}

type CollectionEdit = Extract<ConfigEdit, { readonly op: 'add' | 'remove' | 'setItem' | 'clearItems' }>;

/**
 * Writes one edit of a collection the way IIS does: what is inherited is taken away with `<remove>`, what is local by deleting it,
 * and an item that has to come before an inherited one makes the level write the whole list after a `<clear />`.
 */
export function editCollection(at: CollectionPlace, edit: CollectionEdit): Outcome<LabState> {
  const collection = at.schema.collection;
  if (collection === null) return bad({ kind: 'unknownAttribute', name: at.schema.name });
  const found = itemsOf(at, edit.inner);
  if (!found.ok) return found;
  const items = found.value;
  switch (edit.op) {
    case 'add':
      return addItem(at, collection, items, edit.indexer);
    case 'remove': {
      const item = findItem(items, collection, edit.indexer);
      return item === undefined ? bad({ kind: 'absentItem' }) : removeItem(at, collection, item);
    }
    case 'setItem': {
      const item = findItem(items, collection, edit.indexer);
      if (item === undefined) return bad({ kind: 'absentItem' });
      if (edit.attribute !== collection.key) return bad({ kind: 'unknownAttribute', name: edit.attribute });
      const keys = items.map(({ key }) => (key === item.key ? edit.value : key));
      return writeWhole(
        at,
        collection,
        keys,
        items.some((one) => !isLocal(at, one)),
      );
    }
    case 'clearItems':
      return clearItems(at, collection, edit.inner);
    default:
      return edit satisfies never;
  }
}

function itemsOf({ state, place, section, schema }: CollectionPlace, inner: readonly string[]): Outcome<readonly EffectiveItem[]> {
  const places = sectionPlaces(state, place.path, section);
  if (!places.ok) return places;
  const element = effectiveElement(state, { ...schema, elements: [] }, inner.reduce(placesBelow, places.value));
  return element.ok ? good(element.value.items) : element;
}

function addItem(at: CollectionPlace, collection: CollectionSchema, items: readonly EffectiveItem[], indexer: Indexer): Outcome<LabState> {
  const key = indexer.keys[collection.key];
  if (key === undefined || key === '') return bad({ kind: 'missingKey' });
  const stranger = Object.keys(indexer.keys).find((name) => name !== collection.key);
  if (stranger !== undefined) return bad({ kind: 'unknownAttribute', name: stranger });
  if (items.some((item) => sameKey(item.key, key))) {
    return bad({ kind: 'duplicateItem', tag: collection.add, key: collection.key, value: key });
  }
  const index = placeIn(items, indexer.position ?? 'end');
  const following = items.slice(index);
  if (following.some((item) => !isLocal(at, item))) {
    const keys = items.map((item) => item.key);
    return writeWhole(at, collection, [...keys.slice(0, index), key, ...keys.slice(index)], true);
  }
  const made = withElementAt(textAt(at.state, at.place), at.place, at.names);
  const parent = elementAt(made, at.place, at.names);
  if (parent === undefined) return good(at.state);
  const next = following[0] && parent.children.indexOf(itemElement(parent, collection, following[0].key) ?? parent);
  return save(at, withChild(made, parent, next ?? parent.children.length, fragment(collection.add, collection.key, key)));
}

function removeItem(at: CollectionPlace, collection: CollectionSchema, item: EffectiveItem): Outcome<LabState> {
  const text = textAt(at.state, at.place);
  if (isLocal(at, item)) {
    const parent = elementAt(text, at.place, at.names);
    const element = parent && itemElement(parent, collection, item.key);
    return parent === undefined || element === undefined ? good(at.state) : save(at, withoutElement(text, parent, element));
  }
  if (item.isLocked && item.file !== at.place.file) return bad({ kind: 'lockViolation' });
  const made = withElementAt(text, at.place, at.names);
  const parent = elementAt(made, at.place, at.names);
  if (parent === undefined) return good(at.state);
  return save(at, withChild(made, parent, 0, fragment(collection.remove, collection.key, item.key)));
}

function clearItems(at: CollectionPlace, collection: CollectionSchema, inner: readonly string[]): Outcome<LabState> {
  const bare = withoutChildren(at, collection);
  const inherited = itemsOf({ ...at, state: bare }, inner);
  if (!inherited.ok) return inherited;
  return inherited.value.length === 0 ? good(bare) : writeWhole({ ...at, state: bare }, collection, [], true);
}

/** Writes the level's whole list anew. */
function writeWhole(at: CollectionPlace, collection: CollectionSchema, keys: readonly string[], inherits: boolean): Outcome<LabState> {
  const bare = withoutChildren(at, collection);
  const had = elementAt(textAt(at.state, at.place), at.place, at.names)?.children.some(({ name }) => name === collection.clear) ?? false;
  const adds = keys.map((key) => fragment(collection.add, collection.key, key));
  const fragments = inherits || had ? [`<${collection.clear} />`, ...adds] : adds;
  const text = fragments.reduce(
    (made, one) => {
      const parent = elementAt(made, at.place, at.names);
      return parent === undefined ? made : withChild(made, parent, parent.children.length, one);
    },
    withElementAt(textAt(bare, at.place), at.place, at.names),
  );
  return save(at, text);
}

function withoutChildren(at: CollectionPlace, collection: CollectionSchema): LabState {
  const own = [collection.add, collection.remove, collection.clear];
  let text = textAt(at.state, at.place);
  for (;;) {
    const parent = elementAt(text, at.place, at.names);
    const child = parent?.children.find(({ name }) => own.includes(name));
    if (parent === undefined || child === undefined) return withTextAt(at.state, at.place, text);
    text = withoutElement(text, parent, child);
  }
}

function findItem(items: readonly EffectiveItem[], collection: CollectionSchema, indexer: Indexer): EffectiveItem | undefined {
  const names = Object.keys(indexer.keys);
  if (names.length === 0) return indexer.position === null ? undefined : items[placeOf(items, indexer.position)];
  if (names.some((name) => name !== collection.key)) return undefined;
  return items.find((item) => sameKey(item.key, indexer.keys[collection.key] ?? ''));
}

function placeIn(items: readonly EffectiveItem[], position: Position): number {
  if (position === 'end') return items.length;
  return position === 'start' ? 0 : Math.min(position, items.length);
}

function placeOf(items: readonly EffectiveItem[], position: Position): number {
  return position === 'end' ? items.length - 1 : placeIn(items, position);
}

function isLocal({ place }: CollectionPlace, item: EffectiveItem): boolean {
  return samePath(item.level, levelName(place.path)) && item.file === place.file;
}

function itemElement(parent: XmlElement, collection: CollectionSchema, key: string): XmlElement | undefined {
  return parent.children.find((child) => child.name === collection.add && sameKey(attributeOf(child, collection.key) ?? '', key));
}

function fragment(tag: string, key: string, value: string): string {
  return `<${tag} ${key}="${escapeXml(value)}" />`;
}

function save(at: CollectionPlace, text: string): Outcome<LabState> {
  return good(withTextAt(at.state, at.place, text));
}
