import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useId } from 'react';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(720px, calc(100vw - 16px))', '@media (max-width: 699px)': { padding: '16px' } },
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
  run: { maxWidth: '100%' },
});

interface QuestionDialogProps {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
  /** While the connection is lost nothing can be confirmed. */
  readonly waits: boolean;
  readonly children: ReactNode;
}

/** A question that stops everything else. The focus starts on the answer that changes nothing; Escape gives it. */
export function QuestionDialog({ title, yes, no, onYes, onNo, waits, children }: QuestionDialogProps) {
  const styles = useStyles();
  const declineId = useId();
  useEffect(() => document.getElementById(declineId)?.focus(), [declineId]);
  return (
    <Dialog open modalType="alert" onOpenChange={(_, { open }) => !open && onNo()}>
      <DialogSurface className={styles.surface}>
        <DialogBody>
          <DialogTitle className={styles.title}>{title}</DialogTitle>
          <DialogContent className={styles.content}>{children}</DialogContent>
          <DialogActions className={styles.actions} fluid>
            <Button id={declineId} onClick={onNo}>
              {no}
            </Button>
            <Button className={styles.run} appearance="primary" disabledFocusable={waits} onClick={({ detail }) => detail < 2 && onYes()}>
              {yes}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
