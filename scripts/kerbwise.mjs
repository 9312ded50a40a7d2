#!/usr/bin/env node
// The command line from a clone: makes it ready where it is not, then is dist/main/terminal.js in everything.
import { spawn } from 'node:child_process';
import { ensureBuilt, ensureInstalled, tell, terminalProgram } from './ready.mjs';

try {
  await ensureInstalled();
  await ensureBuilt();
  const child = spawn(process.execPath, [terminalProgram, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl+C to both; the program decides how it ends. Others send it to this process alone.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
