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
