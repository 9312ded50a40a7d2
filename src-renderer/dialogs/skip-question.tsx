import { useState } from 'react';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import { AreaField, focusWrong } from '../parts/native-field.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { dialogTexts } from '../texts.ts';
import { Question } from './question.tsx';

interface SkipQuestionProps {
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/** A step is skipped only with a reason, which the report keeps. */
export function SkipQuestion({ waits, send, close }: SkipQuestionProps) {
  const surface = useSurfaceStyles();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && reason.trim() === '';
  const skip = () => {
    setAsked(true);
    if (reason.trim() === '') return focusWrong();
    send({ type: 'step.skipped', reason: reason.trim() });
    close();
  };
  return (
    <Question
      title={dialogTexts.skipTitle}
      yes={dialogTexts.skipRun}
      no={dialogTexts.cancel}
      onYes={skip}
      onNo={close}
      waits={waits}
      startsInside
    >
      <p className={surface.text}>{dialogTexts.skipLead}</p>
      <AreaField
        label={dialogTexts.skipReason}
        required
        wrong={missing ? dialogTexts.skipReasonMissing : ''}
        value={reason}
        change={setReason}
        rows={3}
        maxLength={1000}
      />
    </Question>
  );
}
