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
