import { isFileRead, PROGRAMS, type ProgramPaths, type Reading } from '../model/command.ts';
import { quoted } from '../model/command-text.ts';
import { VERSION } from '../model/version.ts';
import { SAY } from '../scripts/records.ts';
import type { Choices } from '../server/facts.ts';
import { MANIFEST_FORMAT, MANIFEST_NAME } from './manifest.ts';
import { ASK } from './powershell/ask.ts';
import { COLLECT } from './powershell/collect.ts';
import { DERIVE } from './powershell/derive.ts';
import { KEEP } from './powershell/keep.ts';
import { PROTECT } from './powershell/protect.ts';
import { READ_FILE } from './powershell/read-file.ts';
import { type ReadingPattern, readingPatterns } from './reading-patterns.ts';

export const SYSTEM_ROOT = '%SystemRoot%';

/**
 * The collector: one PowerShell file that reads a server as Kerbwise would and writes down each answer.
 * In: the applications and names that were chosen; what is called for each program, with `%SystemRoot%` where the server's own stands.
 * Out: the whole text of the file. It only reads.
 */
export function collectorScript(choices: Choices, programs: ProgramPaths): string {
  return scriptFor(readingPatterns().patterns, choices, programs);
}

/**
 * The collector for a further round: what follows from the answers of an earlier one, word for word.
 * In: the readings, and the rest as above.
 */
export function furtherScript(readings: readonly Reading[], choices: Choices, programs: ProgramPaths): string {
  const patterns = readings.map((reading): ReadingPattern => {
    if (isFileRead(reading)) return { kind: 'file', file: reading.file };
    const { program, args, timeoutMs } = reading;
    return { kind: 'command', program, args, timeoutMs };
  });
  return scriptFor(patterns, choices, programs);
}

/**
 * The parts beside are the same for every version: PowerShell as text, for Windows PowerShell 5.1 and 7. Language and .NET only; where a
 * policy restricts the language, the cmdlets that Windows itself brings write the files.
 */
function scriptFor(patterns: readonly ReadingPattern[], choices: Choices, programs: ProgramPaths): string {
  const scripts = PROGRAMS.filter((name) => programs[name].startsWith('{'));
  return [
    heading(),
    `param([string]$Out = '', [string[]]$Name = @(), [string[]]$Application = @())`,
    '',
    `$format = '${MANIFEST_FORMAT}'; $version = ${quoted(VERSION)}; $manifestName = ${quoted(MANIFEST_NAME)}`,
    `$added = [string[]]@(@(${list(choices.names)}) + @($Name | ForEach-Object { $_ -split ',' }) | Where-Object { $_ })`,
    `$chosen = [string[]]@(@(${list(choices.applications)}) + @($Application) | Where-Object { $_ } | ForEach-Object { $_ -replace '/$', '' })`,
    STATE,
    SAY.replace(/^ {2}/gm, ''),
    '',
    '# What is asked. <<name>> stands for what the server itself answers.',
    '$patterns = @(',
    patterns.map(patternLine).join('\n'),
    ')',
    '$programs = @{',
    ...PROGRAMS.filter((name) => !scripts.includes(name)).map((name) => `  ${quoted(name)} = ${quoted(programs[name])}`),
    '}',
    '# Scripts of Kerbwise, as they run there too. Each only reads.',
    '$scripts = @{',
    ...scripts.map((name) => `  ${quoted(name)} = ${programs[name]}`),
    '}',
    ASK,
    KEEP,
    READ_FILE,
    PROTECT,
    DERIVE,
    COLLECT,
  ].join('\n');
}

function heading(): string {
  return `# Kerbwise ${VERSION}: collector. Reads this server and writes what it read into one zip. It changes nothing and sends nothing.
# Run it as administrator:  powershell -NoProfile -ExecutionPolicy Bypass -File .\\kerbwise-collect.ps1
# Passwords, keys and connection strings are left out of every file that it copies. The zip holds names of servers, accounts and sites.
# -Out PATH puts the result elsewhere; -Name HOST,HOST adds names that clients use; -Application 'SITE/PATH' picks an application.`;
}

const STATE = `
$ErrorActionPreference = 'Continue'; $ProgressPreference = 'SilentlyContinue'
$language = [string]$ExecutionContext.SessionState.LanguageMode
$full = $language -eq 'FullLanguage'
$root = [string]$env:SystemRoot
$system = if ($env:PROCESSOR_ARCHITEW6432) { 'Sysnative' } else { 'System32' }
$here = if ($PSScriptRoot) { $PSScriptRoot } else { $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath }
$named = 'kerbwise-' + $env:COMPUTERNAME + '-' + [DateTime]::Now.ToString('yyyyMMdd-HHmmss')
$utf8 = if ($full) { [Text.UTF8Encoding]::new($false) }
$mostOutput = 8388608; $mostFile = 67108864; $mostWays = 2000
$number = 0; $missing = @()
$done = [hashtable]::new(); $values = @{}
`;

function patternLine(pattern: ReadingPattern): string {
  if (pattern.kind === 'file') return `  @{ kind = 'file'; file = ${quoted(pattern.file)} }`;
  const { program, args, timeoutMs } = pattern;
  return `  @{ kind = 'command'; program = ${quoted(program)}; arguments = @(${list(args)}); limit = ${timeoutMs} }`;
}

function list(texts: readonly string[]): string {
  return texts.map(quoted).join(', ');
}
