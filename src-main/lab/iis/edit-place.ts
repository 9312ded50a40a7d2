import { samePath } from '../../../flows/server/configuration.ts';
import type { LabState } from '../lab-state.ts';
import { isBare, withChild, withElements, withoutElement } from '../xml/xml-edit.ts';
import { childrenOf, descendant, escapeXml, readOwnXml, type XmlElement } from '../xml/xml-tree.ts';
import { APPLICATION_HOST, locationPath } from './levels.ts';
import { SECTIONS } from './schema.ts';

/** Where an edit is written: which level it is about, and which file holds it (the commit path). */
export interface EditPlace {
  readonly path: string;
  /** `applicationHost.config`, or the full path of a web.config. */
  readonly file: string;
}

const NEW_WEB_CONFIG = '<?xml version="1.0" encoding="UTF-8"?>\r\n<configuration />\r\n';

export function textAt(state: LabState, place: EditPlace): string {
  return place.file === APPLICATION_HOST ? state.applicationHost : (state.webConfigs[place.file] ?? NEW_WEB_CONFIG);
}

export function withTextAt(state: LabState, place: EditPlace, text: string): LabState {
  if (place.file === APPLICATION_HOST) return { ...state, applicationHost: text };
  return { ...state, webConfigs: { ...state.webConfigs, [place.file]: text } };
}

/** The element that the place itself writes; `names` lead to it from the level's container. */
export function elementAt(text: string, place: EditPlace, names: readonly string[]): XmlElement | undefined {
  const container = containerAt(readOwnXml(text), place, names);
  return container && descendant(container, names);
}

/** Out: the text with a `<location>` and every element on the way there. */
export function withElementAt(text: string, place: EditPlace, names: readonly string[]): string {
  const root = readOwnXml(text);
  const isThere = containerAt(root, place, names) !== undefined;
  const made = isThere ? text : withChild(text, root, root.children.length, `<location path="${escapeXml(place.path)}" />`);
  return withElements(made, (now) => containerAt(now, place, names) ?? now, names);
}

/** Takes away what an edit left without any content, from the element named up to its `<location>`; a path can have several of those. */
export function tidied(text: string, place: EditPlace, names: readonly string[]): string {
  const containers = containersOf(readOwnXml(text), place);
  const kept = containers.reduce((now, _, at) => tidiedIn(now, place, names, at), text);
  const root = readOwnXml(kept);
  const location = place.path === '' ? undefined : locationsOf(root, place).find((one) => isBare(kept, one, ['path']));
  return location === undefined ? kept : withoutElement(kept, root, location);
}

function tidiedIn(text: string, place: EditPlace, names: readonly string[], at: number): string {
  let kept = text;
  for (let depth = names.length; depth > 0; depth--) {
    const container = containersOf(readOwnXml(kept), place)[at];
    const parent = container && descendant(container, names.slice(0, depth - 1));
    const element = parent && childrenOf(parent, names[depth - 1] ?? '')[0];
    if (parent === undefined || element === undefined) continue;
    if (!isBare(kept, element)) return kept;
    kept = withoutElement(kept, parent, element);
  }
  return kept;
}

/** Where the edits of one place can stand. */
function containersOf(root: XmlElement, place: EditPlace): readonly XmlElement[] {
  if (place.file !== APPLICATION_HOST) return [root];
  return place.path === '' ? [root, ...locationsOf(root, place)] : locationsOf(root, place);
}

function containerAt(root: XmlElement, place: EditPlace, names: readonly string[]): XmlElement | undefined {
  if (place.file !== APPLICATION_HOST) return root;
  const locations = locationsOf(root, place);
  const section = sectionIn(names);
  const holder = locations.find((location) => descendant(location, section) !== undefined);
  if (place.path === '') return descendant(root, section) === undefined && holder !== undefined ? holder : root;
  return holder ?? locations.find(({ attributes }) => attributes.length === 1);
}

/** A section stands in one location of a path: what is inside it is written there, whether or not it is there yet. */
function sectionIn(names: readonly string[]): readonly string[] {
  const sections = SECTIONS.map(({ path }) => path.split('/'));
  return sections.find((section) => section.every((name, at) => names[at] === name)) ?? names;
}

function locationsOf(root: XmlElement, place: EditPlace): readonly XmlElement[] {
  return childrenOf(root, 'location').filter((location) => samePath(locationPath(location), place.path));
}
