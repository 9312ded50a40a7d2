import { Button, DialogActions, DialogBody, DialogContent, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { actionTexts } from '../texts.ts';

const useStyles = makeStyles({
  title: {
    overflowWrap: 'anywhere',
    '@media (max-width: 699px), (max-height: 479px)': { fontSize: tokens.fontSizeBase400, lineHeight: tokens.lineHeightBase400 },
  },
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '16px',
    paddingTop: '4px',
    paddingBottom: '12px',
    overflowX: 'hidden',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  actions: {
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    paddingTop: '8px',
    '@media (max-width: 699px) and (min-height: 480px)': { flexDirection: 'column', alignItems: 'stretch' },
    '@media (max-height: 479px)': { flexDirection: 'row', alignItems: 'center' },
  },
  no: { flexShrink: 0 },
  run: { maxWidth: '100%', minWidth: 0, overflowWrap: 'anywhere' },
  wait: { flexBasis: '100%', margin: 0, textAlign: 'end', '@media (max-width: 699px)': { flexBasis: 'auto', textAlign: 'start' } },
});

/** The id of the button that has the focus when the dialog opens. */
export const focusedFirst = 'question-no';

/** The id of what the dialog asks, which scrolls where it is longer than the window. */
export const readFirst = 'question-content';

const whyNotReady = 'question-not-ready';

interface QuestionProps {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** While the connection is lost nothing can be confirmed. */
  readonly waits: boolean;
  /** True where the focus starts on the first field instead of on the no. */
  readonly startsInside?: boolean;
  /** False until what the dialog asks for has been done; then the yes waits, and says why. */
  readonly ready?: boolean;
  readonly notReady?: string;
  readonly children: ReactNode;
}

/** What a dialog asks. The focus starts on the answer that changes nothing. */
export function Question({ title, yes, no, onYes, onNo, waits, startsInside = false, ready = true, notReady, children }: QuestionProps) {
  const styles = useStyles();
  const why = waits ? actionTexts.waitsForConnection : ready ? undefined : notReady;
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{title}</DialogTitle>
      <DialogContent className={styles.content} id={readFirst}>
        {children}
      </DialogContent>
      <DialogActions className={styles.actions} fluid>
        {why !== undefined && (
          <p className={styles.wait} id={whyNotReady}>
            {why}
          </p>
        )}
        <Button className={styles.no} {...(startsInside ? {} : { id: focusedFirst })} onClick={onNo}>
          {no}
        </Button>
        <Button
          className={styles.run}
          appearance="primary"
          disabledFocusable={waits || !ready}
          aria-describedby={why === undefined ? undefined : whyNotReady}
          onClick={({ detail }) => detail < 2 && ready && onYes()}
        >
          {yes}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
