import type { FailureView } from '../../flows/bridge/contract.ts';
import { FailureBox } from '../parts/failure-box.tsx';
import { Notice } from '../parts/notice.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { crashedTexts } from '../texts.ts';

/** What happened, why, what to do next, and the details to hand on. */
export function CrashedScreen({ failure }: { readonly failure: FailureView | null }) {
  return (
    <>
      <ScreenHeading title={crashedTexts.heading} />
      <Notice intent="error" title={failure?.what ?? crashedTexts.fallback} />
      {failure !== null && <FailureBox failure={failure} />}
    </>
  );
}
