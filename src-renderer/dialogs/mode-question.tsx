import { makeStyles } from '@fluentui/react-components';
import type { AdminEvent, WizardView } from '../../flows/bridge/contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { TargetBadge } from '../parts/target-badge.tsx';
import { dialogTexts } from '../texts.ts';
import { Question } from './question.tsx';

const useStyles = makeStyles({
  points: { margin: 0, paddingLeft: '20px', display: 'flex', flexDirection: 'column', rowGap: '4px' },
});

interface ModeQuestionProps {
  readonly target: WizardView['target'];
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/** Says what apply mode means before it is switched on. */
export function ModeQuestion({ target, waits, send, close }: ModeQuestionProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const choose = () => {
    send({ type: 'mode.chosen', mode: 'apply' });
    close();
  };
  return (
    <Question title={dialogTexts.modeTitle} yes={dialogTexts.modeRun} no={dialogTexts.modeStay} onYes={choose} onNo={close} waits={waits}>
      <div>
        <TargetBadge target={target} />
      </div>
      <p className={surface.strong}>{dialogTexts.modeLead(target.server ?? target.label)}</p>
      <ul className={styles.points}>
        {dialogTexts.modePoints.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      {target.kind === 'lab' && <p className={surface.text}>{dialogTexts.lab}</p>}
    </Question>
  );
}
