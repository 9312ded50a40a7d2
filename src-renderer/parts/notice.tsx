import { MessageBar, MessageBarBody, MessageBarTitle, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  bar: { paddingTop: '10px', paddingBottom: '2px', alignItems: 'start', minHeight: 'auto' },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere', minWidth: 0 },
  title: { display: 'block', fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
  text: { fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300 },
});

interface NoticeProps {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly children?: ReactNode;
}

/** One message with its icon: what is so first, what it means after it. */
export function Notice({ intent, title, children }: NoticeProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle className={styles.title}>{title}</MessageBarTitle>
        {children !== undefined && <div className={styles.text}>{children}</div>}
      </MessageBarBody>
    </MessageBar>
  );
}
