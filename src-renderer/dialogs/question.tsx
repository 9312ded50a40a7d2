import { Button, DialogActions, DialogBody, DialogContent, DialogTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  title: { overflowWrap: 'anywhere' },
  content: {
    display: 'flex',
    flexDirection: 'column',
    rowGap: '16px',
    paddingTop: '4px',
    paddingBottom: '12px',
    overflowX: 'hidden',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  actions: { paddingTop: '8px', '@media (max-width: 699px)': { flexDirection: 'column', alignItems: 'stretch' } },
  run: { maxWidth: '100%', minWidth: 0, overflowWrap: 'anywhere' },
  wait: { gridColumnStart: 1, gridColumnEnd: 4, margin: 0, textAlign: 'end', '@media (max-width: 699px)': { textAlign: 'start' } },
});

/** The id of the button that has the focus when the dialog opens. */
export const focusedFirst = 'question-no';

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
  return (
    <DialogBody>
      <DialogTitle className={styles.title}>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      {!ready && (
        <p className={styles.wait} id={whyNotReady}>
          {notReady}
        </p>
      )}
      <DialogActions className={styles.actions} fluid>
        <Button {...(startsInside ? {} : { id: focusedFirst })} onClick={onNo}>
          {no}
        </Button>
        <Button
          className={styles.run}
          appearance="primary"
          disabledFocusable={waits || !ready}
          aria-describedby={ready ? undefined : whyNotReady}
          onClick={({ detail }) => detail < 2 && ready && onYes()}
        >
          {yes}
        </Button>
      </DialogActions>
    </DialogBody>
  );
}
