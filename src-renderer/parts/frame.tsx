import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { actionTexts, frameTexts } from '../texts.ts';
import { useSurfaceStyles } from './surface-styles.ts';

const wide = '@media (min-width: 1100px)';
const narrow = '@media (max-width: 699px)';
const low = '@media (max-height: 479px)';
/** A zoomed window: there the actions take one line. */
const lowAndWide = '@media (min-width: 560px) and (min-height: 300px) and (max-height: 479px)';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateRows: 'auto minmax(0, 1fr) auto',
    gridTemplateColumns: 'minmax(0, 1fr)',
    height: '100dvh',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
    [narrow]: { height: 'auto', minHeight: '100dvh' },
    [low]: { height: 'auto', minHeight: '100dvh' },
  },
  skip: {
    position: 'absolute',
    left: '8px',
    top: '-100px',
    zIndex: 1,
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { top: '8px' },
  },
  skipHere: {
    position: 'absolute',
    left: '-9999px',
    padding: '8px 16px',
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorBrandForegroundLink,
    ':focus': { position: 'static', display: 'inline-block' },
  },
  body: {
    display: 'grid',
    gridTemplateColumns: '228px minmax(0, 1fr)',
    gridTemplateRows: 'auto 1fr',
    gridTemplateAreas: '"rail main" "rail commands"',
    minHeight: 0,
    overflowY: 'auto',
    [wide]: {
      gridTemplateColumns: '248px minmax(0, 1fr) 368px',
      gridTemplateRows: 'minmax(0, 1fr)',
      gridTemplateAreas: '"rail main commands"',
      overflowY: 'hidden',
    },
    [narrow]: {
      gridTemplateColumns: 'minmax(0, 1fr)',
      gridTemplateRows: 'auto',
      gridTemplateAreas: '"rail" "main" "commands"',
      overflowY: 'visible',
    },
  },
  rail: {
    gridArea: 'rail',
    padding: '16px 8px',
    borderRight: `1px solid ${tokens.colorNeutralStroke2}`,
    [wide]: { overflowY: 'auto' },
    [narrow]: { padding: '4px 8px', borderRight: '0', borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  },
  main: { gridArea: 'main', padding: '24px 32px 32px', minWidth: 0, [wide]: { overflowY: 'auto' }, [narrow]: { padding: '16px' } },
  column: { display: 'flex', flexDirection: 'column', rowGap: '20px', maxWidth: '880px', [narrow]: { rowGap: '16px' } },
  commands: {
    gridArea: 'commands',
    padding: '0 20px 24px',
    minWidth: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    [wide]: {
      display: 'flex',
      flexDirection: 'column',
      paddingBottom: 0,
      overflow: 'hidden',
      borderTop: '0',
      borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    },
    [narrow]: { padding: '0 16px 16px' },
  },
  actions: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `1px solid ${tokens.colorNeutralStroke1}`,
    '@media (max-width: 699px) and (min-height: 480px)': { position: 'sticky', bottom: 0 },
    [lowAndWide]: { position: 'sticky', bottom: 0 },
  },
});

interface FrameProps {
  readonly top: ReactNode;
  readonly rail: ReactNode;
  readonly commands: ReactNode;
  readonly actions: ReactNode;
  /** What a screen reader says when it changes. */
  readonly announcement: string;
  readonly children: ReactNode;
}

/** The same on every screen: mode bar, steps, the screen, commands, actions. On narrow windows the commands come under the screen. */
export function Frame({ top, rail, commands, actions, announcement, children }: FrameProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={styles.frame}>
      <div>
        <a className={styles.skip} href="#screen-heading">
          {frameTexts.skipLink}
        </a>
        {top}
      </div>
      <div className={styles.body}>
        <nav className={styles.rail} aria-label={frameTexts.steps}>
          {rail}
        </nav>
        <main className={styles.main}>
          <div className={styles.column}>{children}</div>
        </main>
        <aside className={styles.commands} aria-labelledby="commands-heading">
          <a className={styles.skipHere} href="#actions">
            {frameTexts.skipCommands}
          </a>
          {commands}
        </aside>
      </div>
      <section className={styles.actions} id="actions" tabIndex={-1} aria-label={actionTexts.region}>
        {actions}
      </section>
      <div className={surface.hidden} role="status">
        {announcement}
      </div>
    </div>
  );
}
