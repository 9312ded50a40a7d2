import type { DeskBridge } from '../../flows/bridge/bridge.ts';
import type { Result } from '../../flows/model/result.ts';

/** What the window needs of what is opened in it, one session after another. */
export interface OpenedSession {
  readonly bridge: DeskBridge;
  /** In: what a window sent that is no event of the contract, or that came from elsewhere. */
  recordRefusal(raw: unknown): void;
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly target: string | undefined;
  readonly state: string | undefined;
  readonly allowLive: boolean;
  /** A prescription to work by, signed with a key that is trusted on this computer. */
  readonly prescription?: string | undefined;
}

export type OpenSession = (options: SessionOptions) => Promise<Result<OpenedSession>>;
