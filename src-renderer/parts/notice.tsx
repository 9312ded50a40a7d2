import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissCircle20Filled } from '@fluentui/react-icons/svg/dismiss-circle';
import { Info20Filled } from '@fluentui/react-icons/svg/info';
import { Warning20Filled } from '@fluentui/react-icons/svg/warning';
import { type ReactNode, useId } from 'react';

const useStyles = makeStyles({
  bar: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: '8px',
    padding: '10px 12px',
    borderRadius: tokens.borderRadiusMedium,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
  },
  icon: { display: 'inline-flex' },
  title: { fontWeight: tokens.fontWeightSemibold },
  info: { backgroundColor: tokens.colorNeutralBackground3, border: `1px solid ${tokens.colorNeutralStroke1}` },
  success: { backgroundColor: tokens.colorStatusSuccessBackground1, border: `1px solid ${tokens.colorStatusSuccessBorder1}` },
  warning: { backgroundColor: tokens.colorStatusWarningBackground1, border: `1px solid ${tokens.colorStatusWarningBorder1}` },
  error: { backgroundColor: tokens.colorStatusDangerBackground1, border: `1px solid ${tokens.colorStatusDangerBorder1}` },
});

const useIconStyles = makeStyles({
  info: { color: tokens.colorNeutralForeground3 },
  success: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground3 },
  error: { color: tokens.colorStatusDangerForeground1 },
});

const icons = {
  info: <Info20Filled />,
  success: <CheckmarkCircle20Filled />,
  warning: <Warning20Filled />,
  error: <DismissCircle20Filled />,
};

interface NoticeProps {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  readonly children?: ReactNode;
}

/** One message with its icon: what is so first, what it means after it. */
export function Notice({ intent, title, children }: NoticeProps) {
  const styles = useStyles();
  const iconStyles = useIconStyles();
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in
    <div role="group" aria-labelledby={id} className={mergeClasses(styles.bar, styles[intent])}>
      <span className={mergeClasses(styles.icon, iconStyles[intent])} aria-hidden>
        {icons[intent]}
      </span>
      <div>
        <div className={styles.title} id={id}>
          {title}
        </div>
        {children !== undefined && <div>{children}</div>}
      </div>
    </div>
  );
}
