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
