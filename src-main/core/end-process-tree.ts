import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/**
 * Ends a process and, as far as the system tells them, the processes that it has started: a session that is ended while
 * a program runs would otherwise leave that program behind. Never throws: what is gone already is what was wanted.
 */
export function endProcessTree(pid: number): Promise<void> {
  if (process.platform === 'win32') return endOnWindows(pid);
  for (const one of [pid, ...descendants(pid)]) kill(one);
  return Promise.resolve();
}

function endOnWindows(pid: number): Promise<void> {
  const taskkill = `${process.env.SystemRoot ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
  return new Promise((resolve) => {
    execFile(taskkill, ['/PID', String(pid), '/T', '/F'], { windowsHide: true, timeout: 5_000 }, () => {
      kill(pid);
      resolve();
    });
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Linux lists children by the thread that started them. Where there is no such list there is nobody to end. */
function descendants(pid: number): readonly number[] {
  try {
    const tasks = `/proc/${pid}/task`;
    const children = readdirSync(tasks).flatMap((task) => readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean));
    return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}
