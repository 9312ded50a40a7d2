import type { Manifest } from '../../flows/collector/manifest.ts';
import type { Shell } from '../core/shell.ts';

/** A server that answers from what was brought from it. */
export interface Evidence {
  readonly shell: Shell;
  /** `C:\Windows` */
  readonly systemRoot: string;
  /** What the collector says of itself; `null` where only a configuration was brought. */
  readonly manifest: Manifest | null;
  /** What has to be said of the evidence before anything is read from it. */
  readonly notes: readonly string[];
}
