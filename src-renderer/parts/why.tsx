import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useId, useState } from 'react';
import type { RuleStory } from '../../flows/bridge/help-contract.ts';
import { helpTexts } from '../help-texts.ts';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';

const useStyles = makeStyles({
  toggle: { alignSelf: 'flex-start' },
  story: {
    display: 'grid',
    gridTemplateColumns: '112px minmax(0, 1fr)',
    columnGap: '12px',
    rowGap: '8px',
    margin: 0,
    padding: '8px 0 4px 12px',
    borderLeft: `3px solid ${tokens.colorNeutralStroke1}`,
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  fact: { margin: 0 },
  term: { lineHeight: '20px' },
});

/** "Why?": one press from what is so to the whole story, with who says it and when somebody last held it against that source. */
export function Why({ of, story }: { readonly of: string; readonly story: RuleStory }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { rule, checks, reads, meaning, remedy, undo, source, reviewedOn, believed } = story;
  const rows: readonly (readonly [string, string])[] = [
    [helpTexts.checks, checks],
    [helpTexts.reads, reads],
    [helpTexts.meaning, meaning],
    [helpTexts.remedy, remedy],
    [helpTexts.undo, undo],
    [helpTexts.believed, believed?.[0] ?? ''],
    [helpTexts.isSo, believed?.[1] ?? ''],
    [helpTexts.source, source],
    [helpTexts.rule, helpTexts.ruleReviewed(rule, reviewedOn)],
  ];
  return (
    <>
      <Button
        className={styles.toggle}
        size="small"
        appearance="subtle"
        icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={helpTexts.whyOf(of)}
        onClick={() => setIsOpen(!isOpen)}
      >
        {helpTexts.why}
      </Button>
      {isOpen && (
        <dl className={styles.story} id={id}>
          {rows
            .filter(([, text]) => text !== '')
            .map(([title, text]) => (
              <div key={title} style={{ display: 'contents' }}>
                <dt className={mergeClasses(surface.label, styles.term)}>{title}</dt>
                <dd className={mergeClasses(surface.text, styles.fact)}>
                  <Termed text={text} />
                </dd>
              </div>
            ))}
        </dl>
      )}
    </>
  );
}
