import { Fragment, type ReactNode, use, useMemo } from 'react';
import type { TermView } from '../../flows/bridge/help-contract.ts';
import { HelpContext } from './help-context.ts';
import { Term } from './term.tsx';

/** A text in which the first occurrence of each word of the glossary explains itself on hover and on focus. */
export function Termed({ text }: { readonly text: string }) {
  const { terms } = use(HelpContext);
  return useMemo(() => withTerms(text, terms), [text, terms]);
}

function withTerms(text: string, terms: readonly TermView[]): ReactNode {
  const places = placesOf(text, terms);
  if (places.length === 0) return text;
  return (
    <>
      {places.map(({ at, word, term }, index) => {
        const before = places[index - 1];
        return (
          <Fragment key={at}>
            {text.slice(before === undefined ? 0 : before.at + before.word.length, at)}
            <Term word={word} meaning={term.meaning} />
          </Fragment>
        );
      })}
      {text.slice((places.at(-1)?.at ?? 0) + (places.at(-1)?.word.length ?? 0))}
    </>
  );
}

interface Place {
  readonly at: number;
  readonly word: string;
  readonly term: TermView;
}

/** Where terms occur first, in order; of two that overlap the one that begins first, then the longer one. */
export function placesOf(text: string, terms: readonly TermView[]): readonly Place[] {
  const found = terms.flatMap((term): readonly Place[] => {
    const match = patternOf(term).exec(text);
    return match === null ? [] : [{ at: match.index, word: match[0], term }];
  });
  const places: Place[] = [];
  for (const place of found.sort((one, other) => one.at - other.at || other.word.length - one.word.length)) {
    const last = places.at(-1);
    if (last === undefined || place.at >= last.at + last.word.length) places.push(place);
  }
  return places;
}

/** Whole words in any case of letters, and no part of a path or a name. */
function patternOf({ forms }: TermView): RegExp {
  const written = [...forms].sort((one, other) => other.length - one.length).map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}/.\\\\])(?:${written.join('|')})(?![\\p{L}\\p{N}]|[/.][\\p{L}\\p{N}])`, 'iu');
}
