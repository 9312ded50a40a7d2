/**
 * The parts of the collector that are the same for every version of it: PowerShell as text, for Windows PowerShell 5.1 and 7.
 * Language and .NET only; where a policy restricts the language, the cmdlets that Windows itself brings write the files.
 */

/** Running one reading. In a session of its own, so that one that does not end can be left behind. */
export const ASK = `
$runner = {
  param($call, $isScript, $words, $mostOutput)
  # PowerShell looks for this one wherever a program's error stream is joined, and a locked-down server may lack it.
  function Out-String { }
  $ErrorActionPreference = 'Continue'; $ProgressPreference = 'SilentlyContinue'; $PSNativeCommandUseErrorActionPreference = $false
  if ($isScript) { $call = [ScriptBlock]::Create($call) }
  $global:LASTEXITCODE = $null
  $answer = @{ state = 'ran'; why = '' }
  $o = [Text.StringBuilder]''; $e = [Text.StringBuilder]''
  try {
    @() | & $call @words 2>&1 | & { process {
      if ($_ -is [Management.Automation.ErrorRecord]) { $null = $e.Append($_.Exception.Message).Append([char]10) }
      else { $null = $o.Append([string]$_).Append([char]10) }
      if ($o.Length + $e.Length -gt $mostOutput) { $answer.state = 'too-long'; throw 'long' }
    } }
  }
  catch {
    if ($answer.state -eq 'ran') { $answer.state = 'not-started' }
    $x = $_.Exception; while ($x.InnerException) { $x = $x.InnerException }; $answer.why = $x.Message
  }
  if ($answer.state -eq 'ran' -and $null -eq $global:LASTEXITCODE) { $answer.state = 'not-started'; $answer.why = 'it gave no exit code' }
  $answer.exit = $global:LASTEXITCODE; $answer.out = $o.ToString(); $answer.err = $e.ToString()
  $answer
}
$session = $null

function Ask-Session($call, $isScript, $words, $limit) {
  if ($null -eq $script:session) {
    $state = [Management.Automation.Runspaces.InitialSessionState]::CreateDefault2()
    $script:session = [Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($state)
    $script:session.Open()
  }
  $shell = [PowerShell]::Create()
  $shell.Runspace = $script:session
  $null = $shell.AddScript($runner.ToString()).AddArgument($call).AddArgument($isScript).AddArgument($words).AddArgument($mostOutput)
  $pending = $shell.BeginInvoke()
  if (-not $pending.AsyncWaitHandle.WaitOne($limit)) {
    $null = $shell.BeginStop($null, $null)
    $script:session = $null
    return @{ state = 'timed-out'; why = ''; out = ''; err = '' }
  }
  @($shell.EndInvoke($pending))[0]
}

# In a restricted language only native programs answer, and nobody can end one that hangs.
function Ask-Plainly($call, $isScript, $words) {
  function Out-String { }
  if ($isScript) { return @{ state = 'restricted'; why = 'PowerShell is held in ' + $language + ' mode here'; out = ''; err = '' } }
  $out = @(); $err = @()
  $global:LASTEXITCODE = $null
  try {
    foreach ($line in @(@() | & $call @words 2>&1)) {
      if ($line -is [Management.Automation.ErrorRecord]) { $err += $line.Exception.Message } else { $out += [string]$line }
    }
  }
  catch { return @{ state = 'not-started'; why = [string]$_; out = ''; err = '' } }
  if ($null -eq $global:LASTEXITCODE) { return @{ state = 'not-started'; why = ($err -join ' '); out = ''; err = '' } }
  @{ state = 'ran'; why = ''; exit = $global:LASTEXITCODE; out = Join-Lines $out; err = Join-Lines $err }
}
function Join-Lines($lines) { if ($lines.Count -eq 0) { return '' }; ($lines -join [string][char]10) + [char]10 }
`;

