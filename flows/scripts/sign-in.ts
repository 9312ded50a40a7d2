import { SAY } from './records.ts';

/**
 * Proves a sign-in as the user of this session, with no password anywhere. In: a URL.
 * Out: `[challenge]` of a request without credentials, `[client]` with the first token that this session makes for `HTTP/<host>`, `[sign-in]`
 * of a request with the session's own credentials. Requests have `status`, each `challenge` header in the order sent, `persistent`, and `clock`
 * (`same`, `ahead`, `behind`: the server's date against this machine's, by Kerberos' five minutes), or `failed` with the name of a WebExceptionStatus.
 * The client has the `begin` of its token (112 bytes: they name the package and end before the ticket's encrypted part) or `failed` with SSPI's status.
 * A certificate that is not trusted, or TLS that does not come about, is `failed=TrustFailure`; nothing is ever sent past it. Each request ends after 20 seconds.
 * Source: .NET, System.Net.HttpWebRequest and System.Net.Security.NegotiateStream, both in .NET Framework 4 and in .NET.
 */
export const SIGN_IN = `{
${SAY}
  function Failure($exception) {
    $inner = Innermost $exception
    $web = $exception
    while ($web -and -not ($web -is [Net.WebException])) { $web = $web.InnerException }
    $status = 'UnknownError'
    if ($web) { $status = [string]$web.Status }
    if ($inner -is [Security.Authentication.AuthenticationException]) { $status = 'TrustFailure' }
    if ($inner -is [Net.Sockets.SocketException]) { $status = [string]$inner.SocketErrorCode }
    Say 'failed' $status
    Say 'why' $inner.Message
  }
  function Clock($date) {
    $server = [DateTime]::MinValue
    $style = [Globalization.DateTimeStyles]'AssumeUniversal, AdjustToUniversal'
    if (-not [DateTime]::TryParseExact($date, 'r', [Globalization.CultureInfo]::InvariantCulture, $style, [ref]$server)) { return }
    $minutes = ($server - [DateTime]::UtcNow).TotalMinutes
    if ($minutes -gt 5) { Say 'clock' 'ahead' } elseif ($minutes -lt -5) { Say 'clock' 'behind' } else { Say 'clock' 'same' }
  }
  function Request($url, $asUser) {
    $request = [Net.WebRequest]::Create($url)
    $request.Method = 'HEAD'
    $request.AllowAutoRedirect = $false
    $request.Proxy = $null
    $request.Timeout = 20000
    $request.UseDefaultCredentials = $asUser
    $response = $null
    try { $response = $request.GetResponse() }
    catch {
      $web = $_.Exception
      while ($web -and -not ($web -is [Net.WebException])) { $web = $web.InnerException }
      if ($web) { $response = $web.Response }
      if (-not $response) { Failure $_.Exception; return }
    }
    Say 'status' ([int]$response.StatusCode)
    Say 'challenge' $response.Headers.GetValues('WWW-Authenticate')
    Say 'persistent' $response.Headers['Persistent-Auth']
    Clock $response.Headers['Date']
    $response.Close()
  }
  function Client($name) {
    $sent = [IO.MemoryStream]::new()
    $stream = [Net.Security.NegotiateStream]::new($sent, $true)
    $level = [Net.Security.ProtectionLevel]::Sign
    $identification = [Security.Principal.TokenImpersonationLevel]::Identification
    $status = $null
    try { $stream.AuthenticateAsClient([Net.CredentialCache]::DefaultNetworkCredentials, $name, $level, $identification) }
    catch { $status = (Innermost $_.Exception).NativeErrorCode }
    $bytes = $sent.ToArray()
    if ($bytes.Length -gt 5 -and $bytes[0] -eq 22) {
      Say 'begin' ([Convert]::ToBase64String($bytes, 5, [Math]::Min(112, $bytes.Length - 5)))
      return
    }
    if ($null -eq $status) { Say 'failed' 'none' } else { Say 'failed' ('0x' + ([int]$status).ToString('X8')) }
  }
  $url = [Uri][string]$args[0]
  Begin 'challenge'
  Request $url $false
  Begin 'client'
  Say 'target' ('HTTP/' + $url.Host)
  Client ('HTTP/' + $url.Host)
  Begin 'sign-in'
  Request $url $true
  Done
  $global:LASTEXITCODE = 0
}`;
