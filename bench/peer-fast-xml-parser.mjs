// fast-xml-parser alone: the tree of a file in document order, and nothing made of it. In: the file.
import { readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });
console.log(parser.parse(readFileSync(process.argv[2] ?? '', 'utf8')).length, 'roots');
