import { quoted } from '../model/command-text.ts';
import { visibleLine } from '../report/visible-text.ts';
import type { HandedChange, HandOver } from './hand-over.ts';

/**
 * The script of a hand-over, for Windows PowerShell 5.1 and 7: the plan's own commands and nothing else that changes anything.
 * Without -Run it only looks and tells. It looks who holds a name before each change and after it, and stops at the first surprise.
 */
export function handOverScript(handOver: HandOver): string {
  const { planId, server, changes, states } = handOver;
  return [
    `# Kerbwise hand-over of plan ${planId} for ${visibleLine(server ?? 'a server whose name is not known')}.`,
    '# Without parameters it changes nothing: it looks, and shows what it would run.',
    '#   -Run          makes the changes, one at a time, looks after each, and stops at the first surprise',
    '#   -Undo         shows the way back;  -Undo -Run takes it',
    '# It needs setspn.exe and the right to write service principal names on the accounts below. What it runs is in a log beside it.',
    'param([switch]$Run, [switch]$Undo)',
    '',
    `$plan = ${quoted(planId)}`,
    '# Who holds each name: before the first change, and after each.',
    '$states = @{',
    ...Object.entries(states).map(([spn, owners]) => `  ${quoted(spn)} = @(${owners.map(list).join(', ')})`),
    '}',
    '$changes = @(',
    changes.map(changeText).join('\n'),
    ')',
    WORK,
  ].join('\n');
}

function changeText(change: HandedChange): string {
  const { number, operation, spn, account, dn, place, command, undo, query, list: lookUp } = change;
  return `  @{ number = ${number}; place = ${place}; name = ${quoted(spn)}; account = ${quoted(account)}; object = ${quoted(dn)}
     what = ${quoted(`${operation} ${spn} ${operation === 'register' ? 'on' : 'from'} ${account}`)}
     does   = { ${command} }
     undoes = { ${undo} }
     query  = { ${query} }
     list   = { ${lookUp} } }`;
}

function list(texts: readonly string[]): string {
  return `@(${texts.map(quoted).join(', ')})`;
}

