import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: {
    width: '100%',
    height: '6px',
    accentColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { accentColor: 'Highlight' },
    // A bar that runs to and fro stands still where less motion is asked for: the words above it say that something runs.
    '@media (prefers-reduced-motion: reduce)': {
      ':indeterminate': {
        appearance: 'none',
        border: 'none',
        borderBottom: `4px dotted ${tokens.colorCompoundBrandBackground}`,
        '::-webkit-progress-bar': { backgroundColor: 'transparent' },
      },
    },
  },
});

interface ProgressProps {
  /** What runs, for whoever does not see the bar. */
  readonly label: string;
  /** How far it is, where that says more than a share of a hundred. */
  readonly says?: string;
  readonly done?: number;
  /** Nobody knows how much it is where it is missing. */
  readonly all?: number;
}

/** How far something is, by the browser's own bar: every screen reader and every contrast theme knows it. */
export function Progress({ label, says, done = 0, all }: ProgressProps) {
  const styles = useStyles();
  return (
    <progress className={styles.bar} aria-label={label} aria-valuetext={says} {...(all === undefined ? {} : { value: done, max: all })} />
  );
}
