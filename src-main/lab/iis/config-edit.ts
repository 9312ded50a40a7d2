import { samePath } from '../../../flows/server/configuration.ts';
import type { LabState } from '../lab-state.ts';
import { withAttribute, withoutAttribute, withoutElement } from '../xml/xml-edit.ts';
import { readOwnXml } from '../xml/xml-tree.ts';
import { editCollection } from './collection-edit.ts';
import { bad, good, type Outcome } from './config-error.ts';
import { isAttributeLocked, isElementLocked } from './config-locks.ts';
import type { ConfigEdit } from './edit.ts';
import { type EditPlace, elementAt, textAt, tidied, withElementAt, withTextAt } from './edit-place.ts';
import { APPLICATION_HOST, isLocked, levelName, sectionPlaces } from './levels.ts';
import { type ElementSchema, type SectionSchema, writtenValue } from './schema.ts';

/**
 * Writes edits of one section at one place, left to right, all or none.
 * Out: the state with the file changed; the error of the first edit that cannot be made.
 */
export function editSection(state: LabState, place: EditPlace, section: SectionSchema, edits: readonly ConfigEdit[]): Outcome<LabState> {
  if (place.file !== APPLICATION_HOST && isLocked(readOwnXml(state.applicationHost), place.path, section)) {
    return bad({ kind: 'sectionLocked', file: place.file, line: 0 });
  }
  let edited = state;
  for (const edit of edits) {
    const next = applyEdit(edited, place, section, edit);
    if (!next.ok) return next;
    edited = next.value;
  }
  const after = textAt(edited, place);
  if (textAt(state, place) === after) return good(state);
  const names = section.path.split('/');
  return good(
    withTextAt(
      state,
      place,
      edits.reduce((text, edit) => tidied(text, place, [...names, ...edit.inner]), after),
    ),
  );
}

function applyEdit(state: LabState, place: EditPlace, section: SectionSchema, edit: ConfigEdit): Outcome<LabState> {
  const schema = schemaOf(section, edit.inner);
  if (schema === undefined) return bad({ kind: 'unknownAttribute', name: edit.inner.join('.') });
  const places = sectionPlaces(state, place.path, section);
  if (!places.ok) return places;
  const above = places.value.filter(({ level, file }) => !samePath(level, levelName(place.path)) || file !== place.file);
  const attribute = edit.op === 'set' || edit.op === 'unset' ? edit.attribute : undefined;
  if (isElementLocked(above, edit.inner)) return bad({ kind: 'lockViolation' });
  if (attribute !== undefined && isAttributeLocked(above, edit.inner, attribute)) return bad({ kind: 'lockViolation' });
  if (attribute !== undefined && !schema.attributes.some(({ name }) => name === attribute)) {
    return bad({ kind: 'unknownAttribute', name: [...edit.inner, attribute].join('.') });
  }
  const names = [...section.path.split('/'), ...edit.inner];
  switch (edit.op) {
    case 'set':
      return setAttribute(state, place, names, schema, edit.attribute, edit.value);
    case 'unset': {
      const text = textAt(state, place);
      const element = elementAt(text, place, names);
      return good(element === undefined ? state : withTextAt(state, place, withoutAttribute(text, element, edit.attribute)));
    }
    case 'drop': {
      const text = textAt(state, place);
      const element = elementAt(text, place, names);
      const parent = elementAt(text, place, names.slice(0, -1));
      return good(element === undefined || parent === undefined ? state : withTextAt(state, place, withoutElement(text, parent, element)));
    }
    default:
      return editCollection({ state, place, section, schema, names }, edit);
  }
}

function setAttribute(
  state: LabState,
  place: EditPlace,
  names: readonly string[],
  schema: ElementSchema,
  name: string,
  typed: string,
): Outcome<LabState> {
  const attribute = schema.attributes.find((one) => one.name === name);
  const value = attribute && writtenValue(attribute, typed);
  if (attribute === undefined || value === undefined)
    return bad({ kind: 'badValue', kindOfValue: attribute?.kind ?? 'text', words: attribute?.words ?? [] });
  const text = withElementAt(textAt(state, place), place, names);
  const element = elementAt(text, place, names);
  return good(element === undefined ? state : withTextAt(state, place, withAttribute(text, element, name, value)));
}

/** The element of a section that these names lead to. */
export function schemaOf(section: SectionSchema, inner: readonly string[]): ElementSchema | undefined {
  return inner.reduce<ElementSchema | undefined>(
    (found, name) => found?.elements.find((element) => element.name === name),
    section.element,
  );
}
