import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEALTHY_APPLICATION_HOST } from '../server/application-host.ts';
import { withAttribute, withChild, withElements, withoutAttribute, withoutElement } from './xml-edit.ts';
import { attributeOf, descendant, readOwnXml, readXml, type XmlElement } from './xml-tree.ts';

const ONE_LINE = '<a><b x="1" /></a>';
const LINES = '<a>\r\n    <!-- why -->\r\n    <b x="1" />\r\n</a>\r\n';

function allElements(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(allElements)];
}

test.each(['<a>', '<a></b>', '<a b=1/>', '<a/><b/>', 'text', '<a x="1" <b/></a>'])('says that %j is not well-formed', (text) => {
  expect(readXml(text).ok).toBe(false);
});

test('names the line that is not well-formed', () => {
  expect(readXml('<a>\r\n  <b>\r\n</a>')).toEqual({ ok: false, line: 3 });
});

test('reads entities, both kinds of quotes, comments, a mark of byte order and a CDATA part', () => {
  const root = readOwnXml('\ufeff<?xml version="1.0"?><!-- <x> --><a b=\'"\' c="&lt;&#65;&amp;"><![CDATA[<z>]]></a>');
  expect(root.attributes.map(({ name, value }) => [name, value])).toEqual([
    ['b', '"'],
    ['c', '<A&'],
  ]);
});

test('writes a new element on a line of its own, indented like its neighbours', () => {
  expect(withChild(LINES, readOwnXml(LINES), 1, '<c />')).toBe('<a>\r\n    <!-- why -->\r\n    <b x="1" />\r\n    <c />\r\n</a>\r\n');
});

test('stays on one line where the file does', () => {
  expect(withChild(ONE_LINE, readOwnXml(ONE_LINE), 0, '<c />')).toBe('<a><c /><b x="1" /></a>');
});

test('keeps an element that holds a comment', () => {
  const root = readOwnXml(LINES);
  const [only] = root.children;
  expect(only && withoutElement(LINES, root, only)).toBe('<a>\r\n    <!-- why -->\r\n</a>\r\n');
});

test('makes only what is missing of a chain of elements', () => {
  const text = withElements(LINES, (root) => root, ['b', 'c', 'd']);
  expect(descendant(readOwnXml(text), ['b', 'c', 'd'])).toBeDefined();
  expect(text).toBe('<a>\r\n    <!-- why -->\r\n    <b x="1">\r\n        <c>\r\n            <d />\r\n        </c>\r\n    </b>\r\n</a>\r\n');
});

test('brings back every byte of a real file when a new attribute or element is taken away again', () => {
  const text = HEALTHY_APPLICATION_HOST;
  const count = allElements(readOwnXml(text)).length;
  fc.assert(
    fc.property(fc.nat(count - 1), fc.string(), fc.nat(20), (index, value, place) => {
      const elementOf = (now: string) => allElements(readOwnXml(now))[index] ?? readOwnXml(now);
      const element = elementOf(text);
      const named = withAttribute(text, element, 'kerbwiseTest', value);
      expect(attributeOf(elementOf(named), 'kerbwiseTest')).toBe(value);
      expect(withoutAttribute(named, elementOf(named), 'kerbwiseTest')).toBe(text);
      const at = Math.min(place, element.children.length);
      const grown = withChild(text, element, at, '<kerbwiseTest />');
      const child = elementOf(grown).children[at];
      expect(child?.name).toBe('kerbwiseTest');
      if (!text.slice(element.openEnd, element.closeStart).trim() && element.openEnd !== element.end) return; // <a></a> becomes <a />
      expect(child && withoutElement(grown, elementOf(grown), child)).toBe(text);
    }),
    { numRuns: 150 },
  );
});
