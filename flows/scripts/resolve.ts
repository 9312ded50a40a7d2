import { SAY } from './records.ts';

/**
 * Asks name resolution for each name, as a client would: hosts file, DNS, whatever Windows uses.
 * In: names. Out: for each `[name]` with `name`, and `canonical` and `address` where it resolves, or `failed` with the socket error's name;
 * `pointer` with the name that the first address leads back to.
 * Source: .NET, System.Net.Dns; the names of System.Net.Sockets.SocketError are not localized.
 */
export const RESOLVE = `{
${SAY}
  foreach ($name in $args) {
    Begin 'name'
    Say 'name' $name
    try {
      $entry = [Net.Dns]::GetHostEntry([string]$name)
      Say 'canonical' $entry.HostName
      Say 'address' ($entry.AddressList | & { process { $_.ToString() } })
      try { Say 'pointer' ([Net.Dns]::GetHostEntry($entry.AddressList[0]).HostName) } catch { Say 'nopointer' (Innermost $_.Exception).SocketErrorCode }
    }
    catch { Say 'failed' (Innermost $_.Exception).SocketErrorCode; Say 'why' (Innermost $_.Exception).Message }
  }
  Done
  $global:LASTEXITCODE = 0
}`;
