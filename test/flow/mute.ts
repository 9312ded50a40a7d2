import { asMessages } from '../../flows/language/languages.ts';
import { messageKey } from '../../flows/language/message-key.ts';
import { translator } from '../../flows/language/translate.ts';
import { CATALOGUE_NAMES, messagesInCode } from '../../scripts/languages.mjs';

const inCode = messagesInCode();
const ids = CATALOGUE_NAMES.flatMap((name) => [...(inCode.get(name) ?? [])]);

/** A language without words: of every message only its values are left, so what still has words was never marked as a text. */
export const mute = translator(
  'de',
  asMessages(
    Object.fromEntries(
      ids.map((id) => [
        messageKey(id),
        [' ', ...[...id.matchAll(/\{(\d+)[,}]/g)].flatMap(([, at = '']): readonly (string | [string])[] => [[at], ' '])],
      ]),
    ),
  ),
);
