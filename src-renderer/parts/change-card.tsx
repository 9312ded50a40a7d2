import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ArrowRight20Regular } from '@fluentui/react-icons/svg/arrow-right';
import { People16Regular } from '@fluentui/react-icons/svg/people';
import { Person16Regular } from '@fluentui/react-icons/svg/person';
import { ShieldCheckmark16Regular } from '@fluentui/react-icons/svg/shield-checkmark';
import { Warning16Regular } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useId } from 'react';
import type { ChangeEffectView, ChangeView } from '../../flows/bridge/contract.ts';
import { titleOf } from '../command-lines.ts';
import { riskWords, runByWords, stepTexts } from '../texts.ts';
import { CommandLine } from './command-line.tsx';
import { useStory } from './help-context.ts';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';
import { Why } from './why.tsx';

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', rowGap: '12px' },
  head: { display: 'flex', flexWrap: 'wrap', justifyContent: 'space-between', columnGap: '16px', rowGap: '4px' },
  tags: { display: 'flex', flexWrap: 'wrap', columnGap: '8px', rowGap: '4px', margin: 0, padding: 0, listStyleType: 'none' },
  tag: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '18px',
    padding: '0 8px',
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusCircular,
  },
  risky: {
    color: tokens.colorStatusWarningForeground3,
    border: `1px solid ${tokens.colorStatusWarningBorder2}`,
    fontWeight: tokens.fontWeightSemibold,
  },
  diff: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 20px minmax(0, 1fr)',
    alignItems: 'center',
    columnGap: '12px',
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '4px' },
  },
  side: {
    padding: '8px 12px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    alignSelf: 'stretch',
    minWidth: 0,
  },
  after: { border: `1px solid ${tokens.colorBrandStroke1}`, backgroundColor: tokens.colorBrandBackground2 },
  effect: { display: 'flex', flexDirection: 'column', rowGap: '8px' },
  row: { display: 'grid', gridTemplateColumns: '12px minmax(0, 1fr)', columnGap: '6px' },
  arrow: {
    color: tokens.colorNeutralForeground2,
    display: 'inline-flex',
    '@media (max-width: 699px)': { transform: 'rotate(90deg)', justifySelf: 'center' },
  },
  rows: {
    display: 'grid',
    gridTemplateColumns: '88px minmax(0, 1fr)',
    columnGap: '12px',
    rowGap: '8px',
    margin: 0,
    '@media (max-width: 699px)': { gridTemplateColumns: 'minmax(0, 1fr)', rowGap: '2px' },
  },
  term: { lineHeight: '20px' },
  besideCommand: { paddingTop: '7px', '@media (max-width: 699px)': { paddingTop: 0 } },
  value: { margin: 0, minWidth: 0 },
});

/** What changes on what, from what to what, the exact command, the way back, and what to weigh. */
export function ChangeCard({ change, ends }: { readonly change: ChangeView; readonly ends?: string | undefined }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  const story = useStory(change.fixes);
  return (
    <article className={mergeClasses(surface.card, styles.card)} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 className={surface.h3} id={id}>
          {titleOf(change)}
        </h3>
        <ChangeTags change={change} />
      </div>
      <BeforeAfter change={change} />
      <dl className={styles.rows}>
        <dt className={mergeClasses(surface.label, styles.term, styles.besideCommand)}>{stepTexts.command}</dt>
        <dd className={styles.value}>
          <CommandLine text={change.command} />
        </dd>
        <dt className={mergeClasses(surface.label, styles.term, styles.besideCommand)}>{stepTexts.undo}</dt>
        <dd className={styles.value}>
          <CommandLine text={change.undo} />
        </dd>
        {change.consequence !== '' && (
          <Row term={stepTexts.consequence}>
            <Termed text={change.consequence} />
          </Row>
        )}
        {ends !== undefined && <Row term={stepTexts.ends}>{ends}</Row>}
      </dl>
      {story !== undefined && <Why of={titleOf(change)} story={story} />}
    </article>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <>
      <dt className={mergeClasses(surface.label, styles.term)}>{term}</dt>
      <dd className={mergeClasses(surface.text, styles.value)}>{children}</dd>
    </>
  );
}

function ChangeTags({ change }: { readonly change: ChangeView }) {
  const styles = useStyles();
  const low = change.risk === 'low';
  return (
    <ul className={styles.tags}>
      <li className={mergeClasses(styles.tag, !low && styles.risky)}>
        {low ? <ShieldCheckmark16Regular aria-hidden /> : <Warning16Regular aria-hidden />}
        {riskWords[change.risk]}
      </li>
      <li className={styles.tag}>
        {change.runBy === 'you' ? <Person16Regular aria-hidden /> : <People16Regular aria-hidden />}
        {runByWords[change.runBy]}
      </li>
    </ul>
  );
}

/** What will hold differently, place by place; without a comparison, what the change itself says. */
function BeforeAfter({ change }: { readonly change: ChangeView }) {
  const surface = useSurfaceStyles();
  const { effects = [] } = change;
  if (effects.length === 0) {
    return (
      <Difference before={<div className={surface.mono}>{change.before}</div>} after={<div className={surface.mono}>{change.after}</div>} />
    );
  }
  const more = effects.slice(mostEffects).flatMap(({ where }) => where);
  return (
    <>
      {effects.slice(0, mostEffects).map((effect) => (
        <Effect key={effect.where.join()} effect={effect} target={change.target} />
      ))}
      {more.length > 0 && <div className={surface.text}>{stepTexts.effectsMore(more)}</div>}
    </>
  );
}

/** How many places that differ from each other are compared; the rest is named. */
const mostEffects = 4;

function Effect({ effect: { where, rows }, target }: { readonly effect: ChangeEffectView; readonly target: string }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const place = stepTexts.effectAt(where, target);
  return (
    <div className={styles.effect}>
      {place !== '' && <div className={surface.text}>{place}</div>}
      <Difference
        before={rows.map(({ name, before, beforeFrom }) => <Value key={name} sign="−" name={name} value={before} from={beforeFrom} />)}
        after={rows.map(({ name, after, afterFrom }) => <Value key={name} sign="+" name={name} value={after} from={afterFrom} />)}
      />
    </div>
  );
}

interface ValueProps {
  readonly sign: string;
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

function Value({ sign, name, value, from }: ValueProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={styles.row}>
      <span className={surface.mono} aria-hidden>
        {sign}
      </span>
      <div>
        <div className={surface.mono}>
          {name}: {value}
        </div>
        {from !== '' && <div className={surface.label}>{from}</div>}
      </div>
    </div>
  );
}

function Difference({ before, after }: { readonly before: ReactNode; readonly after: ReactNode }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={styles.diff}>
      <div className={styles.side}>
        <div className={surface.label}>{stepTexts.before}</div>
        {before}
      </div>
      <span className={styles.arrow} aria-hidden>
        <ArrowRight20Regular />
      </span>
      <div className={mergeClasses(styles.side, styles.after)}>
        <div className={surface.label}>{stepTexts.after}</div>
        {after}
      </div>
    </div>
  );
}
