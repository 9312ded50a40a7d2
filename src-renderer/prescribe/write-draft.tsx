import { Button, makeStyles, mergeClasses } from '@fluentui/react-components';
import { useState } from 'react';
import type { FailureView } from '../../flows/bridge/contract.ts';
import type { PrescriptionsBridge, WrittenPrescription } from '../../flows/bridge/prescriptions-contract.ts';
import { focusWrong, InputField } from '../parts/native-field.tsx';
import { Notice } from '../parts/notice.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { saveReport } from '../save-report.ts';
import { isWholePath, unquoted } from '../typed-path.ts';
import { Failed, lostOn } from './failed.tsx';
import { prescribeTexts as texts } from './prescribe-texts.ts';

const useStyles = makeStyles({ buttons: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '8px' } });

interface WriteDraftProps {
  readonly bridge: PrescriptionsBridge;
  readonly draftId: string;
  readonly waits: boolean;
}

type Outcome = { readonly saved: string; readonly isSigned: boolean } | { readonly failure: FailureView };

/** Signs what is shown with the senior's key and saves it; unsigned it can only be read. */
export function WriteDraft({ bridge, draftId, waits }: WriteDraftProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [keyFile, setKeyFile] = useState('');
  const [wrong, setWrong] = useState('');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const take = (work: Promise<WrittenPrescription>, isSigned: boolean) => {
    work.then(
      ({ file, failure }) => {
        if (file !== null) saveReport(file);
        setOutcome(file !== null ? { saved: file.fileName, isSigned } : failure === null ? null : { failure });
      },
      (reason: unknown) => setOutcome({ failure: lostOn(reason) }),
    );
  };
  const sign = () => {
    if (bridge.hasKeyDialog) return take(bridge.sign(draftId, null), true);
    const path = unquoted(keyFile);
    setWrong(isWholePath(path) ? '' : texts.keyWrong);
    if (isWholePath(path)) take(bridge.sign(draftId, path), true);
    else focusWrong();
  };
  return (
    <div className={mergeClasses(surface.card, surface.section)}>
      {!bridge.hasKeyDialog && <InputField label={texts.keyFile} hint={texts.keyHint} wrong={wrong} value={keyFile} change={setKeyFile} />}
      <div className={styles.buttons}>
        <Button appearance="primary" disabledFocusable={waits} onClick={sign}>
          {bridge.hasKeyDialog ? texts.signDialog : texts.sign}
        </Button>
        <Button disabledFocusable={waits} onClick={() => take(bridge.write(draftId), false)}>
          {texts.unsigned}
        </Button>
        <span>{texts.unsignedNote}</span>
      </div>
      <div role="status">
        {outcome !== null && 'failure' in outcome && <Failed failure={outcome.failure} />}
        {outcome !== null && 'saved' in outcome && (
          <Notice intent="success" title={texts.saved(outcome.saved)}>
            {outcome.isSigned ? texts.savedSigned : texts.unsignedNote}
          </Notice>
        )}
      </div>
    </div>
  );
}
