import type { CommandOutput } from '../../flows/model/command.ts';
import type { LabState } from './lab-state.ts';

/** What a tool said, and the server it left behind: the very same value where it changed nothing. */
export interface ToolRun {
  readonly output: CommandOutput;
  readonly state: LabState;
}

export function answer(state: LabState, exitCode: number, stdout: string, stderr = ''): ToolRun {
  return { output: { exitCode, stdout, stderr }, state };
}

/** Lines as Windows programs print them, each with its line end. */
export function printed(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('');
}
