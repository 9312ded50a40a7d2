import { SAY } from './records.ts';

/**
 * Reads who owns files and folders of this computer, and who may do what with them.
 * In: full paths. Out: for each `[item]` with `path`, and `rights` (owner and access in the security descriptor definition language, which
 * is the same in every language of Windows) or `failed` with the name of the .NET exception and `why`.
 * Source: .NET, System.Security.AccessControl.FileSystemSecurity; Microsoft Learn, Security Descriptor String Format.
 */
export const ACCESS_RIGHTS = `{
${SAY}
  foreach ($path in $args) {
    Begin 'item'
    Say 'path' $path
    try {
      if ([IO.Directory]::Exists($path)) { $rights = [Security.AccessControl.DirectorySecurity]::new($path, 'Owner, Access') }
      else { $rights = [Security.AccessControl.FileSecurity]::new($path, 'Owner, Access') }
      Say 'rights' $rights.GetSecurityDescriptorSddlForm('Owner, Access')
    }
    catch { Say 'failed' (Innermost $_.Exception).GetType().Name; Say 'why' (Innermost $_.Exception).Message }
  }
  Done
  $global:LASTEXITCODE = 0
}`;
