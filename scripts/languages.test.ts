import { compileMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, test } from 'vitest';
import { messageKey } from '../flows/language/message-key.ts';
import { counted, listed, messageOf, say } from '../flows/language/say.ts';
import { CATALOGUE_NAMES, LANGUAGES, messagesInCode, messagesOf, readCatalogue, unsaidIn, unsaidInWindow } from './languages.mjs';

/** The values of a message, each once: `0`, `1` … */
function valuesOf(message: string): readonly string[] {
  const found = new Set<string>();
  const visit = (parts: unknown): void => {
    if (typeof parts === 'string' || parts === undefined) return;
    if (!Array.isArray(parts)) {
      for (const branch of Object.values(parts as object)) visit(branch);
      return;
    }
    for (const part of parts) {
      if (!Array.isArray(part)) continue;
      found.add(String(part[0]));
      visit(part[2]);
    }
  };
  visit(compileMessage(message));
  return [...found].sort();
}

test('the script and the program make the same message of a text', () => {
  const [x, y] = ['x', 'y'];
  const source = 'say`{$' + '{x} is not $' + '{y}}`; counted(3, "name", "names"); listed(all, " and "); listed(all)';
  expect(messagesOf('a.ts', source)).toEqual([
    messageOf(say`{${x} is not ${y}}`)?.id,
    messageOf(counted(3, 'name', 'names'))?.id,
    messageOf(listed(['a', 'b'], ' and '))?.id,
  ]);
});

test('what is counted in words that stand elsewhere is refused', () => {
  expect(() => messagesOf('a.ts', 'counted(3, one, many)')).toThrow('a.ts: counted() needs its two words as they are');
});

test('the window holds no text that it does not say', () => {
  const source =
    "const texts = { command: 'Command', of: () => 'Of it', id: 'spn', said: say`Said` }; const title = <b aria-label='Label'>words</b>";
  expect(unsaidIn('a.tsx', source)).toEqual(['Command', 'Of it', 'Label', 'words']);
  expect([...unsaidInWindow()]).toEqual([]);
});

describe.each(LANGUAGES)('%s', (language) => {
  const inCode = messagesInCode();
  test.each(CATALOGUE_NAMES)('the catalogue %s holds every text of the code and no other, translated', (name) => {
    const catalogue = readCatalogue(language, name);
    expect(Object.keys(catalogue).sort()).toEqual([...(inCode.get(name) ?? [])].sort());
    expect(Object.keys(catalogue).filter((id) => catalogue[id]?.trim() === '')).toEqual([]);
  });
  test('no two texts share the key under which they are built', () => {
    const ids = [...new Set(CATALOGUE_NAMES.flatMap((name) => [...(inCode.get(name) ?? [])]))];
    expect(new Set(ids.map(messageKey)).size).toBe(ids.length);
  });
  test.each(CATALOGUE_NAMES)('the catalogue %s loses no value of a text and invents none', (name) => {
    const catalogue = readCatalogue(language, name);
    const differ = Object.entries(catalogue).flatMap(([id, text]) => {
      const [theirs, ours] = [valuesOf(id).join(), valuesOf(text).join()];
      return text === '' || theirs === ours ? [] : [`${id} | ${text}`];
    });
    expect(differ).toEqual([]);
  });
});