/** Writing down what was read: one file for each stream, and a record in the manifest, as soon as it is there. */
export const KEEP = `
function Keep-Text($file, $text) {
  if (-not $full) { Set-Content -LiteralPath ($folder + '/' + $file) -Value $text -Encoding UTF8 -NoNewline; return '' }
  $bytes = $utf8.GetBytes([string]$text)
  [IO.File]::WriteAllBytes($folder + '/' + $file, $bytes)
  try {
    $sha = [Security.Cryptography.SHA256CryptoServiceProvider]::new()
    return [BitConverter]::ToString($sha.ComputeHash($bytes)).Replace('-', '').ToLowerInvariant()
  }
  catch { return '' }
}
function Keep-Record($lines) {
  if ($full) { [IO.File]::AppendAllText($manifest, (Join-Lines @($lines)), $utf8) }
  else { Add-Content -LiteralPath $manifest -Value $lines -Encoding UTF8 }
}
function Keep-Answer($program, $words, $answer) {
  $script:number++
  $file = $script:number.ToString('0000') + '-' + $program
  Keep-Record (& {
    & Begin 'command'
    Say 'program' $program
    Say 'argument' $words
    Say 'state' $answer.state
    Say 'milliseconds' $answer.milliseconds
    if ($answer.why -ne '') { Say 'why' (Hide-Passwords $answer.why) }
    if ($answer.state -eq 'ran') {
      Say 'exit' $answer.exit
      foreach ($stream in 'out', 'err') {
        if ($answer[$stream] -eq '') { continue }
        $name = $file + '.' + $stream + '.txt'
        $hash = Keep-Text $name (Hide-Passwords $answer[$stream])
        Say $stream $name
        Say ($stream + '-hash') $hash
      }
    }
  })
}
`;

/** Reading a file of the server: its text, whatever its encoding, with every place where a password can stand emptied. */
export const READ_FILE = String.raw`
function Get-FileText($path) {
  $real = $path.Replace('\System32\', '\' + $system + '\')
  if (-not $full) {
    if ($path -like '*\web.config') { return @{ state = 'restricted'; why = 'in ' + $language + ' mode it is left out, for it can hold passwords of an application'; text = '' } }
    if (-not (Test-Path -LiteralPath $real)) { return @{ state = 'missing'; why = 'There is no such file'; text = '' } }
    try { return @{ state = 'read'; why = ''; text = [string](Get-Content -LiteralPath $real -Raw -Encoding UTF8 -ErrorAction Stop) } }
    catch { return @{ state = 'unreadable'; why = [string]$_; text = '' } }
  }
  try {
    if (([IO.FileInfo]::new($real)).Length -gt $mostFile) { return @{ state = 'unreadable'; why = 'it is larger than ' + $mostFile + ' bytes'; text = '' } }
    return @{ state = 'read'; why = ''; text = Get-Decoded ([IO.File]::ReadAllBytes($real)) }
  }
  catch {
    $x = Innermost $_.Exception
    $isMissing = $x -is [IO.FileNotFoundException] -or $x -is [IO.DirectoryNotFoundException]
    return @{ state = $(if ($isMissing) { 'missing' } else { 'unreadable' }); why = $x.Message; text = '' }
  }
}
function Get-Decoded($bytes) {
  $length = $bytes.Length
  if ($length -gt 2 -and $bytes[0] -eq 0xEF -and $bytes[1] -eq 0xBB -and $bytes[2] -eq 0xBF) { return [Text.Encoding]::UTF8.GetString($bytes, 3, $length - 3) }
  if ($length -gt 1 -and $bytes[0] -eq 0xFF -and $bytes[1] -eq 0xFE) { return [Text.Encoding]::Unicode.GetString($bytes, 2, $length - 2) }
  if ($length -gt 1 -and $bytes[0] -eq 0xFE -and $bytes[1] -eq 0xFF) { return [Text.Encoding]::BigEndianUnicode.GetString($bytes, 2, $length - 2) }
  if ($length -gt 1 -and $bytes[1] -eq 0) { return [Text.Encoding]::Unicode.GetString($bytes) }
  if ($length -gt 1 -and $bytes[0] -eq 0) { return [Text.Encoding]::BigEndianUnicode.GetString($bytes) }
  try { return ([Text.UTF8Encoding]::new($false, $true)).GetString($bytes) } catch { $null = $_ }
  $start = [Text.Encoding]::ASCII.GetString($bytes, 0, [Math]::Min(200, $length))
  $named = if ($start -match '^<\?xml\s[^>]*?encoding\s*=\s*["'']([\w.:-]+)["'']') { $Matches[1] } else { '' }
  foreach ($encoding in $named, 'windows-1252', 'iso-8859-1') {
    if ($encoding -eq '') { continue }
    try { return [Text.Encoding]::GetEncoding($encoding).GetString($bytes) } catch { $null = $_ }
  }
}
function Keep-File($path) {
  $file = Get-FileText $path
  $script:number++
  $name = $script:number.ToString('0000') + '-' + ($path -replace '^.*[\\/]', '')
  $text = if ($path -like '*.config') { Protect-Xml $file.text } else { Hide-Passwords $file.text }
  Keep-Record (& {
    & Begin 'file'
    Say 'path' $path
    Say 'state' $file.state
    if ($file.why -ne '') { Say 'why' $file.why }
    if ($file.state -eq 'read') {
      $hash = Keep-Text $name $text
      Say 'copy' $name
      Say 'copy-hash' $hash
    }
  })
  @{ state = $file.state; text = $text }
}
`;

