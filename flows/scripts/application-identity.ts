import { SAY } from './records.ts';

/**
 * Reads the Application Identity of ITMS from the registry. The names of its values are not published, and one of them may be a password:
 * so every name is given, and a text only where it has the form of an account name and its value does not sound like a secret.
 * Out: `[key]` with `present`, then a `[value]` with `name`, and `text` or `withheld`.
 * Source: Broadcom KB 158871 (the place of the key); .NET, Microsoft.Win32.RegistryKey.
 */
export const APPLICATION_IDENTITY = `{
${SAY}
  try {
    $machine = [Microsoft.Win32.RegistryKey]::OpenBaseKey([Microsoft.Win32.RegistryHive]::LocalMachine, [Microsoft.Win32.RegistryView]::Registry64)
    $key = $machine.OpenSubKey('SOFTWARE\\Altiris\\express\\Notification Server\\AppIdentity')
    $names = @(); if ($key) { $names = @($key.GetValueNames()) }
    Begin 'key'
    Say 'present' ($null -ne $key)
    Say 'values' @($names).Count
    foreach ($name in $names) {
      $text = [string]$key.GetValue($name)
      Begin 'value'
      Say 'name' $name
      if ($name -notmatch 'pass|pwd|secret|key|credential' -and $text -match '^[^\\\\@"/\\[\\]:;|=,+*?<>]{1,64}(\\\\[^\\\\@"/\\[\\]:;|=,+*?<>]{1,64}|@[A-Za-z0-9.-]{1,255})$') { Say 'text' $text } else { Say 'withheld' 'true' }
    }
  }
  catch { Begin 'failed'; Say 'code' (Innermost $_.Exception).GetType().Name; Say 'why' (Innermost $_.Exception).Message }
  Done
  $global:LASTEXITCODE = 0
}`;
