import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Certificate16Filled } from '@fluentui/react-icons/svg/certificate';
import { useId } from 'react';
import type { PrescriptionView } from '../../flows/bridge/contract.ts';
import { prescriptionTexts as texts } from '../prescription-texts.ts';
import { Notice } from './notice.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  badge: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '6px',
    height: '28px',
    padding: '0 10px',
    fontWeight: tokens.fontWeightSemibold,
    whiteSpace: 'nowrap',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `4px double ${tokens.colorNeutralStrokeAccessible}`,
    borderRadius: tokens.borderRadiusNone,
  },
  card: { border: `4px double ${tokens.colorNeutralStrokeAccessible}`, borderRadius: tokens.borderRadiusNone },
  words: {
    margin: 0,
    padding: '4px 0 4px 12px',
    borderLeft: `4px solid ${tokens.colorNeutralStrokeAccessible}`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
});

/** That one works by a prescription: word, icon, and a shape of its own. */
export function PrescriptionBadge() {
  const styles = useStyles();
  return (
    <span className={styles.badge}>
      <Certificate16Filled aria-hidden />
      {texts.badge}
    </span>
  );
}

interface PrescriptionNoteProps {
  readonly prescription: PrescriptionView;
  /** The step that is shown; `null` before and after the steps: then the introduction is told. */
  readonly stepId: string | null;
}

/** Who prescribed until when, what the senior says here, and why it was stopped. Words of the senior are shown as text, nothing more. */
export function PrescriptionNote({ prescription, stepId }: PrescriptionNoteProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const id = useId();
  const { prescribedBy, ask, validUntil, server, signedWith, introduction, steps, never, notChecked, stopped, onlyRead } = prescription;
  const words = stepId === null ? introduction : (steps.find((step) => step.id === stepId)?.words ?? null);
  return (
    <>
      {stopped !== null && (
        <Notice intent={onlyRead ? 'warning' : 'error'} title={onlyRead ? texts.onlyRead : texts.stopped}>
          {stopped.what}: {stopped.why}. {stopped.next}.
        </Notice>
      )}
      <section className={mergeClasses(surface.card, surface.stack, styles.card)} aria-labelledby={id}>
        <p className={surface.h2} id={id}>
          {texts.heading(prescribedBy)}
        </p>
        {stepId === null && <p className={surface.text}>{texts.means}</p>}
        <p className={surface.text}>
          {texts.term(validUntil, server)} {signedWith === null ? texts.unsigned : texts.signed(signedWith)}
        </p>
        {words !== null && (
          <figure className={surface.stack} style={{ margin: 0 }}>
            <figcaption className={surface.label}>{texts.words(prescribedBy)}</figcaption>
            <blockquote className={styles.words}>{words}</blockquote>
          </figure>
        )}
        {stepId === null && <Lines title={texts.never} lines={never} />}
        {stepId === null && <Lines title={texts.notChecked} lines={notChecked} />}
        <p className={surface.label}>{texts.rule(ask)}</p>
      </section>
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const surface = useSurfaceStyles();
  if (lines.length === 0) return null;
  return (
    <div>
      <p className={surface.strong}>{title}</p>
      <ul className={surface.rows}>
        {lines.map((line) => (
          <li className={surface.text} key={line}>
            {line}
          </li>
        ))}
      </ul>
    </div>
  );
}
