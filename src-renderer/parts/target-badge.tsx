import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Beaker16Filled } from '@fluentui/react-icons/svg/beaker';
import { FolderOpen16Filled } from '@fluentui/react-icons/svg/folder-open';
import { Server16Filled } from '@fluentui/react-icons/svg/server';
import type { ReactNode } from 'react';
import type { WizardView } from '../../flows/bridge/contract.ts';
import { frameTexts, targetWords } from '../texts.ts';

type Target = WizardView['target'];

const stripes = 'repeating-linear-gradient(135deg, #ffd335 0 12px, #1b1b1b 12px 24px)';

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
    border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  },
  live: { borderRadius: tokens.borderRadiusNone },
  lab: { backgroundColor: '#ffd335', color: '#1b1b1b', border: '1px solid #1b1b1b', borderRadius: tokens.borderRadiusMedium },
  evidence: { border: `2px dotted ${tokens.colorNeutralStrokeAccessible}`, borderRadius: tokens.borderRadiusMedium },
  strip: { display: 'flex', justifyContent: 'center', padding: '4px 24px', '@media (max-width: 699px)': { padding: '6px 16px' } },
  // The pattern says where you are; forced colours would take it away.
  labStrip: { backgroundImage: stripes, forcedColorAdjust: 'none' },
  evidenceStrip: {
    backgroundColor: tokens.colorNeutralBackground4,
    borderBottom: `2px dotted ${tokens.colorNeutralStrokeAccessible}`,
  },
  stripText: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '8px',
    padding: '2px 12px',
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    fontWeight: tokens.fontWeightSemibold,
    '& svg': { flexShrink: 0 },
  },
  labText: {
    backgroundColor: '#1b1b1b',
    color: '#ffffff',
    borderRadius: tokens.borderRadiusMedium,
    '& svg': { forcedColorAdjust: 'none' },
  },
});

const icons: Record<Target['kind'], ReactNode> = {
  live: <Server16Filled aria-hidden />,
  lab: <Beaker16Filled aria-hidden />,
  evidence: <FolderOpen16Filled aria-hidden />,
};

/** The kind of target: word, icon, and a shape of its own. */
export function TargetBadge({ target: { kind } }: { readonly target: Target }) {
  const styles = useStyles();
  return (
    <span className={mergeClasses(styles.badge, styles[kind])}>
      {icons[kind]}
      {targetWords[kind]}
    </span>
  );
}

/** A band across the window where the server is not a live one; the lab's pattern is there on every screen. */
export function TargetStrip({ target: { kind, collected } }: { readonly target: Target }) {
  const styles = useStyles();
  if (kind === 'live') return null;
  const lab = kind === 'lab';
  return (
    <section className={mergeClasses(styles.strip, lab ? styles.labStrip : styles.evidenceStrip)} aria-label={targetWords[kind]}>
      <span className={mergeClasses(styles.stripText, lab && styles.labText)}>
        {icons[kind]}
        {lab ? frameTexts.labStrip : frameTexts.evidenceStrip(collected)}
      </span>
    </section>
  );
}
