import type { FindingView } from '../../flows/bridge/contract.ts';
import { keptTexts } from '../texts.ts';
import { Notice } from './notice.tsx';
import { useSurfaceStyles } from './surface-styles.ts';
import { Termed } from './termed.tsx';

/** What somebody accepted with its disadvantages: said beside the state, which would look as if nothing were to be said. */
export function KeptOnPurpose({ findings }: { readonly findings: readonly FindingView[] }) {
  const surface = useSurfaceStyles();
  const kept = findings.filter(isKept);
  if (kept.length === 0) return null;
  return (
    <Notice intent="warning" title={keptTexts.title}>
      <ul className={surface.rows}>
        {kept.map((finding) => (
          <li key={finding.subject}>
            {finding.summary}. <Termed text={finding.meaning} />
            <p className={surface.label}>{finding.evidence}</p>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Ids of findings are never renamed; these tell of an acknowledgement. */
function isKept({ id }: FindingView): boolean {
  return id.endsWith('-acknowledged');
}
