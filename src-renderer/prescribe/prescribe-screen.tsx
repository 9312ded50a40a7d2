import { Button, mergeClasses } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import type { PrescribableView, PrescriptionsBridge } from '../../flows/bridge/prescriptions-contract.ts';
import { Busy } from '../parts/busy.tsx';
import { Notice } from '../parts/notice.tsx';
import { usePageStyles } from '../parts/page-styles.ts';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { frameTexts, windowTitle } from '../texts.ts';
import { useDocumentTitle } from '../use-document-title.ts';
import { Failed, lostOn } from './failed.tsx';
import { PrescribeForm } from './prescribe-form.tsx';
import { prescribeTexts } from './prescribe-texts.ts';

interface PrescribeScreenProps {
  readonly bridge: PrescriptionsBridge;
  readonly lost: string | null;
  /** The step from which it was opened; `null` = the whole plan. */
  readonly stepId: string | null;
  readonly leave: () => void;
}

/** A senior prescribes what the plan would change, beside the wizard; the wizard stands where it was. */
export function PrescribeScreen({ bridge, lost, stepId, leave }: PrescribeScreenProps) {
  const page = usePageStyles();
  const offer = useOffer(bridge);
  useDocumentTitle(windowTitle(prescribeTexts.heading, offer?.server ?? null));
  return (
    <div className={page.screen}>
      <header className={page.bar}>
        <Button onClick={leave}>{prescribeTexts.back}</Button>
      </header>
      <main className={mergeClasses(page.column, page.slim)}>
        <ScreenHeading title={prescribeTexts.heading}>{prescribeTexts.lead}</ScreenHeading>
        {lost !== null && (
          <Notice intent="error" title={frameTexts.lostTitle}>
            {lost} {frameTexts.lostBody}
          </Notice>
        )}
        {offer === null && <Busy text={prescribeTexts.loading} />}
        {offer !== null && offer.failure !== null && <Failed failure={offer.failure} />}
        {offer !== null && offer.failure === null && <PrescribeForm bridge={bridge} offer={offer} stepId={stepId} waits={lost !== null} />}
      </main>
    </div>
  );
}

function useOffer(bridge: PrescriptionsBridge): PrescribableView | null {
  const [offer, setOffer] = useState<PrescribableView | null>(null);
  useEffect(() => {
    bridge.offer().then(setOffer, (reason: unknown) => setOffer({ server: null, steps: [], never: [], failure: lostOn(reason) }));
  }, [bridge]);
  return offer;
}
