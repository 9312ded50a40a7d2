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
