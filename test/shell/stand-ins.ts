import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, type Program, type ProgramPaths, programsAt } from '../../flows/model/command.ts';

/** Small programs in the place of the Windows ones, each a script for `sh` or for this Node. */
const SCRIPTS: Readonly<Partial<Record<Program, string>>> = {
  // prints its arguments, one a line, and nothing else
  appcmd: `#!/bin/sh\nprintf '%s\\n' "$@"\n`,
  // setspn OUT ERR EXIT: says OUT and ERR, ends with EXIT
  setspn: `#!/bin/sh\nprintf '%b' "$1"\nprintf '%b' "$2" >&2\nexit "$3"\n`,
  // klist: says where it runs, then hangs with a child of its own
  klist: `#!/bin/sh\necho $$ >> "$1"\nsleep 300 &\necho $! >> "$1"\nsleep 300\n`,
  // whoami N: prints N lines; whoami input: says what it can read; whoami parent: ends the session that started it
  whoami: `#!${process.execPath}
const [what] = process.argv.slice(2);
if (what === 'input') process.stdin.on('data', (got) => process.stdout.write('got ' + got)).on('end', () => process.stdout.write('end\\n'));
else if (what === 'parent') { process.kill(process.ppid, 'SIGKILL'); setTimeout(() => undefined, 2000); }
else process.stdout.write(('x'.repeat(99) + '\\n').repeat(Number(what.slice(1))));
`,
  reg: 'no program at all',
};

export interface StandIns {
  readonly folder: string;
  readonly programs: ProgramPaths;
  remove(): Promise<void>;
}

export async function makeStandIns(): Promise<StandIns> {
  const folder = await mkdtemp(join(tmpdir(), 'kerbwise stand-ins ä '));
  for (const [name, text] of Object.entries(SCRIPTS)) await writeFile(join(folder, name), text, { mode: 0o755 });
  const at = (name: Program): string => join(folder, name);
  return { folder, programs: programsAt(at), remove: () => rm(folder, { recursive: true, force: true }) };
}

export function call(program: Program, args: readonly string[], timeoutMs = 20_000): Command {
  return { program, args, effect: 'read', timeoutMs };
}
