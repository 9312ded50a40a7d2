/** In: the system root, `C:\Windows`. Out: Windows PowerShell 5.1, which every Windows Server has at the same place. */
export function windowsPowerShellPath(systemRoot: string): string {
  return `${systemRoot}\\System32\\WindowsPowerShell\\v1.0\\powershell.exe`;
}

/** A 32-bit process is shown `SysWOW64` where it asks for `System32`; `Sysnative` is the way past that. Other paths stay as they are. */
export function nativePath(path: string, is32BitOnWindows = process.platform === 'win32' && process.arch === 'ia32'): string {
  return is32BitOnWindows ? path.replace(/^([A-Za-z]:\\[^\\]+)\\System32\\/i, '$1\\Sysnative\\') : path;
}
