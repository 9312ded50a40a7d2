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
