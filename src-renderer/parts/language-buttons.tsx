import { Button } from '@fluentui/react-components';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import { isLanguage, LANGUAGES } from '../../flows/language/languages.ts';
import { spokenLanguage } from '../language.ts';

/** The way to each other language, named by its own name. */
export function LanguageButtons({ send }: { readonly send: (event: AdminEvent) => void }) {
  const others = Object.keys(LANGUAGES).filter(isLanguage);
  return others
    .filter((language) => language !== spokenLanguage())
    .map((language) => (
      <Button key={language} lang={language} onClick={() => send({ type: 'language.chosen', language, keep: true })}>
        {LANGUAGES[language]}
      </Button>
    ));
}