/**
 * Leaving passwords out. Of a configuration only the groups are kept that Kerbwise reads; in these every attribute that can hold a
 * password, a key or a connection string is emptied, encrypted or not, and so are comments, and text between elements.
 * A file that is not well-formed stays so, and keeps nothing after the place where it breaks.
 * Source: the schema of IIS 10 (`processModel`, `virtualDirectory`, `anonymousAuthentication`, `odbcLogging`, client certificate
 * mappings, `configProtectedData`, `aspNetCore` and FastCGI environment variables); ASP.NET's `machineKey`, `sessionState`, `identity`.
 */
export const PROTECT = String.raw`
$keptGroups = 'configSections', 'system.applicationHost', 'system.webServer', 'system.web', 'configurationRedirection'
$emptiedElements = 'appSettings', 'connectionStrings', 'environmentVariables', 'machineKey', 'customMetadata', 'EncryptedData', 'credentials'
$secretName = '(?i)pass(?:word|wd|phrase)|^pwd$|secret|connectionstring|sessionkey|validationkey|decryptionkey|(?:api|access|private|account)[-_]?key|token$|^certificate$|arguments$|^authorization$'
$secretText = '(?i)\[enc:|(?:password|passwd|pwd|secret|accountkey)\s*=|://[^/@\s"'']*:[^/@\s"'']*@'
$token = '<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|</([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|''[^''<]*''))*)\s*(/?)>'
$pair = '([\w:.-]+)\s*=\s*("[^"]*"|''[^'']*'')'

function Protect-Xml($text) {
  $names = @(); $leftOut = -1; $emptied = -1; $at = 0
  $parts = foreach ($found in [regex]::Matches($text, $token)) {
    $between = Protect-Between $text.Substring($at, $found.Index - $at)
    $at = $found.Index + $found.Length
    if ($leftOut -lt 0 -or $between -like '*<*') { $between }
    if ($found.Value -like '<[?]xml *') { '<?xml version="1.0" encoding="UTF-8"?>'; continue }
    $closed = $found.Groups[1].Value; $opened = $found.Groups[2].Value; $isEmpty = $found.Groups[4].Value -ne ''
    if ($closed -ne '') {
      $depth = $names.Count - 1
      $names = @(if ($depth -gt 0) { $names[0..($depth - 1)] })
      if ($leftOut -lt 0) { '</' + $closed + '>' }
      if ($leftOut -ge $depth) { $leftOut = -1 }
      if ($emptied -ge $depth) { $emptied = -1 }
      continue
    }
    if ($opened -eq '') { continue }
    $depth = $names.Count
    $isGroup = ($depth -eq 1 -and $opened -ne 'location') -or ($depth -eq 2 -and $names[1] -eq 'location')
    if ($isGroup -and $leftOut -lt 0 -and $keptGroups -notcontains $opened) { $leftOut = $depth }
    if ($emptied -lt 0 -and $emptiedElements -contains $opened) { $emptied = $depth }
    if ($leftOut -lt 0) { '<' + $opened + (Protect-Attributes $found.Groups[3].Value ($emptied -ge 0)) + $(if ($isEmpty) { ' /' }) + '>' }
    if (-not $isEmpty) { $names += $opened; continue }
    if ($leftOut -eq $depth) { $leftOut = -1 }
    if ($emptied -eq $depth) { $emptied = -1 }
  }
  ($parts -join '') + (Protect-Between $text.Substring($at))
}
function Protect-Between($text) {
  if ($text -match '<') { return '<' }
  $text -replace '\S', ''
}
function Protect-Attributes($attributes, $isEmptied) {
  if ($attributes -eq '') { return '' }
  $pairs = [regex]::Matches($attributes, $pair)
  $isNamedSecret = $false
  foreach ($found in $pairs) {
    if ('name', 'key' -contains $found.Groups[1].Value -and $found.Groups[2].Value.Trim('"', "'") -match $secretName) { $isNamedSecret = $true }
  }
  $parts = foreach ($found in $pairs) {
    $name = $found.Groups[1].Value; $value = $found.Groups[2].Value
    $isSecret = $isEmptied -or $name -match $secretName -or $value -match $secretText -or ($isNamedSecret -and $name -eq 'value')
    ' ' + $name + '=' + $(if ($isSecret) { '"***"' } else { $value })
  }
  $parts -join ''
}
function Hide-Passwords($text) {
  $text -replace '(?i)\[enc:[^\]\s]*\]?', '***' -replace '(?i)((?:password(?!set=)[\w.]*|passwd|pwd)\s*[=:]\s*)(?:"[^"\r\n]*"?|''[^''\r\n]*''?|[^\s,<>"''()]+)', '$1***'
}
`;

