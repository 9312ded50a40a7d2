import { Field, Textarea } from '@fluentui/react-components';
import { useState } from 'react';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { dialogTexts } from '../texts.ts';
import { QuestionDialog } from './question-dialog.tsx';

interface SkipDialogProps {
  readonly waits: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly close: () => void;
}

/** A step is skipped only with a reason, which the report keeps. */
export function SkipDialog({ waits, send, close }: SkipDialogProps) {
  const surface = useSurfaceStyles();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = asked && reason.trim() === '';
  const skip = () => {
    setAsked(true);
    if (reason.trim() === '') return;
    send({ type: 'step.skipped', reason: reason.trim() });
    close();
  };
  return (
    <QuestionDialog title={dialogTexts.skipTitle} yes={dialogTexts.skipRun} no={dialogTexts.cancel} onYes={skip} onNo={close} waits={waits}>
      <p className={surface.text}>{dialogTexts.skipLead}</p>
      <Field label={dialogTexts.skipReason} required {...(missing ? { validationMessage: dialogTexts.skipReasonMissing } : {})}>
        <Textarea value={reason} onChange={(_, { value }) => setReason(value)} rows={3} maxLength={1000} />
      </Field>
    </QuestionDialog>
  );
}
