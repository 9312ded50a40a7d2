/**
 * How one command text goes into a PowerShell session and how its answer comes out, whatever the session's code page and prompt.
 * In: a single line of ASCII, for Windows PowerShell 5.1 reads its standard input in the OEM code page.
 * Out: a single line of ASCII between two marks: what happened, the exit code, and both streams as base64 of UTF-8.
 * Only language, the program and .NET are used: a locked-down server may lack the modules behind the cmdlets.
 */

export const OUTPUT_LIMIT_BYTES = 8 * 1024 * 1024;

/** What the session says of one text. `code` is PowerShell's own name of the error where the program did not start. */
export type Framed =
  | { readonly kind: 'ran'; readonly exitCode: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'tooMuch' }
  | { readonly kind: 'notStarted'; readonly code: string; readonly message: string };

/**
 * In: a command text, and a mark of letters and digits that is used once.
 * Out: the line to send. The text stands in it as it is; only where it holds more than ASCII it travels as base64 and runs as it was.
 * The empty input keeps the program from reading the session's own standard input; each stream is told apart by its type.
 */
export function frameText(text: string, mark: string): string {
  const body = `@() | ${text} 2>&1`;
  const block = isAscii(body)
    ? `{ ${body} }`
    : `([ScriptBlock]::Create([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('${Buffer.from(body, 'utf16le').toString('base64')}'))))`;
  return FRAME.replaceAll('MARK', () => mark).replace('BLOCK', () => block);
}

/** In: what the session printed. Out: the framed answer; `undefined` where there is none or it is damaged. */
export function readFramed(printed: string, mark: string): Framed | undefined {
  const start = printed.lastIndexOf(`<${mark}:`);
  const end = printed.indexOf(`:${mark}>`, start);
  if (start < 0 || end < 0) return undefined;
  const [kind, exit = '', ...encoded] = printed.slice(start + mark.length + 2, end).split(':');
  const [stdout, stderr, code, message] = encoded.map((part) => Buffer.from(part, 'base64').toString('utf8'));
  if (stdout === undefined || stderr === undefined || code === undefined || message === undefined) return undefined;
  if (kind === 'long' || Buffer.byteLength(stdout) + Buffer.byteLength(stderr) > OUTPUT_LIMIT_BYTES) return { kind: 'tooMuch' };
  if (kind === 'ran' && /^-?\d+$/.test(exit)) return { kind, exitCode: Number(exit), stdout, stderr };
  return kind === 'ran' || kind === 'not' ? { kind: 'notStarted', code, message } : undefined;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** In: a mark. Out: what a session prints instead of running anything, where a policy restricts its language. */
export function restrictedMark(mark: string): string {
  return `${mark}:restricted`;
}

const FRAME = [
  // In a restricted language only parts of the rest would fail, and the program would run without anybody hearing its answer.
  "if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { 'MARK:restricted' } else {",
  '& { function Out-String { };',
  "$ErrorActionPreference = 'Continue'; $ProgressPreference = 'SilentlyContinue'; $PSNativeCommandUseErrorActionPreference = $false;",
  "$global:LASTEXITCODE = $null; $a = @{ kind = 'ran'; code = ''; message = '' };",
  "$o = [Text.StringBuilder]''; $e = [Text.StringBuilder]'';",
  'try { & BLOCK | & { process {',
  'if ($_ -is [Management.Automation.ErrorRecord]) { $null = $e.Append($_.Exception.Message).Append([char]10) }',
  'else { $null = $o.Append([string]$_).Append([char]10) };',
  `if ($o.Length + $e.Length -gt ${OUTPUT_LIMIT_BYTES}) { $a.kind = 'long'; throw 'long' }`,
  '} } }',
  "catch { if ($a.kind -eq 'ran') { $a.kind = 'not' }; $a.code = $_.FullyQualifiedErrorId; $x = $_.Exception; while ($x.InnerException) { $x = $x.InnerException }; $a.message = $x.Message };",
  "if ($a.kind -eq 'long') { $o.Length = 0; $e.Length = 0 };",
  '$parts = @($o, $e, $a.code, $a.message) | & { process { [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes([string]$_)) } };',
  "[Console]::Out.WriteLine('<MARK:' + $a.kind + ':' + $global:LASTEXITCODE + ':' + ($parts -join ':') + ':MARK>')",
  '} }',
].join(' ');
