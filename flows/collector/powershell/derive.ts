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
