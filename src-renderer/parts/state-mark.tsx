import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { ArrowUndo16Regular } from '@fluentui/react-icons/svg/arrow-undo';
import { CheckmarkCircle16Filled, CheckmarkCircle16Regular } from '@fluentui/react-icons/svg/checkmark-circle';
import { Circle16Regular } from '@fluentui/react-icons/svg/circle';
import { Clock16Regular } from '@fluentui/react-icons/svg/clock';
import { DismissCircle16Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { Edit16Filled } from '@fluentui/react-icons/svg/edit';
import { Eye16Regular } from '@fluentui/react-icons/svg/eye';
import { EyeOff16Filled } from '@fluentui/react-icons/svg/eye-off';
import { FastForward16Regular } from '@fluentui/react-icons/svg/fast-forward';
import { Warning16Filled } from '@fluentui/react-icons/svg/warning';
import type { ReactNode } from 'react';
import type { CommandView, StepState } from '../../flows/bridge/contract.ts';
import { commandStateWords, stepStateWords } from '../texts.ts';

type Tone = 'quiet' | 'good' | 'warn' | 'bad' | 'busy';

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '4px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    flexShrink: 0,
  },
  icon: { display: 'inline-flex', flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  busy: { color: tokens.colorBrandForeground1 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  warn: { color: tokens.colorStatusWarningForeground3 },
  bad: { color: tokens.colorStatusDangerForeground3 },
});

const underway = { tone: 'busy', icon: <Spinner size="extra-tiny" aria-hidden /> } as const;

const steps: Record<StepState, { readonly tone: Tone; readonly icon: ReactNode }> = {
  'to-do': { tone: 'quiet', icon: <Circle16Regular /> },
  looking: underway,
  fine: { tone: 'good', icon: <CheckmarkCircle16Regular /> },
  'not-known': { tone: 'warn', icon: <EyeOff16Filled /> },
  'not-proved': { tone: 'warn', icon: <EyeOff16Filled /> },
  'to-decide': { tone: 'warn', icon: <Warning16Filled /> },
  applying: underway,
  verifying: underway,
  waiting: { tone: 'quiet', icon: <Clock16Regular /> },
  changed: { tone: 'good', icon: <Edit16Filled /> },
  undoing: underway,
  undone: { tone: 'quiet', icon: <ArrowUndo16Regular /> },
  skipped: { tone: 'quiet', icon: <FastForward16Regular /> },
  'could-not-look': { tone: 'warn', icon: <EyeOff16Filled /> },
  failed: { tone: 'bad', icon: <DismissCircle16Filled /> },
};

const commands: Record<CommandView['state'], { readonly tone: Tone; readonly icon: ReactNode }> = {
  waiting: { tone: 'quiet', icon: <Clock16Regular /> },
  running: underway,
  done: { tone: 'good', icon: <CheckmarkCircle16Filled /> },
  failed: { tone: 'bad', icon: <DismissCircle16Filled /> },
  absent: { tone: 'quiet', icon: <Circle16Regular /> },
  planned: { tone: 'quiet', icon: <Eye16Regular /> },
  'not-known': { tone: 'warn', icon: <EyeOff16Filled /> },
};

export function StepStateMark({ state }: { readonly state: StepState }) {
  return <Mark {...steps[state]} word={stepStateWords[state]} />;
}

export function CommandStateMark({ state }: { readonly state: CommandView['state'] }) {
  return <Mark {...commands[state]} word={commandStateWords[state]} />;
}

function Mark({ tone, icon, word }: { readonly tone: Tone; readonly icon: ReactNode; readonly word: string }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.mark, styles[tone])}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      {word}
    </span>
  );
}

/** The icon of a step's state alone, for where the word stands beside it already. */
export function StepStateIcon({ state }: { readonly state: StepState }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.icon, styles[steps[state].tone])} aria-hidden>
      {steps[state].icon}
    </span>
  );
}
