import { Fragment } from 'react';

/** A path or name that a narrow column breaks behind a separator first. */
export function Breakable({ text }: { readonly text: string }) {
  return text.split(/(?<=[/\\.,_-])(?=\S)|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
