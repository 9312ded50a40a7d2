import { Button, makeStyles, mergeClasses, tokens, useRestoreFocusTarget } from '@fluentui/react-components';
import { Eye20Filled } from '@fluentui/react-icons/svg/eye';
import { ShieldError20Filled } from '@fluentui/react-icons/svg/shield-error';
import { Wrench20Filled } from '@fluentui/react-icons/svg/wrench';
import type { AdminEvent, WizardView } from '../../flows/bridge/contract.ts';
import { say } from '../../flows/language/say.ts';
import { frameTexts, modeTexts } from '../texts.ts';
import { Breakable } from './breakable.tsx';
import { PrescriptionBadge } from './prescription-note.tsx';
import { TargetBadge } from './target-badge.tsx';

const useStyles = makeStyles({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '16px',
    rowGap: '8px',
    padding: '8px 24px',
    minHeight: '56px',
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    '@media (max-width: 699px)': { padding: '8px 16px' },
  },
  barApply: {
    backgroundColor: '#a62d01',
    color: '#ffffff',
    borderBottom: '1px solid #a62d01',
    '@media (forced-colors: active)': { borderBottomWidth: '4px' },
  },
  mode: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '12px', rowGap: '4px' },
  word: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: '8px',
    height: '32px',
    padding: '0 12px 0 10px',
    fontWeight: tokens.fontWeightBold,
    letterSpacing: '0.04em',
    whiteSpace: 'nowrap',
  },
  dryRun: { border: `2px dashed ${tokens.colorNeutralStrokeAccessible}`, borderRadius: tokens.borderRadiusCircular },
  apply: { backgroundColor: '#ffffff', color: '#a62d01', border: '2px solid #ffffff', borderRadius: tokens.borderRadiusNone },
  where: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: '12px',
    rowGap: '4px',
    minWidth: 0,
    flexGrow: 1,
    justifyContent: 'flex-end',
    '@media (max-width: 1099px)': { justifyContent: 'flex-start' },
  },
  server: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    maxWidth: '420px',
    overflowWrap: 'anywhere',
    textAlign: 'right',
    '@media (max-width: 1099px)': { textAlign: 'left', maxWidth: '100%' },
  },
  application: { fontSize: tokens.fontSizeBase200, lineHeight: '16px' },
  notElevated: {
    flexBasis: '100%',
    display: 'flex',
    alignItems: 'center',
    columnGap: '8px',
    margin: 0,
    padding: '4px 10px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    border: `3px double ${tokens.colorNeutralStrokeAccessible}`,
    '& svg': { flexShrink: 0 },
  },
  refused: { fontSize: tokens.fontSizeBase200, lineHeight: '16px', maxWidth: '320px' },
});

interface ModeBarProps {
  readonly view: WizardView;
  readonly busy: boolean;
  readonly send: (event: AdminEvent) => void;
  readonly askForApply: () => void;
}

/** Which mode, which server, which kind of server, and the way from one mode to the other. Never by colour alone. */
export function ModeBar({ view, busy, send, askForApply }: ModeBarProps) {
  const styles = useStyles();
  const applies = view.mode === 'apply';
  const { word, says } = modeTexts[view.mode];
  return (
    <header className={mergeClasses(styles.bar, applies && styles.barApply)}>
      <div className={styles.mode}>
        <span className={mergeClasses(styles.word, applies ? styles.apply : styles.dryRun)}>
          {applies ? <Wrench20Filled aria-hidden /> : <Eye20Filled aria-hidden />}
          {word}
        </span>
        <span>{says}</span>
        {applies ? (
          <Button disabledFocusable={busy} onClick={() => send({ type: 'mode.chosen', mode: 'dry-run' })}>
            {frameTexts.toDryRun}
          </Button>
        ) : (
          <ToApply view={view} busy={busy} askForApply={askForApply} />
        )}
      </div>
      <div className={styles.where}>
        <div className={styles.server}>
          <b>{view.target.server ?? frameTexts.unknownServer}</b>
          <Applications names={view.applications} />
        </div>
        {view.prescription !== undefined && <PrescriptionBadge />}
        <TargetBadge target={view.target} />
        <Button disabledFocusable={busy} onClick={() => send({ type: 'target.left' })}>
          {frameTexts.openOther}
        </Button>
      </div>
      {view.notElevated === true && <NotElevated />}
    </header>
  );
}

/** Runs without administrator rights: said with what follows from it, on every screen. */
function NotElevated() {
  const styles = useStyles();
  return (
    <p className={styles.notElevated}>
      <ShieldError20Filled aria-hidden />
      <span>
        <b>{frameTexts.notElevated}</b> {frameTexts.notElevatedMeans}
      </span>
    </p>
  );
}

/** The way to apply mode, or why there is none. */
function ToApply({ view, busy, askForApply }: Omit<ModeBarProps, 'send'>) {
  const styles = useStyles();
  const restoreFocus = useRestoreFocusTarget();
  if (!view.canApply) return <span className={styles.refused}>{view.applyRefusal ?? frameTexts.applyRefused[view.target.kind]}</span>;
  return (
    <Button {...restoreFocus} disabledFocusable={busy} onClick={askForApply}>
      {frameTexts.toApply}
    </Button>
  );
}

/** The first application in full; the rest as a number. */
function Applications({ names: [first, ...more] }: { readonly names: readonly string[] }) {
  const styles = useStyles();
  if (first === undefined) return null;
  return (
    <span className={styles.application}>
      <Breakable text={more.length === 0 ? first : say`${first} ${frameTexts.moreApplications(more.length)}`} />
    </span>
  );
}
