import { Progress } from './progress.tsx';
import { useSurfaceStyles } from './surface-styles.ts';

/** Something runs, and nobody knows for how long. */
export function Busy({ text }: { readonly text: string }) {
  const surface = useSurfaceStyles();
  return (
    <div className={surface.stack}>
      <p className={surface.strong}>{text}</p>
      <Progress label={text} />
    </div>
  );
}
