import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import type { StartView } from '../../flows/bridge/start-contract.ts';
import { SelectField } from '../parts/native-field.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { Choice } from './choice.tsx';
import { faultHints, startTexts } from './start-texts.ts';

interface PickFaultProps {
  readonly view: StartView;
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
}

/** The practice lab: with a surprise, one fault that is picked, several, or none. */
export function PickFault({ view: { faults, recent, canLookHere }, waits, send }: PickFaultProps) {
  const surface = useSurfaceStyles();
  const [fault, setFault] = useState('surprise');
  const hint = faults.find(({ id }) => id === fault)?.symptom ?? faultHints[fault];
  return (
    <Choice title={startTexts.labHeading} lead={startTexts.labLead}>
      <SelectField label={startTexts.labFault} hint={hint} value={fault} change={setFault}>
        <option value="surprise">{startTexts.labSurprise}</option>
        <option value="usual">{startTexts.labUsual}</option>
        {faults.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
        <option value="healthy">{startTexts.labHealthy}</option>
      </SelectField>
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
