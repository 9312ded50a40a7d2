import { SCRIPTS, type Script } from '../scripts/all-scripts.ts';

/** The native programs that Kerbwise may start. A text from a server never names a program. */
const NATIVE = ['appcmd', 'setspn', 'klist', 'whoami', 'reg', 'nltest', 'w32tm', 'sc', 'wevtutil'] as const;

/** Whatever a command may call: a native program, or a script of ours that PowerShell itself runs, which only ever reads. */
export type Program = (typeof NATIVE)[number] | Script;
export const PROGRAMS: readonly Program[] = [...NATIVE, ...scripts()];

function scripts(): readonly Script[] {
  return Object.keys(SCRIPTS).filter((name): name is Script => name in SCRIPTS);
}

/**
 * One call of a program: arguments apart, never a joined string.
 * `effect: 'change'` runs only from a confirmed plan; the preview shell throws on it.
 */
export interface Command {
  readonly program: Program;
  readonly args: readonly string[];
  readonly effect: 'read' | 'change';
  readonly timeoutMs: number;
}

/** One file of the server, read whole. `path` is a full Windows path such as `C:\Windows\System32\inetsrv\config\applicationHost.config`. */
export interface FileRead {
  readonly file: string;
}

/** Whatever discovery may ask of a server: never a change. */
export type Reading = Command | FileRead;

/** What a finished program said. An exit code other than 0 is an answer, not a failure: who asked judges it. */
export interface CommandOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What is called for each program on the target: the full path of a native one (Kerbwise never searches `PATH`: another program could lie
 * there), the text of a script.
 */
export type ProgramPaths = Readonly<Record<Program, string>>;

/** In: the system root as Windows writes it, `C:\Windows`. Out: where Windows keeps the programs. */
export function windowsPrograms(systemRoot: string): ProgramPaths {
  const system32 = `${systemRoot}\\System32`;
  return {
    appcmd: `${system32}\\inetsrv\\appcmd.exe`,
    setspn: `${system32}\\setspn.exe`,
    klist: `${system32}\\klist.exe`,
    whoami: `${system32}\\whoami.exe`,
    reg: `${system32}\\reg.exe`,
    nltest: `${system32}\\nltest.exe`,
    w32tm: `${system32}\\w32tm.exe`,
    sc: `${system32}\\sc.exe`,
    wevtutil: `${system32}\\wevtutil.exe`,
    ...SCRIPTS,
  };
}

export function isFileRead(reading: Reading): reading is FileRead {
  return 'file' in reading;
}

/** In: where each program is. Out: the paths of all. For those who answer in the programs' place. */
export function programsAt(path: (program: Program) => string): ProgramPaths {
  const paths = Object.fromEntries(PROGRAMS.map((name) => [name, path(name)]));
  if (!isWhole(paths)) throw new Error('a program has no path');
  return paths;
}

function isWhole(paths: Readonly<Record<string, string>>): paths is ProgramPaths {
  return PROGRAMS.every((name) => name in paths);
}
