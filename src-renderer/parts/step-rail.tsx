import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useState } from 'react';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import { say } from '../../flows/language/say.ts';
import type { RailEntry } from '../rail-entries.ts';
import { frameTexts } from '../texts.ts';
import { StepStateIcon } from './state-mark.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', rowGap: '2px' },
  item: {
    appearance: 'none',
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr)',
    columnGap: '10px',
    alignItems: 'start',
    width: '100%',
    padding: '4px 8px 4px 9px',
    margin: 0,
    border: '0',
    borderLeft: '3px solid transparent',
    '@media (forced-colors: active)': { borderLeft: '6px solid Canvas' },
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  still: { cursor: 'default', ':hover': { backgroundColor: 'transparent' } },
  current: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    fontWeight: tokens.fontWeightSemibold,
    '@media (forced-colors: active)': { borderLeft: '6px solid Highlight' },
  },
  icon: { paddingTop: '2px', display: 'inline-flex' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere', lineHeight: '20px' },
  state: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground2,
    fontWeight: tokens.fontWeightRegular,
  },
  fold: { width: '100%', justifyContent: 'flex-start', textAlign: 'left' },
});

interface StepRailProps {
  readonly entries: readonly RailEntry[];
  /** Folded to one line until it is opened: on narrow windows. */
  readonly folded: boolean;
  /** False while something runs: the rail then only shows. */
  readonly free: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** The way with the state of each step; free to go back to any that was reached. */
export function StepRail({ entries, folded, free, send }: StepRailProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const list = (
    <ol className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <Entry entry={entry} free={free} send={send} />
        </li>
      ))}
    </ol>
  );
  if (!folded) return list;
  const at = entries.findIndex(({ current }) => current);
  return (
    <>
      <Button
        className={styles.fold}
        appearance="subtle"
        aria-expanded={open}
        icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        onClick={() => setOpen(!open)}
      >
        {at < 0 ? say`${frameTexts.steps} (${entries.length})` : frameTexts.stepOf(at + 1, entries.length, entries[at]?.title ?? '')}
      </Button>
      {open && list}
    </>
  );
}

function Entry({ entry, free, send }: { readonly entry: RailEntry; readonly free: boolean; readonly send: (event: AdminEvent) => void }) {
  const styles = useStyles();
  const { opens, current, state, title, word } = entry;
  const leads = free && !current && opens !== undefined;
  return (
    <button
      type="button"
      className={mergeClasses(styles.item, !leads && styles.still, current && styles.current)}
      aria-current={current ? 'step' : undefined}
      aria-disabled={!leads}
      onClick={() => {
        if (leads) send(opens);
      }}
    >
      <span className={styles.icon}>
        <StepStateIcon state={state} />
      </span>
      <span className={styles.words}>
        {title}
        <span className={styles.state}>{word}</span>
      </span>
    </button>
  );
}
