import { SAY } from './records.ts';

/**
 * Tries whether ports of a host can be reached by TCP; nothing is sent over them.
 * In: a host name, then port numbers. Out: for each `[port]` with `number`, and `state` (`open`, `silent` after four seconds) or `failed`
 * with the socket error's name.
 * Source: .NET, System.Net.Sockets; the names of SocketError are not localized.
 */
export const PORTS = `{
${SAY}
  $names = @($args)
  foreach ($number in ($names | & { process { if ($_ -match '^[0-9]+$') { [int]$_ } } })) {
    Begin 'port'
    Say 'number' $number
    $client = [Net.Sockets.TcpClient]::new()
    try {
      $asked = $client.BeginConnect([string]$names[0], $number, $null, $null)
      if ($asked.AsyncWaitHandle.WaitOne(4000)) { $client.EndConnect($asked); Say 'state' 'open' } else { Say 'state' 'silent' }
    }
    catch { Say 'failed' (Innermost $_.Exception).SocketErrorCode }
    finally { $client.Close() }
  }
  Done
  $global:LASTEXITCODE = 0
}`;
