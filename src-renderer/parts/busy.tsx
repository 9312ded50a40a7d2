import { ProgressBar } from '@fluentui/react-components';
import { useSurfaceStyles } from './surface-styles.ts';

/** Something runs, and nobody knows for how long. */
export function Busy({ text }: { readonly text: string }) {
  const surface = useSurfaceStyles();
  return (
    <div className={surface.stack}>
      <p className={surface.strong}>{text}</p>
      <ProgressBar thickness="large" aria-label={text} />
    </div>
  );
}
