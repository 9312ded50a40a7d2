import { printRecords, type ScriptRecord } from '../../flows/scripts/records.ts';
import type { LabState } from './lab-state.ts';
import { LOGS_WRITTEN, logFiles } from './logs/log-files.ts';
import { answer, type ToolRun } from './tool-run.ts';

/** Answers the script `log-tail`: the newest of the lab's own logs in a folder. Its logs are short, so they are always read whole. */
export function runLogTail(state: LabState, [folder = '', pattern = '']: readonly string[]): ToolRun {
  return answer(state, 0, printRecords([recordOf(state, folder, pattern)]));
}

function recordOf(state: LabState, folder: string, pattern: string): ScriptRecord {
  const there = logFiles(state).filter((log) => log.folder.toLowerCase() === folder.toLowerCase());
  const [log] = there.filter(({ name }) => matches(name, pattern));
  const failed = (name: string): ScriptRecord => ({ kind: 'log', values: { folder: [folder], failed: [name] } });
  if (log === undefined) return failed(there.length === 0 ? 'DirectoryNotFoundException' : 'NoFile');
  return {
    kind: 'log',
    values: {
      folder: [folder],
      file: [log.name],
      size: [String(log.text.length)],
      written: [LOGS_WRITTEN],
      skipped: ['0'],
      text: [log.text],
    },
  };
}

/** `u_ex*.log`: Windows compares without regard to letter case. */
function matches(name: string, pattern: string): boolean {
  const [start = '', ...rest] = pattern.toLowerCase().split('*');
  const end = rest.at(-1) ?? '';
  return name.toLowerCase().startsWith(start) && name.toLowerCase().endsWith(end) && rest.length > 0;
}
