import { Button, makeStyles, mergeClasses, Spinner, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { EyeOff16Filled } from '@fluentui/react-icons/svg/eye-off';
import { type MouseEvent, useState } from 'react';
import type { Act, Action, Actions } from '../actions.ts';
import { actionTexts } from '../texts.ts';
import { useMedia } from '../theme.ts';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '16px',
    rowGap: '8px',
    padding: '12px 24px',
    '@media (max-width: 699px)': { padding: '12px 16px' },
  },
  says: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '16px', rowGap: '4px', flexGrow: 1, minWidth: 0 },
  notChecked: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '6px',
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
  primary: { '@media (max-width: 699px)': { flexBasis: '100%', order: -1 } },
});

interface ActionsBarProps {
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
 * On narrow windows the others are folded away, so that the bar leaves room for the screen.
 */
export function ActionsBar({ actions, notChecked, waits, works, run }: ActionsBarProps) {
  const styles = useStyles();
  const narrow = useMedia('(max-width: 699px)');
  const [opened, setOpened] = useState('');
  const restoreFocus = useRestoreFocusTarget();
  const { primary, secondary, takeBack, note } = actions;
  const others = secondary.length + (takeBack === null ? 0 : 1);
  const folds = narrow && primary !== null && others > 1;
  // Where another screen offers something else the others are folded again.
  const isOpen = opened === primary?.label;
  const showsOthers = !folds || isOpen;
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
    <div className={styles.bar}>
      <div className={styles.says}>
        {notChecked > 0 && (
          <span className={styles.notChecked}>
            <EyeOff16Filled aria-hidden />
            {actionTexts.notChecked(notChecked)}
          </span>
        )}
        {works && !waits && <Spinner size="extra-tiny" aria-hidden />}
        <span>{waits ? actionTexts.waitsForConnection : works ? actionTexts.working : note}</span>
      </div>
      <div className={styles.buttons}>
        {folds && (
          <Button
            className={styles.fold}
            appearance="subtle"
            icon={isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
            aria-expanded={isOpen}
            onClick={() => setOpened(isOpen ? '' : primary.label)}
          >
            {actionTexts.others(others)}
          </Button>
        )}
        {showsOthers && takeBack !== null && button(takeBack, 'secondary', styles.apart)}
        {showsOthers && secondary.map((action) => button(action, 'secondary', ''))}
        {primary !== null && button(primary, 'primary', styles.primary)}
      </div>
    </div>
  );
}

/** The second click of a double click meets another screen, whose button was not meant. */
function runOnce({ detail }: MouseEvent, act: () => void): void {
  if (detail < 2) act();
}
