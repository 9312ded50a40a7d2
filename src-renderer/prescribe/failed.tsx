import type { FailureView } from '../../flows/bridge/contract.ts';
import { FailureBox } from '../parts/failure-box.tsx';
import { Notice } from '../parts/notice.tsx';
import { frameTexts } from '../texts.ts';
import { prescribeTexts } from './prescribe-texts.ts';

/** What went wrong, with what to do next. */
export function Failed({ failure }: { readonly failure: FailureView }) {
  return (
    <>
      <Notice intent="error" title={failure.what} />
      <FailureBox failure={failure} />
    </>
  );
}

/** In: why the host did not answer. Out: the same as a failure. */
export function lostOn(reason: unknown): FailureView {
  const why = reason instanceof Error ? reason.message : String(reason);
  return { what: prescribeTexts.failed, why, next: frameTexts.lostBody, details: '' };
}
