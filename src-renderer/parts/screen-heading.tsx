import { makeStyles, typographyStyles } from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import { useSurfaceStyles } from './surface-styles.ts';

const useStyles = makeStyles({
  head: { display: 'flex', flexDirection: 'column', rowGap: '4px', minWidth: 0 },
  h1: {
    ...typographyStyles.title3,
    margin: 0,
    overflowWrap: 'anywhere',
    outlineStyle: 'none',
    '@media (max-width: 699px)': { fontSize: '20px', lineHeight: '28px' },
  },
});

interface ScreenHeadingProps {
  readonly title: string;
  /** Changes with what the screen shows; where a change took the focused button away, the heading takes the focus. */
  readonly stage?: string;
  readonly children?: ReactNode;
}

/** The heading of a screen. It takes the focus when the screen opens; give it a key that changes with the screen. */
export function ScreenHeading({ title, stage = '', children }: ScreenHeadingProps) {
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the stage changes, and only then
  useEffect(() => {
    const takeOver = () => {
      if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
    };
    takeOver();
    // A dialog gives the focus back a little later, to a button that may be gone.
    const timer = setTimeout(takeOver, 300);
    return () => clearTimeout(timer);
  }, [stage]);
  return (
    <div className={styles.head}>
      <h1 className={styles.h1} ref={heading} tabIndex={-1} id="screen-heading">
        {title}
      </h1>
      {children !== undefined && <div className={surface.text}>{children}</div>}
    </div>
  );
}