const WORK = String.raw`
$ErrorActionPreference = 'Continue'; $ProgressPreference = 'SilentlyContinue'; $PSNativeCommandUseErrorActionPreference = $false
if ([string]$ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
  'PowerShell is held in a restricted language mode here. Nothing was run: use the commands on the page by hand.'
  exit 1
}
$here = if ($PSScriptRoot) { $PSScriptRoot } else { $ExecutionContext.SessionState.Path.CurrentFileSystemLocation.ProviderPath }
$log = $here + '/kerbwise-hand-over-' + $plan + '.log'

function Write-Log($text) {
  $line = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ') + ' ' + [Environment]::UserDomainName + '\' + [Environment]::UserName + ' ' + $text
  [IO.File]::AppendAllText($log, $line + [Environment]::NewLine, [Text.UTF8Encoding]::new($false))
}
function Ask-Setspn($block) {
  function Out-String { }
  $out = @(); $err = @(); $global:LASTEXITCODE = $null
  try {
    foreach ($line in @(& $block 2>&1)) {
      if ($line -is [Management.Automation.ErrorRecord]) { $err += $line.Exception.Message } else { $out += [string]$line }
    }
  }
  catch { $err += $_.Exception.Message }
  @{ exit = $global:LASTEXITCODE; out = $out; err = @($err | Where-Object { $_ -ne '' }) }
}
# Whatever is not a whole answer is unknown, never "nobody": the language of Windows decides its words, so only its shape counts.
function Find-Owners($change) {
  $said = Ask-Setspn $change.query
  $lines = @($said.out | Where-Object { $_.Trim() -ne '' })
  $last = if ($lines.Count -gt 0) { $lines[-1] } else { '' }
  $isAsked = @($lines | Where-Object { $_ -notmatch '^\s' -and $_ -notmatch '^(?:CN|OU)=' -and $_ -match 'DC=' }).Count -gt 0
  $isWhole = $last -ne '' -and $last -notmatch '^\s' -and $last -notmatch 'DC='
  $hasFailed = $said.err.Count -gt 0 -or @($lines | Where-Object { $_ -match '0x[0-9a-fA-F]{1,8}' }).Count -gt 0
  if (-not $isAsked -or -not $isWhole -or $hasFailed) { return @{ known = $false; why = (@($lines) + @($said.err)) -join ' ' } }
  @{ known = $true; owners = @($lines | Where-Object { $_ -match '^(?:CN|OU)=.*DC=' } | ForEach-Object { $_.Trim() }) }
}
function Test-Same($one, $other) {
  if (@($one).Count -ne @($other).Count) { return $false }
  foreach ($owner in @($one)) { if (@($other) -notcontains $owner) { return $false } }
  $true
}
# How many changes of this name are made: the latest state that fits on the way there, the earliest on the way back; -1 where none does.
function Find-Place($name, $owners) {
  $known = $states[$name]
  $fits = @(for ($at = 0; $at -lt $known.Count; $at++) { if (Test-Same $known[$at] $owners) { $at } })
  if ($fits.Count -eq 0) { return -1 }
  if ($Undo) { $fits[0] } else { $fits[-1] }
}
function Show-Owners($owners) { if (@($owners).Count -eq 0) { 'nobody' } else { @($owners) -join ' and ' } }

$made = 0; $already = 0; $would = 0; $surprise = ''
$places = @{}
$order = @($changes)
if ($Undo) { [array]::Reverse($order) }
foreach ($change in $order) {
  $text = if ($Undo) { $change.undoes.ToString().Trim() } else { $change.does.ToString().Trim() }
  'Change ' + $change.number + ': ' + $(if ($Undo) { 'take back: ' }) + $change.what
  $listed = Ask-Setspn $change.list
  if (@($listed.out | Where-Object { $_ -notmatch '^\s' -and $_.TrimEnd().EndsWith($change.object + ':', [StringComparison]::OrdinalIgnoreCase) }).Count -ne 1) {
    $surprise = $change.account + ' is not the object ' + $change.object + ', or could not be looked up: ' + ((@($listed.out) + @($listed.err)) -join ' ')
    break
  }
  if (-not $places.ContainsKey($change.name)) {
    $now = Find-Owners $change
    if (-not $now.known) { $surprise = 'who holds ' + $change.name + ' could not be read: ' + $now.why; break }
    $place = Find-Place $change.name $now.owners
    if ($place -lt 0) { $surprise = $change.name + ' is held by ' + (Show-Owners $now.owners) + ', which the plan does not know'; break }
    $places[$change.name] = $place
  }
  $place = $places[$change.name]
  $isSo = if ($Undo) { $place -lt $change.place } else { $place -ge $change.place }
  if ($isSo) { $already++; '  already so'; continue }
  $next = if ($Undo) { $change.place - 1 } else { $change.place }
  if (-not $Run) { $would++; '  would run: ' + $text; $places[$change.name] = $next; continue }
  '  runs: ' + $text
  Write-Log ('runs: ' + $text)
  $said = Ask-Setspn $(if ($Undo) { $change.undoes } else { $change.does })
  foreach ($line in @($said.out) + @($said.err)) { if ($line.Trim() -ne '') { '    ' + $line; Write-Log ('  ' + $line) } }
  Write-Log ('  exit code ' + $said.exit)
  if ($said.exit -ne 0) { $surprise = 'setspn ended with exit code ' + $said.exit; break }
  for ($look = 1; $look -le 5; $look++) {
    $now = Find-Owners $change
    if ($now.known -and (Test-Same $states[$change.name][$next] $now.owners)) { break }
    if ($look -lt 5) { [Threading.Thread]::Sleep(1000) }
  }
  if (-not $now.known -or -not (Test-Same $states[$change.name][$next] $now.owners)) {
    $surprise = 'the command ended well, but ' + $change.name + ' is now held by ' + $(if ($now.known) { Show-Owners $now.owners } else { 'nobody knows whom' }) + '; replication may take a while, so look again before anything else'
    break
  }
  $made++
  $places[$change.name] = $next
  '  done, and read again'
}
if ($surprise -ne '') {
  'Stopped: ' + $surprise
  if ($Run) { Write-Log ('stopped: ' + $surprise) }
  'Made: ' + $made + '. Nothing after this was run.'
  exit 1
}
if (-not $Run) { 'Nothing was changed. Would be changed: ' + $would + ', already so: ' + $already + '. With -Run it is done.' }
else {
  'Made: ' + $made + ', already so: ' + $already + '.' + $(if ($made -gt 0) { ' Log: ' + $log })
  'Tell the administrator of the server to look again: kerbwise verify'
}
exit 0
`;
