import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { FailureView } from '../../flows/bridge/contract.ts';
import { stepTexts } from '../texts.ts';
import { CopyButton } from './copy-button.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  details: {
    margin: 0,
    padding: '8px 12px',
    maxHeight: '320px',
    overflow: 'auto',
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between', columnGap: '12px', rowGap: '4px', flexWrap: 'wrap' },
});

/** Why it happened, what to do next, and the details to copy. What happened stands in the heading above it. */
export function FailureBox({ failure }: { readonly failure: FailureView }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={mergeClasses(surface.card, surface.stack)}>
      <p className={surface.text}>
        <b>{stepTexts.why}:</b> {failure.why}
      </p>
      <p className={surface.text}>
        <b>{stepTexts.next}:</b> {failure.next}
      </p>
      {failure.details !== '' && (
        <>
          <div className={styles.head}>
            <h2 className={surface.h3}>{stepTexts.details}</h2>
            <CopyButton text={failure.details} name={stepTexts.copyDetails} word={stepTexts.copyDetails} />
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre className={mergeClasses(surface.mono, styles.details)} tabIndex={0}>
            {failure.details}
          </pre>
        </>
      )}
    </div>
  );
}
