import { Button, Field, makeStyles, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { AdminEvent, StartView } from '../../flows/bridge/contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Choice } from './choice.tsx';
import { faultHints, startTexts } from './start-texts.ts';

/** The browser's own list, in Fluent's clothes: theirs would cost as much as this whole screen. */
const useStyles = makeStyles({
  select: {
    width: '100%',
    minWidth: 0,
    minHeight: '32px',
    padding: '0 8px',
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusMedium,
    textOverflow: 'ellipsis',
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
});

interface PickFaultProps {
  readonly view: StartView;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** The practice lab: with a surprise, one fault that is picked, several, or none. */
export function PickFault({ view: { faults, recent, canLookHere }, waits, send }: PickFaultProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [fault, setFault] = useState('surprise');
  const hint = faults.find(({ id }) => id === fault)?.symptom ?? faultHints[fault];
  return (
    <Choice title={startTexts.labHeading} lead={startTexts.labLead}>
      <Field label={startTexts.labFault} {...(hint === undefined ? {} : { hint })}>
        {(field) => (
          <select {...field} className={styles.select} value={fault} onChange={({ target }) => setFault(target.value)}>
            <option value="surprise">{startTexts.labSurprise}</option>
            <option value="usual">{startTexts.labUsual}</option>
            {faults.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
            <option value="healthy">{startTexts.labHealthy}</option>
          </select>
        )}
      </Field>
      {recent.some(({ kind }) => kind === 'lab') && <p className={surface.label}>{startTexts.labAgain}</p>}
      <div>
        <Button
          appearance={canLookHere ? 'secondary' : 'primary'}
          disabledFocusable={waits}
          onClick={() => send({ type: 'lab.chosen', fault })}
        >
          {startTexts.labOpen}
        </Button>
      </div>
    </Choice>
  );
}
