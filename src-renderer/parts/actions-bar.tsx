import { Button, makeStyles, mergeClasses, Spinner, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { EyeOff16Filled } from '@fluentui/react-icons/svg/eye-off';
import { type MouseEvent, useState } from 'react';
import type { Mode } from '../../flows/bridge/contract.ts';
import type { Act, Action, Actions } from '../actions.ts';
import { actionTexts, modeTexts } from '../texts.ts';
import { useMedia } from '../theme.ts';

/** A zoomed window: the actions stay at its foot and leave as much as possible to the screen. */
const lowAndWide = '@media (min-width: 560px) and (min-height: 300px) and (max-height: 479px)';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '16px',
    rowGap: '8px',
    padding: '12px 24px',
    '@media (max-width: 699px)': { padding: '12px 16px' },
    [lowAndWide]: { padding: '6px 16px', rowGap: '4px' },
  },
  oneRow: { flexWrap: 'nowrap', '@media (max-width: 1099px)': { padding: '12px 16px' } },
  buttonsInRow: { flexWrap: 'nowrap', flexShrink: 0, '@media (max-width: 1099px)': { flexShrink: 1, minWidth: 0 } },
  foldInRow: { flexGrow: 0, flexShrink: 0, whiteSpace: 'nowrap' },
  says: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', rowGap: '4px', flexGrow: 1, minWidth: 0 },
  saysInRow: { flexBasis: 0 },
  saysShort: { flexBasis: 'auto', minWidth: 'max-content' },
  mode: { padding: '0 8px', border: `2px dashed ${tokens.colorNeutralStrokeAccessible}`, borderRadius: tokens.borderRadiusCircular },
  apply: {
    color: '#ffffff',
    backgroundColor: '#a62d01',
    border: '2px solid #a62d01',
    borderRadius: tokens.borderRadiusNone,
  },
  note: { flexGrow: 1, flexBasis: 'min(240px, 100%)', minWidth: 0 },
  notChecked: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '6px',
    whiteSpace: 'nowrap',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorStatusWarningForeground3,
  },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: '8px',
    rowGap: '8px',
    alignItems: 'center',
    justifyContent: 'flex-end',
    marginLeft: 'auto',
    '@media (max-width: 699px)': { width: '100%' },
  },
  apart: { marginRight: '16px', '@media (max-width: 699px)': { marginRight: 0 } },
  button: { maxWidth: '480px', '@media (max-width: 699px)': { flexGrow: 1, maxWidth: 'none' } },
  fold: { flexGrow: 1, justifyContent: 'flex-start' },
  primary: { '@media (max-width: 699px)': { flexBasis: '100%', order: -1 }, [lowAndWide]: { flexBasis: 'auto', order: 0 } },
});

interface ActionsBarProps {
  readonly mode: Mode;
  readonly actions: Actions;
  readonly notChecked: number;
  /** While the connection is lost nothing can be sent. */
  readonly waits: boolean;
  /** What was asked for is not answered yet. */
  readonly works: boolean;
  readonly run: (act: Act) => void;
}

/**
 * What can be done now: one primary button named by what it does, the others before it, what takes something back apart.
 * Where they do not fit in one row the others are folded away, so that the bar leaves room for the screen. On narrow windows the mode is said
 * here too: its own bar scrolls away there.
 */
export function ActionsBar({ mode, actions, notChecked, waits, works, run }: ActionsBarProps) {
  const styles = useStyles();
  const narrow = useMedia('(max-width: 699px), (max-width: 1099px) and (max-height: 479px)');
  const medium = useMedia('(max-width: 1099px)');
  const crowded = useMedia(`(max-width: ${roomFor(actions, notChecked)}px)`);
  const [opened, setOpened] = useState('');
  const restoreFocus = useRestoreFocusTarget();
  const { primary, secondary, takeBack, note } = actions;
  // A wide window goes on showing the usual ones, and what takes something back.
  const kept = medium ? 0 : mostUsual;
  const others = secondary.length - kept + (medium && takeBack !== null ? 1 : 0);
  const folds = (narrow || crowded) && primary !== null && others > (medium ? 1 : 0);
  // Where another screen offers something else the others are folded again.
  const isOpen = opened === primary?.label;
  const showsOthers = !folds || isOpen;
  const inRow = !narrow && (folds ? !isOpen : !crowded);
  // Between narrow and wide there is no room for it in the one row.
  const hidesNote = folds && inRow && medium;
  const says = waits ? actionTexts.waitsForConnection : works ? actionTexts.working : hidesNote ? '' : note;
  const button = (action: Action, appearance: 'primary' | 'secondary', className: string) => (
    <Button
      key={action.label}
      {...restoreFocus}
      className={mergeClasses(styles.button, className)}
      appearance={appearance}
      disabledFocusable={waits}
      onClick={(event) => runOnce(event, () => run(action.act))}
    >
      {action.label}
    </Button>
  );
  return (
    <div className={mergeClasses(styles.bar, inRow && styles.oneRow)}>
      <div className={mergeClasses(styles.says, inRow && styles.saysInRow, hidesNote && says === '' && styles.saysShort)}>
        {narrow && <b className={mergeClasses(styles.mode, mode === 'apply' && styles.apply)}>{modeTexts[mode].word}</b>}
        {notChecked > 0 && (
          <span className={styles.notChecked}>
            <EyeOff16Filled aria-hidden />
            {actionTexts.notChecked(notChecked)}
          </span>
        )}
        {works && !waits && <Spinner size="extra-tiny" aria-hidden />}
        {says !== '' && <span className={styles.note}>{says}</span>}
      </div>
      <div className={mergeClasses(styles.buttons, inRow && styles.buttonsInRow)}>
        {folds && (
          <Button
            className={mergeClasses(styles.fold, inRow && styles.foldInRow)}
            appearance="subtle"
            icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
            aria-expanded={isOpen}
            onClick={() => setOpened(isOpen ? '' : primary.label)}
          >
            {actionTexts.others(others)}
          </Button>
        )}
        {(showsOthers || !medium) && takeBack !== null && button(takeBack, 'secondary', styles.apart)}
        {(showsOthers ? secondary : secondary.slice(0, kept)).map((action) => button(action, 'secondary', ''))}
        {primary !== null && button(primary, 'primary', styles.primary)}
      </div>
    </div>
  );
}

/** Going back, looking again and skipping. */
const mostUsual = 3;

/** How wide the window has to be for all of it to stand in one row, by the widest face that a system may choose. */
function roomFor({ primary, secondary, takeBack }: Actions, notChecked: number): number {
  const labels = [primary, takeBack, ...secondary].flatMap((action) => action?.label ?? []);
  const buttons = labels.reduce((sum, label) => sum + Math.max(96, label.length * 8.5 + 26) + 8, 0);
  return Math.ceil(buttons + (notChecked > 0 ? 156 : 0) + 56);
}

/** The second click of a double click meets another screen, whose button was not meant. */
function runOnce({ detail }: MouseEvent, act: () => void): void {
  if (detail < 2) act();
}
