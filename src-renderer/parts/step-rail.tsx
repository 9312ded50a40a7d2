import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { useState } from 'react';
import type { AdminEvent, RailItem } from '../../flows/bridge/contract.ts';
import { frameTexts, stepStateWords } from '../texts.ts';
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
    padding: '6px 8px 6px 9px',
    margin: 0,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderLeft: '3px solid transparent',
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
  readonly rail: readonly RailItem[];
  /** Folded to one line until it is opened: on narrow windows. */
  readonly folded: boolean;
  /** False while something runs: the rail then only shows. */
  readonly free: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** The steps with their state; free to go back to any that was reached. */
export function StepRail({ rail, folded, free, send }: StepRailProps) {
  const styles = useStyles();
  const [open, setOpen] = useState(false);
  const at = rail.findIndex(({ current }) => current);
  const list = (
    <ol className={styles.list}>
      {rail.map((item) => (
        <li key={item.id}>
          <RailEntry item={item} free={free} send={send} />
        </li>
      ))}
    </ol>
  );
  if (!folded) return list;
  return (
    <>
      <Button
        className={styles.fold}
        appearance="subtle"
        aria-expanded={open}
        icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        onClick={() => setOpen(!open)}
      >
        {at < 0 ? `${frameTexts.steps} (${rail.length})` : frameTexts.stepOf(at + 1, rail.length, rail[at]?.title ?? '')}
      </Button>
      {open && list}
    </>
  );
}

function RailEntry({ item, free, send }: { readonly item: RailItem; readonly free: boolean; readonly send: (event: AdminEvent) => void }) {
  const styles = useStyles();
  const event = railEvent(item);
  const leads = free && !item.current && event !== undefined;
  return (
    <button
      type="button"
      className={mergeClasses(styles.item, !leads && styles.still, item.current && styles.current)}
      aria-current={item.current ? 'step' : undefined}
      aria-disabled={!leads}
      onClick={() => {
        if (leads) send(event);
      }}
    >
      <span className={styles.icon}>
        <StepStateIcon state={item.state} />
      </span>
      <span className={styles.words}>
        {item.title}
        <span className={styles.state}>
          {stepStateWords[item.state]}
          {item.note !== '' && `: ${item.note}`}
        </span>
      </span>
    </button>
  );
}

/** Where an entry leads. A step that was not reached yet leads nowhere: the order of the steps matters. */
function railEvent({ id, state }: RailItem): AdminEvent | undefined {
  if (id === 'triage') return { type: 'scenario.left' };
  if (id === 'report') return { type: 'report.opened' };
  if (id === 'discovery' || state === 'to-do') return undefined;
  return { type: 'step.opened', stepId: id };
}
