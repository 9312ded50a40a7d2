/**
 * Holds the catalogues against the texts of the code.
 *   node scripts/languages.mjs            adds what is new (untranslated: an empty text), drops what nobody says any more
 *   node scripts/languages.mjs --check    says what would be added or dropped, and what is untranslated; ends with 1 where there is anything
 * What is said is marked in the code: say`…`, counted(n, 'name', 'names'), listed(all, ' and '), and the text between the tags of html`…`.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync, runnerImport } from 'vite';

const root = join(import.meta.dirname, '..');

/** How the program itself makes a message of a text, and which languages it speaks: asked of its own code. @param {string} path */
async function ownCode(path) {
  return (await runnerImport(join(root, path), { root, configFile: false, logLevel: 'silent' })).module;
}

const { say, counted, listed, messageOf } = await ownCode('flows/language/say.ts');
const { html } = await ownCode('flows/report/html-template.ts');
const { LANGUAGES: SPOKEN } = await ownCode('flows/language/languages.ts');

/** Those that need a catalogue: English is that of the code. @type {string[]} */
export const LANGUAGES = Object.keys(SPOKEN).filter((language) => language !== 'en');

/** The catalogue of the page: it is built apart, so what others say too stands in it once more. */
const WINDOW = 'window';

/** Which catalogue holds the texts of which folder; the first that fits. */
const CATALOGUES = [
  [WINDOW, 'src-renderer/'],
  ['steps', 'flows/steps/'],
  ['logs', 'flows/logs/'],
  ['report', 'flows/report/'],
  ['guidance', 'flows/triage/'],
  ['server', 'flows/'],
  ['program', 'src-main/'],
];

export const CATALOGUE_NAMES = CATALOGUES.map(([name]) => name);

/** @returns {Map<string, Set<string>>} the messages of every catalogue, in the order in which the code says them */
export function messagesInCode() {
  const found = new Map(CATALOGUES.map(([name]) => [name, new Set()]));
  const seen = new Set();
  for (const [name, folder] of CATALOGUES) {
    for (const file of sources(join(root, folder))) {
      const path = relative(root, file).replaceAll('\\', '/');
      if (CATALOGUES.find(([, start]) => path.startsWith(start))?.[0] !== name) continue;
      for (const id of messagesOf(path, readFileSync(file, 'utf8'))) {
        if (!seen.has(id)) found.get(name)?.add(id);
        if (name !== WINDOW) seen.add(id);
      }
    }
  }
  return found;
}

/** @param {string} language @param {string} name */
function catalogueFile(language, name) {
  return join(root, 'flows/language', language, `${name}.json`);
}

/** @param {string} language @param {string} name @returns {Record<string, string>} */
export function readCatalogue(language, name) {
  try {
    return JSON.parse(readFileSync(catalogueFile(language, name), 'utf8'));
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw new Error(`${relative(root, catalogueFile(language, name))}: ${error.message}`);
  }
}

function sources(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** @returns {string[]} the messages that one file says, as they follow */
export function messagesOf(path, text) {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const ids = [];
  walk(program, (node) => {
    if (node.type === 'TaggedTemplateExpression' && node.tag.name === 'say')
      ids.push(saidMessage(node.quasi.quasis.map(({ value }) => value.cooked)));
    if (node.type === 'TaggedTemplateExpression' && node.tag.name === 'html')
      html(node.quasi.quasis.map(({ value }) => value.cooked)).markup((text) => {
        ids.push(text);
        return text;
      });
    if (node.type === 'CallExpression' && node.callee.name === 'counted') ids.push(countedMessage(path, node.arguments));
    if (node.type === 'CallExpression' && node.callee.name === 'listed') ids.push(listedMessage(path, node.arguments));
  });
  return ids.filter((id) => /\p{L}/u.test(id.replaceAll(/\{\d+\}/g, '')));
}

/** The same in every language: the name of the program, and the colours that the system gives. */
const UNSPOKEN = new Set(['Kerbwise', 'CanvasText', 'Highlight']);

/** @returns {string[]} texts of the window that one file holds without saying them: they would stay English in every language */
export function unsaidIn(path, text) {
  const found = [];
  walk(parseSync(path, text).program, (node) => {
    if (node.type === 'JSXText' && /\p{L}{2}/u.test(node.value) && !UNSPOKEN.has(node.value.trim())) found.push(node.value.trim());
    if (['JSXAttribute', 'Property', 'ArrowFunctionExpression', 'ConditionalExpression'].includes(node.type))
      for (const value of [node.value, node.body, node.consequent, node.alternate])
        if (value?.type === 'Literal' && /^\p{Lu}\p{Ll}/u.test(value.value) && !UNSPOKEN.has(value.value)) found.push(value.value);
  });
  return found;
}

/** @returns {Map<string, string[]>} the texts that the window holds without saying them, by file */
export function unsaidInWindow() {
  const files = sources(join(root, 'src-renderer')).map((file) => [
    relative(root, file).replaceAll('\\', '/'),
    unsaidIn(file, readFileSync(file, 'utf8')),
  ]);
  return new Map(files.filter(([, texts]) => texts.length > 0));
}

/** In: what stands around the values. A text without values is its own message. */
function saidMessage(parts) {
  return messageOf(say(parts, ...parts.slice(1).map((_, at) => `<${at}>`)))?.id ?? parts[0];
}

function countedMessage(path, [, one, many]) {
  if (typeof one?.value !== 'string' || typeof many?.value !== 'string')
    throw new Error(`${path}: counted() needs its two words as they are`);
  return messageOf(counted(1, one.value, many.value)).id;
}

function listedMessage(path, [, separator]) {
  if (separator === undefined) return '';
  if (typeof separator.value !== 'string') throw new Error(`${path}: listed() needs what stands between as it is`);
  return messageOf(listed(['a', 'b'], separator.value)).id;
}

function walk(node, visit) {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') visit(node);
    for (const [key, value] of Object.entries(node)) if (key !== 'loc' && key !== 'range') walk(value, visit);
  }
}

/** @returns {{added: string[], dropped: string[], untranslated: string[]}} */
function compare(language, { write }) {
  const result = { added: [], dropped: [], untranslated: [] };
  const known = Object.assign({}, ...CATALOGUES.map(([name]) => readCatalogue(language, name)));
  for (const [name, ids] of messagesInCode()) {
    const before = readCatalogue(language, name);
    const after = Object.fromEntries([...ids].map((id) => [id, known[id] ?? '']));
    result.added.push(...Object.keys(after).filter((id) => before[id] === undefined));
    result.dropped.push(...Object.keys(before).filter((id) => after[id] === undefined));
    result.untranslated.push(...Object.keys(after).filter((id) => after[id] === ''));
    if (!write) continue;
    mkdirSync(join(root, 'flows/language', language), { recursive: true });
    writeFileSync(catalogueFile(language, name), `${JSON.stringify(after, null, 2)}\n`);
  }
  return result;
}

if (process.argv[1] === import.meta.filename) {
  const isCheck = process.argv.includes('--check');
  for (const language of LANGUAGES) {
    const { added, dropped, untranslated } = compare(language, { write: !isCheck });
    console.log(`${language}: ${added.length} added, ${dropped.length} dropped, ${untranslated.length} untranslated`);
    if (!isCheck) continue;
    for (const id of [...added, ...dropped, ...untranslated]) console.log(`  ${JSON.stringify(id)}`);
    if (added.length + dropped.length + untranslated.length > 0) process.exitCode = 1;
  }
}
