import { attributeOf, type XmlElement } from '../xml/xml-tree.ts';
import { placesBelow } from './effective.ts';
import type { SectionPlace } from './levels.ts';

/** Whether a level above locks this attribute: then even its present value cannot be written again. */
export function isAttributeLocked(above: readonly SectionPlace[], inner: readonly string[], attribute: string): boolean {
  return inner.reduce(placesBelow, above).some(({ element }) => locks(element, attribute, 'lockAttributes', 'lockAllAttributesExcept'));
}

/** Whether a level above locks the first of these elements inside the section. */
export function isElementLocked(above: readonly SectionPlace[], inner: readonly string[]): boolean {
  const [name] = inner;
  return name !== undefined && above.some(({ element }) => locks(element, name, 'lockElements', 'lockAllElementsExcept'));
}

function locks(element: XmlElement, name: string, list: string, exceptions: string): boolean {
  const named = attributeOf(element, list)?.split(/[\s,]+/) ?? [];
  const spared = attributeOf(element, exceptions)?.split(/[\s,]+/);
  return named.includes('*') || named.includes(name) || (spared !== undefined && !spared.includes(name));
}
