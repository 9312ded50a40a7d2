import { SAY } from './records.ts';

/**
 * Searches the directory by LDAP as the current user; follows no referral, changes nothing.
 * In: a controller, a domain's DNS name, or `default` for the domain of this session; `domain` or `forest` (then a global catalog, port 3268);
 * an LDAP filter. Out: `[directory]` of who answered; in the scope `domain` also a `[partition]` for each domain of the forest and a
 * `[controller]` for each in the site of the one that answered; an `[object]` for each hit; `[found]` with their number.
 * Where nobody could be asked, `[failed]` with a code and where it happened. An attribute that an object lacks is named by `lacks`, so
 * that a lost line is told from a missing value. Sizes: 500 objects; 15 s for one answer; the command's own limit for all.
 * Source: .NET, System.DirectoryServices.Protocols; [MS-ADTS] 3.1.1.3.2 (rootDSE), 3.1.1.4.5 (constructed attributes).
 */
export const DIRECTORY = `{
${SAY}
  $null = [Reflection.Assembly]::LoadWithPartialName('System.DirectoryServices.Protocols')
  $patience = [TimeSpan]::FromSeconds(15)
  $step = 'connect'

  function Open($name, $port) {
    if ($name -eq 'default') { $place = [DirectoryServices.Protocols.LdapDirectoryIdentifier]::new([NullString]::Value, $port) }
    else { $place = [DirectoryServices.Protocols.LdapDirectoryIdentifier]::new([string]$name, $port) }
    $connection = [DirectoryServices.Protocols.LdapConnection]::new($place)
    $connection.AuthType = [DirectoryServices.Protocols.AuthType]::Negotiate
    $connection.Timeout = $patience
    $connection.SessionOptions.ProtocolVersion = 3
    $connection.SessionOptions.ReferralChasing = [DirectoryServices.Protocols.ReferralChasingOptions]::None
    $connection.Bind()
    $connection
  }

  function Search($connection, $base, $scope, $filter, $wanted) {
    $request = [DirectoryServices.Protocols.SearchRequest]::new($base, $filter, [DirectoryServices.Protocols.SearchScope]$scope, [string[]]$wanted)
    $request.TimeLimit = $patience
    $page = [DirectoryServices.Protocols.PageResultRequestControl]::new(200)
    if ($scope -ne 'Base') { $null = $request.Controls.Add($page) }
    $hits = 0
    do {
      $response = $connection.SendRequest($request, $patience)
      foreach ($entry in $response.Entries) { $entry; $hits++ }
      $more = $response.Controls | & { process { if ($_ -is [DirectoryServices.Protocols.PageResultResponseControl]) { $_ } } }
      if ($more) { $page.Cookie = $more.Cookie }
      if ($hits -gt 500) { throw [InvalidOperationException]::new('more than 500 objects') }
    } while ($more -and $more.Cookie.Length -gt 0)
  }

  function Texts($entry, $name) { if ($entry.Attributes.Contains($name)) { $entry.Attributes[$name].GetValues([string]) } }
  function Bytes($entry, $name) { if ($entry.Attributes.Contains($name)) { , [byte[]]$entry.Attributes[$name].GetValues([byte[]])[0] } }
  function SayOne($key, $value) { if ($null -eq $value -or [string]$value -eq '') { Say 'lacks' $key } else { Say $key ([string]@($value)[0]) } }
  function SayAll($key, $values) { Say ($key + '-count') @($values).Count; Say $key $values }

  function Sid($bytes) {
    if ($null -eq $bytes) { return }
    $authority = [uint64]0
    for ($at = 2; $at -lt 8; $at++) { $authority = $authority * 256 + $bytes[$at] }
    $parts = @('S', $bytes[0], $authority)
    for ($at = 8; $at + 3 -lt $bytes.Length; $at += 4) { $parts += [BitConverter]::ToUInt32($bytes, $at) }
    $parts -join '-'
  }

  function SayObject($entry) {
    $guid = Bytes $entry 'objectGUID'
    Begin 'object'
    Say 'dn' $entry.DistinguishedName
    if ($null -eq $guid) { Say 'lacks' 'guid' } else { Say 'guid' ([Guid]::new([byte[]]$guid)) }
    SayOne 'sid' (Sid (Bytes $entry 'objectSid'))
    SayAll 'class' @(Texts $entry 'objectClass')
    SayAll 'spn' @(Texts $entry 'servicePrincipalName')
    SayAll 'delegate' @(Texts $entry 'msDS-AllowedToDelegateTo')
    SayOne 'account' (Texts $entry 'sAMAccountName')
    SayOne 'upn' (Texts $entry 'userPrincipalName')
    SayOne 'control' (Texts $entry 'userAccountControl')
    SayOne 'computed' (Texts $entry 'msDS-User-Account-Control-Computed')
    SayOne 'lockout' (Texts $entry 'lockoutTime')
    SayOne 'passwordset' (Texts $entry 'pwdLastSet')
    SayOne 'admincount' (Texts $entry 'adminCount')
    SayOne 'encryption' (Texts $entry 'msDS-SupportedEncryptionTypes')
    $end = [string](Texts $entry 'accountExpires')
    Say 'expired' ($end -match '^\\d+$' -and [decimal]$end -gt 0 -and [decimal]$end -lt [DateTime]::UtcNow.ToFileTimeUtc())
    Say 'acted-for' $entry.Attributes.Contains('msDS-AllowedToActOnBehalfOfOtherIdentity')
    $writable = @(Texts $entry 'allowedAttributesEffective')
    Say 'writable' ($writable -contains 'servicePrincipalName')
  }

  $attributes = 'objectGUID', 'objectSid', 'objectClass', 'sAMAccountName', 'userPrincipalName', 'servicePrincipalName', 'userAccountControl',
    'msDS-User-Account-Control-Computed', 'lockoutTime', 'pwdLastSet', 'accountExpires', 'adminCount', 'msDS-SupportedEncryptionTypes',
    'msDS-AllowedToDelegateTo', 'msDS-AllowedToActOnBehalfOfOtherIdentity', 'allowedAttributesEffective'
  $isForest = $args[1] -eq 'forest'

  try {
    $domain = Open $args[0] 389
    $step = 'root'
    $root = @(Search $domain '' 'Base' '(objectClass=*)' @('dnsHostName', 'defaultNamingContext', 'rootDomainNamingContext', 'configurationNamingContext', 'domainFunctionality', 'isGlobalCatalogReady', 'serverName'))[0]
    $base = [string](Texts $root 'defaultNamingContext')
    if ($isForest) {
      $step = 'catalog'
      if ((Texts $root 'isGlobalCatalogReady') -eq 'TRUE') { $asked = Open (Texts $root 'dnsHostName') 3268 } else { $asked = Open 'default' 3268 }
      $root = @(Search $asked '' 'Base' '(objectClass=*)' @('dnsHostName', 'defaultNamingContext', 'rootDomainNamingContext', 'configurationNamingContext', 'domainFunctionality', 'isGlobalCatalogReady', 'serverName'))[0]
      $base = ''
    }
    else { $asked = $domain }
    $step = 'search'
    $found = @(Search $asked $base 'Subtree' ([string]$args[2]) $attributes)
    $partitions = @(); $controllers = @()
    if (-not $isForest) {
      $step = 'outline'
      $partitions = @(Search $asked ('CN=Partitions,' + (Texts $root 'configurationNamingContext')) 'OneLevel' '(&(objectClass=crossRef)(nETBIOSName=*))' @('nCName', 'nETBIOSName', 'dnsRoot'))
      $self = [string](Texts $root 'serverName')
      $controllers = @(Search $asked $self.Substring($self.IndexOf(',') + 1) 'OneLevel' '(objectClass=server)' @('dNSHostName', 'serverReference'))
    }

    Begin 'directory'
    SayOne 'controller' (Texts $root 'dnsHostName')
    SayOne 'domain' (Texts $root 'defaultNamingContext')
    SayOne 'forest' (Texts $root 'rootDomainNamingContext')
    SayOne 'level' (Texts $root 'domainFunctionality')
    SayOne 'catalog' (Texts $root 'isGlobalCatalogReady')
    foreach ($entry in $partitions) {
      Begin 'partition'
      SayOne 'dn' (Texts $entry 'nCName')
      SayOne 'netbios' (Texts $entry 'nETBIOSName')
      SayOne 'dns' (Texts $entry 'dnsRoot')
    }
    foreach ($entry in $controllers) {
      Begin 'controller'
      SayOne 'host' (Texts $entry 'dNSHostName')
      SayOne 'computer' (Texts $entry 'serverReference')
    }
    foreach ($entry in $found) { SayObject $entry }
    Begin 'found'
    Say 'partitions' $partitions.Count
    Say 'controllers' $controllers.Count
    Say 'objects' $found.Count
  }
  catch {
    $cause = Innermost $_.Exception
    Begin 'failed'
    Say 'at' $step
    if ($cause -is [ComponentModel.Win32Exception]) { Say 'code' $cause.NativeErrorCode }
    elseif ($null -ne $cause.ErrorCode) { Say 'code' $cause.ErrorCode }
    elseif ($null -ne $cause.Response) { Say 'code' ([int]$cause.Response.ResultCode) }
    else { Say 'code' $cause.GetType().Name }
    Say 'why' $cause.Message
  }
  finally {
    if ($asked) { $asked.Dispose() }
    if ($domain) { $domain.Dispose() }
  }
  Done
  $global:LASTEXITCODE = 0
}`;
