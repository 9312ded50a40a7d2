import type { Command, CommandOutput } from '../../flows/model/command.ts';
import type { Result } from '../../flows/model/result.ts';

/**
 * A server that answers. `run` succeeds whenever the program ran and ended, whatever its exit code;
 * it fails where it could not be started, did not end in time, or its answer was lost.
 */
export interface Shell {
  run(command: Command, signal: AbortSignal): Promise<Result<CommandOutput>>;
  /** In: a full Windows path. Out: the file's text, decoded; `file.missing`, `file.unreadable` or `notCollected`. */
  readFile(path: string, signal: AbortSignal): Promise<Result<string>>;
  /** Ends sessions and gives back what the shell holds. Calling it twice does no harm. */
  close(): Promise<void>;
}
