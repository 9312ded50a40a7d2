import { makeStyles, tokens } from '@fluentui/react-components';
import type { AdminEvent, ChangeView, WizardView } from '../../flows/bridge/contract.ts';
import { CappedList } from '../parts/capped-list.tsx';
import { CommandLine } from '../parts/command-line.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { TargetBadge } from '../parts/target-badge.tsx';
import { dialogTexts } from '../texts.ts';
import { Question } from './question.tsx';

const useStyles = makeStyles({
  change: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '8px',
    paddingTop: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  plan: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '4px' },
});

interface UndoQuestionProps {
  readonly target: WizardView['target'];
  /** In the order in which they were made. */
  readonly changes: readonly ChangeView[];
  readonly planId: string;
  readonly everything: boolean;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/** Asks before anything is taken back: the exact commands, in the order in which they run. */
export function UndoQuestion({ target, changes, planId, everything, waits, send, close }: UndoQuestionProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const server = target.server ?? target.label;
  const confirm = () => {
    send({ type: 'undo.confirmed', planId });
    close();
  };
  return (
    <Question
      title={dialogTexts.undoTitle(changes.length, server)}
      yes={everything ? dialogTexts.undoAllRun : dialogTexts.undoRun}
      no={dialogTexts.undoKeep}
      onYes={confirm}
      onNo={close}
      waits={waits}
    >
      <div className={styles.head}>
        <TargetBadge target={target} />
        <span className={styles.plan} title={planId}>
          {dialogTexts.plan(planId)}
        </span>
      </div>
      <p className={surface.text}>{dialogTexts.undoLead}</p>
      <CappedList items={changes.toReversed()} keyOf={({ undo }, index) => `${index} ${undo}`} step={50}>
        {(change) => (
          <div className={styles.change}>
            <h3 className={surface.h3}>{change.target}</h3>
            <CommandLine text={change.undo} />
            <p className={surface.text}>
              {change.after} → {change.before}
            </p>
          </div>
        )}
      </CappedList>
    </Question>
  );
}
