import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { readXml, type XmlElement } from './read-xml.ts';

type Plain = readonly [name: string, attributes: Readonly<Record<string, string>>, children: readonly Plain[]];

const plain = ({ name, attributes, children }: XmlElement): Plain => [name, Object.fromEntries(attributes), children.map(plain)];

/** The same by a second parser, whose tree is of another shape: the witness. */
function witness(text: string): Plain {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
  });
  const elements = (nodes: readonly Record<string, unknown>[]): readonly Plain[] =>
    nodes.flatMap((node) => {
      const name = Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#'));
      if (name === undefined) return [];
      return [[name, (node[':@'] ?? {}) as Record<string, string>, elements(node[name] as Record<string, unknown>[])] as const];
    });
  const [root] = elements(parser.parse(text));
  if (root === undefined) throw new Error('The witness found no root');
  return root;
}

const name = fc.constantFrom('add', 'site', 'location', 'windowsAuthentication', 'clear', 'a.b', 'x:y');
const value = fc
  .array(fc.constantFrom('a', 'B', ' ', '/', '\\', "'", '>', '&amp;', '&lt;', '&quot;', 'ö', '%'), { maxLength: 8 })
  .map((parts) => parts.join(''));
const attributes = fc.dictionary(fc.constantFrom('name', 'path', 'value', 'enabled'), value, { maxKeys: 3, noNullPrototype: true });
const between = fc.constantFrom('', '\r\n', '  ', '<!-- <a> & --> ', '<![CDATA[<b/>]]>', 'text', '<?pi x?>');
const element: fc.Memo<string> = fc.memo((depth) =>
  fc
    .tuple(name, attributes, fc.array(fc.tuple(between, depth > 1 ? element(depth - 1) : fc.constant('')), { maxLength: 3 }), between)
    .map(([tag, own, inside, last]) => {
      const open = `${tag}${Object.entries(own)
        .map(([key, text]) => ` ${key}="${text}"`)
        .join('')}`;
      const children = inside.map((pair) => pair.join('')).join('') + last;
      return children === '' ? `<${open} />` : `<${open}>${children}</${tag}>`;
    }),
);

test('reads any document as a second parser reads it', () => {
  fc.assert(
    fc.property(element(4), (root) => {
      const text = `<?xml version="1.0" encoding="UTF-8"?>\r\n${root}\r\n`;
      const read = readXml(text);
      expect(read.ok && plain(read.root)).toEqual(witness(text));
    }),
    { numRuns: 500 },
  );
});

test('reads references by number, decimal and hexadecimal', () => {
  const read = readXml('<a p="&#65;&#x42;&#246;&#x20AC;&amp;amp;" />');
  expect(read.ok && plain(read.root)).toEqual(['a', { p: 'ABö€&amp;' }, []]);
});

test('attributes that are shared are each element’s own, however many there are', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `<add value="${at % 3 === 0 ? 'NTLM' : at}" />`);
  const read = readXml(`<a>${lines.join('')}</a>`);
  const values = read.ok ? read.root.children.map(({ attributes: own }) => own.get('value')) : [];
  expect(values).toEqual(lines.map((_, at) => (at % 3 === 0 ? 'NTLM' : String(at))));
});

test.each([
  ['<a><b></a>', 'it is not well-formed XML at line 1, column 11'],
  ['<a>\n<b x=1/></a>', 'it is not well-formed XML at line 2, column 7'],
  ['<a/>secret', 'it is not well-formed XML at line 1, column 11'],
  ['<a p="R&D secret"/>', 'it is not well-formed XML at line 1, column 8: an ampersand that begins no known entity'],
  ['<a/><b secret="1"/>', 'it has 2 root elements, not one'],
  ['<!DOCTYPE a><a/>', 'it has a DOCTYPE at line 1, column 13, which no configuration of IIS has'],
  ['<a constructor="secret"/>', 'it is not well-formed XML at line 1, column 24'],
  ['secret', 'it is not well-formed XML at line 1, column 7'],
  [' ', 'it is empty'],
])('says of %j why it is none, and repeats nothing of it', (text, why) => {
  expect(readXml(text)).toEqual({ ok: false, why });
});