/**
 * What fills the holes of the readings, from the answers that are there by then. More than needed does no harm: an answer that
 * nobody asks for lies in the folder unread.
 */
export const DERIVE = String.raw`
function Add-Value($hole, $value) {
  $value = [string]$value
  if ($value -eq '' -or ($value -match '^[-/\u2010-\u2015\u2212]' -and $hole -ne 'path')) { return }
  if ($value -cmatch '[\p{Cc}"]' -or $value.EndsWith('\')) { return }
  if ($values[$hole] -cnotcontains $value) { $values[$hole] = @($values[$hole] | Where-Object { $null -ne $_ }) + $value }
}
function Find-Host($network) {
  $of = @{}
  foreach ($found in [regex]::Matches($network, '(?m)^ {4}(Hostname|NV Hostname|Domain|NV Domain) {4}REG_SZ(?: {4}([^\r\n]*))?')) {
    $of[$found.Groups[1].Value] = $found.Groups[2].Value.Trim()
  }
  foreach ($name in $of['Hostname'], $of['NV Hostname']) { if ($name -and -not $values['computer']) { Add-Value 'computer' $name } }
  foreach ($domain in $of['Domain'], $of['NV Domain']) { if ($domain -and -not $values['domain']) { Add-Value 'domain' $domain } }
}
function Add-Name($name) {
  $name = $name.Trim().ToLowerInvariant()
  if ($name -eq '' -or $name -eq '*') { return }
  Add-Value 'name' $name
  $domain = @($values['domain'])[0]
  if (-not $domain) { return }
  $tail = '.' + $domain.ToLowerInvariant()
  if ($name -notlike '*.*') { Add-Value 'name' ($name + $tail) }
  elseif ($name.EndsWith($tail) -and $name.Substring(0, $name.Length - $tail.Length) -notlike '*.*') { Add-Value 'name' $name.Substring(0, $name.Length - $tail.Length) }
}
function Find-Configured($text) {
  $configuration = ([xml]$text).configuration
  foreach ($part in @($configuration) + @($configuration.location)) {
    if ($null -eq $part) { continue }
    foreach ($place in @($part.'system.applicationHost')) {
      if ($null -eq $place) { continue }
      foreach ($log in @('%SystemDrive%\inetpub\logs\LogFiles', $place.sites.siteDefaults.logFile.directory) + @($place.sites.site | ForEach-Object { $_.logFile.directory })) {
        if ($log) { Add-Value 'logs' (Resolve-Place $log) }
      }
      Find-Accounts $place.applicationPools
      foreach ($site in @($place.sites.site)) { if ($null -ne $site) { Find-Site $site } }
    }
  }
}
function Find-Accounts($pools) {
  foreach ($pool in @($pools.add) + @($pools.applicationPoolDefaults)) {
    if ($null -eq $pool -or $null -eq $pool.processModel) { continue }
    $name = ([string]$pool.processModel.userName).Trim()
    if ($name -notmatch '[\\@]' -or $name -match '^(?:nt authority|nt service|iis apppool|\.)\\') { continue }
    Add-Value 'account' $name
    if ($name -match '^([^\\]+)\\(.+)$') { Add-Value 'flatDomain' $Matches[1]; Add-Value 'user' $Matches[2] }
  }
}
function Find-Site($site) {
  $folders = @{}
  foreach ($application in @($site.application)) {
    if ($null -eq $application) { continue }
    $path = ($site.name + $application.path) -replace '/$', ''
    foreach ($directory in @($application.virtualDirectory)) { if ($null -ne $directory -and $directory.path -eq '/') { $folders[$path] = $directory.physicalPath } }
  }
  $isWanted = $false; $top = ''
  foreach ($application in @($site.application)) {
    if ($null -eq $application) { continue }
    $path = ($site.name + $application.path) -replace '/$', ''
    if ($path -notmatch '^[^/]+/altiris(?:/|$)' -and $chosen -notcontains $path) { continue }
    $isWanted = $true
    Add-Value 'application' $path
    Add-Value 'path' $application.path
    if ($top -eq '' -or $application.path.Split('/').Count -lt $top.Split('/').Count) { $top = $application.path }
    Find-Folders $path $folders
  }
  if (-not $isWanted) { return }
  Add-Value 'site' $site.name
  Add-Value 'siteId' $site.id
  foreach ($binding in @($site.bindings.binding)) {
    if ($null -eq $binding -or $binding.bindingInformation -notmatch ':(\d{1,5}):([^:]*)$') { continue }
    $port = $Matches[1]; $header = $Matches[2]
    if ($binding.protocol -notmatch '^https?$') { continue }
    if ($port -ne '80' -and $port -ne '443') { Add-Value 'port' $port }
    # One sign-in is tried, by the full name of the computer; whatever else there is to try is left for a further round.
    if ($binding.protocol -eq 'http' -and $header -eq '' -and $binding.bindingInformation -like '[*]:*' -and -not $values['address']) {
      $own = (@($values['computer'])[0], @($values['domain'])[0] | Where-Object { $_ }) -join '.'
      if ($own -ne '') { Add-Value 'address' ('http://' + $own.ToLowerInvariant() + $(if ($port -ne '80') { ':' + $port }) + $top.TrimEnd('/') + '/') }
    }
    Add-Name $header
  }
}
# Every folder from the site's root down to the application, for each of them can hold a web.config that counts.
function Find-Folders($path, $folders) {
  $above = ''
  foreach ($part in $path.Split('/')) {
    $above = if ($above -eq '') { $part } else { $above + '/' + $part }
    $holder = $above
    while ($holder -ne '' -and -not $folders.ContainsKey($holder)) { $holder = if ($holder -like '*/*') { $holder -replace '/[^/]*$', '' } else { '' } }
    if ($holder -eq '') { continue }
    $rest = $above.Substring($holder.Length).Replace('/', '\')
    $real = (Resolve-Place $folders[$holder]) + $rest
    if ($real -notlike '*%*') { Add-Value 'folder' $real }
  }
}
function Resolve-Place($path) {
  $path -replace '(?i)%SystemDrive%', $root.Substring(0, 2) -replace '(?i)%(?:SystemRoot|windir)%', $root.Replace('$', '$$') -replace '\\+$', ''
}
# What the answers of programs bring to light beside the configuration.
function Find-Said($program, $words, $printed) {
  if ($program -eq 'reg' -and $words[1] -like '*\Tcpip\Parameters') { Find-Host $printed }
  if ($program -eq 'reg' -and $printed -match '(?m)^ {4}FilePath {4}REG_(?:EXPAND_)?SZ {4}(.+?)\s*$') { Add-Value 'altirisLogs' ($Matches[1] -replace '(?i)\\[^\\]*\.log$', '' -replace '\\+$', '') }
  if ($program -eq 'nltest') { foreach ($found in [regex]::Matches($printed, '(?m):\s*\\\\([^\s\\]+)\s*$')) { Add-Value 'controller' $found.Groups[1].Value } }
  if ($program -eq 'application-identity') { foreach ($found in [regex]::Matches($printed, '(?m)^text=(?:[^\\\r\n]*\\)?([^\r\n]+?)\r?$')) { Add-Value 'user' $found.Groups[1].Value } }
  if ($program -eq 'directory') {
    foreach ($found in [regex]::Matches($printed, '(?m)^host=(\S+)')) { Add-Value 'otherController' $found.Groups[1].Value }
    foreach ($found in [regex]::Matches($printed, '(?m)^account=([^\r\n]+?)\$?\r?$')) { Add-Value 'owner' $found.Groups[1].Value }
  }
  if ($program -ne 'setspn') { return }
  if ($words -contains '-Q') { Find-Owners $printed }
  foreach ($found in [regex]::Matches($printed, '(?im)^\s+HTTP/([^/:\s]+)(?::\d+)?\s*$')) { Add-Value 'held' $found.Groups[1].Value.ToLowerInvariant() }
}
function Find-Owners($printed) {
  foreach ($found in [regex]::Matches($printed, '(?im)^CN=((?:\\.|[^,\\\r\n])+)')) { Add-Value 'owner' ($found.Groups[1].Value -replace '\\(.)', '$1') }
}
function Expand-Text($text) {
  if ($text -cnotmatch '<<([A-Za-z]+)>>') { return $text.Replace('%SystemRoot%', $root).Replace('%SystemDrive%', $root.Substring(0, 2)) }
  $hole = $Matches[1]
  foreach ($value in @($values[$hole])) { if ($null -ne $value) { Expand-Text $text.Replace('<<' + $hole + '>>', $value) } }
}
# Each way to fill the words of one reading, as an array of arrays.
function Expand-Words($words) {
  $ways = @(, @())
  foreach ($word in $words) {
    $filled = @(Expand-Text $word)
    $ways = @(foreach ($way in $ways) { foreach ($one in $filled) { , @(@($way) + $one) } })
    if ($ways.Count -gt $mostWays) { $ways = @($ways[0..($mostWays - 1)]) }
  }
  , $ways
}
`;

