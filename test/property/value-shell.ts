import { type Command, type Program, windowsPrograms } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { succeed } from '../../flows/model/result.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import type { LabState } from '../../src-main/lab/lab-state.ts';
import { runTool } from '../../src-main/lab/run-tool.ts';
import { readServerFile } from '../../src-main/lab/server-files.ts';
import type { JudgedText } from './command-judge.ts';

export const PROGRAMS = windowsPrograms('C:\\Windows');

/** A practice server held in memory: the tools of the lab on a value, behind the same refusals as the real shell. */
export interface ValueServer {
  readonly shell: Shell;
  readonly now: () => LabState;
  /** Every text that was run, for PowerShell's parser to judge. */
  readonly texts: ReadonlyMap<string, JudgedText>;
}

export function valueServer(start: LabState): ValueServer {
  let state = start;
  const texts = new Map<string, JudgedText>();
  const run = (command: Command) => {
    const text = commandText(command, PROGRAMS);
    if (!text.ok) return text;
    texts.set(text.value, { text: text.value, words: wordsOf(command) });
    const ran = runTool(state, command.program, command.args);
    state = ran.state;
    return succeed(ran.output);
  };
  return {
    shell: {
      run: async (command) => run(command),
      readFile: async (path) => readServerFile(state, path),
      close: async () => undefined,
    },
    now: () => state,
    texts,
  };
}

export function wordsOf({ program, args }: { readonly program: Program; readonly args: readonly string[] }): readonly string[] {
  return [PROGRAMS[program], ...args];
}
