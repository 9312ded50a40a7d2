import { SAY } from './records.ts';

/**
 * Reads the end of the newest log of a folder, opened so that whoever writes it is not disturbed.
 * In: the folder, a pattern of file names (`u_ex*.log`), the most bytes that are read from the end.
 * Out: one `[log]` with `folder`, `file`, `size`, `written` (UTC), `skipped` (bytes before the part), `head` (lines of the beginning that
 * start with #, where something was skipped) and `text`, which begins with a whole line; or `failed` with the name of the .NET exception,
 * `NoFile` where the folder holds none. Zeros that Windows has set aside at the end are left out.
 * Source: .NET, System.IO.FileStream; windows-tools.md 6.1.
 */
export const LOG_TAIL = `{
${SAY}
  function ReadPart($stream, $from, $count) {
    $bytes = [byte[]]::new($count)
    $null = $stream.Seek($from, 'Begin')
    $read = 0
    while ($read -lt $count) {
      $now = $stream.Read($bytes, $read, $count - $read)
      if ($now -le 0) { break }
      $read += $now
    }
    [Text.Encoding]::UTF8.GetString($bytes, 0, $read).Trim([char]0, [char]0xFEFF)
  }
  $folder = [string]$args[0]
  $most = [long]$args[2]
  Begin 'log'
  Say 'folder' $folder
  try {
    $newest = $null
    foreach ($file in ([IO.DirectoryInfo]$folder).GetFiles([string]$args[1])) {
      if ($null -eq $newest -or $file.LastWriteTimeUtc -gt $newest.LastWriteTimeUtc) { $newest = $file }
      elseif ($file.LastWriteTimeUtc -eq $newest.LastWriteTimeUtc -and [string]::CompareOrdinal($file.Name, $newest.Name) -gt 0) { $newest = $file }
    }
    if ($null -eq $newest) { Say 'failed' 'NoFile' }
    else {
      $stream = [IO.File]::Open($newest.FullName, 'Open', 'Read', 'ReadWrite, Delete')
      try {
        $size = $stream.Length
        $skipped = [Math]::Max([long]0, $size - $most)
        $text = ReadPart $stream $skipped ([int]($size - $skipped))
        if ($skipped -gt 0) {
          $head = ReadPart $stream 0 4096
          foreach ($line in $head.Split([char]10)) { if ($line.StartsWith('#')) { Say 'head' $line.TrimEnd() } else { break } }
          $text = $text.Substring($text.IndexOf([char]10) + 1)
        }
        Say 'file' $newest.Name
        Say 'size' $size
        Say 'written' $newest.LastWriteTimeUtc.ToString('yyyy-MM-ddTHH:mm:ssZ', [Globalization.CultureInfo]::InvariantCulture)
        Say 'skipped' $skipped
        Say 'text' $text
      }
      finally { $stream.Dispose() }
    }
  }
  catch { Say 'failed' (Innermost $_.Exception).GetType().Name; Say 'why' (Innermost $_.Exception).Message }
  Done
  $global:LASTEXITCODE = 0
}`;