/** The round: what is asked of every server first, then what follows from its answers, until nothing new follows. */
export const COLLECT = String.raw`
function Read-Pattern($pattern) {
  if ($pattern.kind -eq 'file') {
    foreach ($path in @(Expand-Text $pattern.file)) {
      if ($done.ContainsKey('file ' + $path.ToLowerInvariant())) { continue }
      $done['file ' + $path.ToLowerInvariant()] = $true
      'Reading ' + ($done.Count) + ': ' + $path
      $file = Keep-File $path
      if ($file.state -eq 'unreadable' -or $file.state -eq 'restricted') { $script:missing += $path }
      if ($path -like '*\applicationHost.config' -and $file.state -eq 'read') {
        try { Find-Configured $file.text } catch { 'The configuration could not be understood: ' + $_ }
      }
    }
    return
  }
  foreach ($words in (Expand-Words $pattern.arguments)) {
    $words = [string[]]@($words)
    $key = $pattern.program + [char]0 + ($words -join [char]0)
    if ($done.ContainsKey($key)) { continue }
    $done[$key] = $true
    'Reading ' + ($done.Count) + ': ' + $pattern.program + ' ' + ($words -join ' ')
    $isScript = $scripts.ContainsKey($pattern.program)
    $call = if (-not $isScript) { $programs[$pattern.program].Replace('%SystemRoot%', $root).Replace('\System32\', '\' + $system + '\') } elseif ($full) { $scripts[$pattern.program].ToString() } else { '' }
    $begun = [DateTime]::UtcNow
    $answer = if ($full) { Ask-Session $call $isScript $words $pattern.limit } else { Ask-Plainly $call $isScript $words }
    $answer.milliseconds = [int]([DateTime]::UtcNow - $begun).TotalMilliseconds
    if ($answer.state -ne 'ran') { $script:missing += $pattern.program + ' ' + ($words -join ' ') + ': ' + $answer.state }
    Keep-Answer $pattern.program $words $answer
    if ($answer.state -ne 'ran') { continue }
    Find-Said $pattern.program $words $answer.out
  }
}

$folder = if ($Out -eq '') { $here + '/' + $named } elseif ($Out -match '^(?:[A-Za-z]:|[\\/])') { $Out } else { $here + '/' + $Out }
$folder = $folder -replace '\.zip$', ''
if ($full) {
  if ([IO.Directory]::Exists($folder) -or [IO.File]::Exists($folder) -or [IO.File]::Exists($folder + '.zip')) { 'Nothing was collected: ' + $folder + ' is there already. Name another place with -Out.'; return }
  $null = [IO.Directory]::CreateDirectory($folder)
}
else {
  if (Test-Path -LiteralPath $folder) { 'Nothing was collected: ' + $folder + ' is there already. Name another place with -Out.'; return }
  $null = New-Item -ItemType Directory -Path $folder -ErrorAction Stop
}
$manifest = $folder + '/' + $manifestName
Keep-Record (& {
  & Begin 'collection'
  Say 'format' $format
  Say 'collector' $version
  Say 'started' ([DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ'))
  Say 'user' ($env:USERDOMAIN + '\' + $env:USERNAME)
  Say 'host' $env:COMPUTERNAME
  Say 'systemroot' $root
  Say 'powershell' ([string]$PSVersionTable.PSVersion)
  Say 'language' $language
  Say 'name' $added
  Say 'application' $chosen
})
if (-not $full) { 'PowerShell is held in ' + $language + ' mode here: what only a script can read will be missing.' }

# Two patterns can feed each other, so they are gone through until a whole round asks nothing new. The computer and its domain come first.
$sorted = @($patterns | Where-Object { $_.program -eq 'reg' }) + @($patterns | Where-Object { $_.program -ne 'reg' })
do {
  $before = $done.Count
  foreach ($pattern in $sorted) {
    Read-Pattern $pattern
    if ($values['computer']) { foreach ($name in @($values['computer']) + $added) { Add-Name $name } }
  }
} while ($done.Count -gt $before)

Keep-Record (& { & Begin 'finished'; Say 'at' ([DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ssZ')); Done })
$result = $folder
if ($full) {
  try {
    $null = [Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    $stream = [IO.File]::Open($folder + '.zip', [IO.FileMode]::CreateNew)
    try {
      $archive = [IO.Compression.ZipArchive]::new($stream, [IO.Compression.ZipArchiveMode]::Create, $true)
      foreach ($file in [IO.Directory]::GetFiles($folder)) {
        $bytes = [IO.File]::ReadAllBytes($file)
        $into = $archive.CreateEntry([IO.Path]::GetFileName($file)).Open()
        $into.Write($bytes, 0, $bytes.Length)
        $into.Dispose()
      }
      $archive.Dispose()
    }
    finally { $stream.Dispose() }
    foreach ($file in [IO.Directory]::GetFiles($folder)) { [IO.File]::Delete($file) }
    [IO.Directory]::Delete($folder)
    $result = $folder + '.zip'
  }
  catch { 'A zip could not be made, so the folder is the result: ' + (Innermost $_.Exception).Message }
}
if ($missing.Count -gt 0) { 'Not read: ' + $missing.Count; foreach ($one in $missing) { '  ' + $one } }
'Collected ' + $done.Count + ' readings into ' + $result
'Nothing on this server was changed. Read it with: kerbwise check --target "evidence:' + ($result -replace '^.*[\\/]', '') + '"'
`;
