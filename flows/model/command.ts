/** The native programs that Kerbwise may start. A text from a server never names a program. */
export const PROGRAMS = ['appcmd', 'setspn', 'klist', 'whoami', 'reg'] as const;
export type Program = (typeof PROGRAMS)[number];

/**
 * One call of a native program: arguments apart, never a joined string.
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

/** Full path of each program on the target. Kerbwise never searches `PATH`: another program could lie there. */
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
  };
}

export function isFileRead(reading: Reading): reading is FileRead {
  return 'file' in reading;
}
