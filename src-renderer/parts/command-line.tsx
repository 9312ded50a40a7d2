import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { commandTexts } from '../texts.ts';
import { CopyButton } from './copy-button.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    alignItems: 'flex-start',
    columnGap: '4px',
    padding: '4px 4px 4px 12px',
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  text: { flexGrow: 1, minWidth: 0, paddingTop: '2px', paddingBottom: '2px' },
});

/** The exact text of a command, selectable, with a button that copies it. */
export function CommandLine({ text }: { readonly text: string }) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  return (
    <div className={styles.line}>
      <code className={mergeClasses(surface.mono, styles.text)}>{text}</code>
      <CopyButton text={text} name={commandTexts.copyOne(text)} />
    </div>
  );
}
