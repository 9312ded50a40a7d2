import type { LabState } from '../lab-state.ts';
import { attributeOf, childrenOf, lineAt, type XmlElement } from '../xml/xml-tree.ts';
import { bad, good, type Outcome } from './config-error.ts';
import { APPLICATION_HOST, type SectionPlace, sectionPlaces } from './levels.ts';
import type { CollectionSchema, ElementSchema, SectionSchema } from './schema.ts';

/** What holds at a path, and which level says so (`null`: the schema). */
export interface EffectiveElement {
  readonly name: string;
  readonly attributes: readonly { readonly name: string; readonly value: string; readonly setAt: string | null }[];
  readonly elements: readonly EffectiveElement[];
  readonly items: readonly EffectiveItem[];
}

export interface EffectiveItem {
  readonly key: string;
  readonly level: string;
  readonly file: string;
  readonly isLocked: boolean;
}

/** In: a path below the server, `''` for the server. Out: the section as IIS applies it there. */
export function effectiveSection(state: LabState, path: string, section: SectionSchema): Outcome<EffectiveElement> {
  const places = sectionPlaces(state, path, section);
  return places.ok ? effectiveElement(state, section.element, places.value) : places;
}

/** The same for the places given: with the last one left out it is what a level inherits. */
export function effectiveElement(state: LabState, schema: ElementSchema, places: readonly SectionPlace[]): Outcome<EffectiveElement> {
  const attributes = schema.attributes.map(({ name, initial }) => {
    const place = places.findLast(({ element }) => attributeOf(element, name) !== undefined);
    return { name, value: (place && attributeOf(place.element, name)) ?? initial, setAt: place?.level ?? null };
  });
  const items = schema.collection === null ? good([]) : effectiveItems(state, schema.collection, places);
  if (!items.ok) return items;
  const elements: EffectiveElement[] = [];
  for (const inner of schema.elements) {
    const element = effectiveElement(state, inner, placesBelow(places, inner.name));
    if (!element.ok) return element;
    elements.push(element.value);
  }
  return good({ name: schema.name, attributes, elements, items: items.value });
}

/** The places of an element inside the section. */
export function placesBelow(places: readonly SectionPlace[], name: string): readonly SectionPlace[] {
  return places.flatMap((place) => childrenOf(place.element, name).map((element) => ({ ...place, element })));
}

export function valueIn(element: EffectiveElement, name: string): string {
  return element.attributes.find((attribute) => attribute.name === name)?.value ?? '';
}

export function itemsIn(element: EffectiveElement, inner: string): readonly string[] {
  return element.elements.find(({ name }) => name === inner)?.items.map(({ key }) => key) ?? [];
}

/** Items of a collection compare as IIS compares provider names: letter case says nothing. */
export function sameKey(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function effectiveItems(state: LabState, schema: CollectionSchema, places: readonly SectionPlace[]): Outcome<readonly EffectiveItem[]> {
  let items: readonly EffectiveItem[] = [];
  for (const { element, level, file } of places) {
    for (const child of element.children) {
      const key = attributeOf(child, schema.key) ?? '';
      if (child.name === schema.clear) items = [];
      else if (child.name === schema.remove) items = items.filter((item) => !sameKey(item.key, key));
      else if (child.name === schema.add) {
        if (items.some((item) => sameKey(item.key, key))) {
          return bad({ kind: 'duplicate', tag: schema.add, key: schema.key, value: key, file, line: lineOf(state, file, child) });
        }
        items = [...items, { key, level, file, isLocked: attributeOf(child, 'lockItem') === 'true' }];
      }
    }
  }
  return good(items);
}

function lineOf(state: LabState, file: string, element: XmlElement): number {
  const text = file === APPLICATION_HOST ? state.applicationHost : (state.webConfigs[file] ?? '');
  return lineAt(text, element.start);
}
