/** What the lab's four default faults are called when they are found, with what they lead to. */
export const FOUND = [
  'service-principal-names.missing',
  'service-principal-names.winrm-collision',
  'app-pool-credentials.off',
  'windows-authentication.ntlm-first',
  'auth-persistence.off',
  'sign-in-logs.request-level-authentication',
  'sign-in.unproven',
] as const;

const SETSPN = '"C:\\windows\\System32\\setspn.exe"';
const APPCMD = '"C:\\windows\\System32\\inetsrv\\appcmd.exe"';
const SECTION = '/section:system.webServer/security/authentication/windowsAuthentication';
const REORDER = "/-providers.[value='NTLM'] /-providers.[value='Negotiate'] /+providers.[value='Negotiate'] /+providers.[value='NTLM']";

/** The command lines that mend them, as Windows hands them to the programs. */
export const MENDING: readonly string[] = [
  ...['smp01', 'smp01.contoso.com', 'smp', 'smp.contoso.com'].map((name) => `${SETSPN} -S HTTP/${name} CONTOSO\\svc-smp`),
  `${APPCMD} set config "Default Web Site/Altiris" ${SECTION} /useAppPoolCredentials:true /commit:apphost`,
  `${APPCMD} set config "Default Web Site/Altiris/ClientTaskServer" ${SECTION} /useAppPoolCredentials:true /commit:apphost`,
  `${APPCMD} set config "Default Web Site/Altiris" ${SECTION} ${REORDER} /commit:apphost`,
  `${APPCMD} set config "Default Web Site/Altiris/TaskManagement" ${SECTION} ${REORDER} /commit:apphost`,
  `${APPCMD} set config "Default Web Site/Altiris" ${SECTION} /authPersistNonNTLM:true /commit:apphost`,
  `${APPCMD} set config "Default Web Site/Altiris/TaskManagement" ${SECTION} /authPersistNonNTLM:true /commit:apphost`,
];

/** In: command lines. Out: those that change something. */
export function changing(commandLines: readonly string[]): readonly string[] {
  return commandLines.filter((line) => / (?:-[SDARsdar]|set|clear|add|delete|reset|recycle|start|stop|purge) /.test(`${line} `));
}

/** Arguments with what has a meaning somewhere on the way, and the command line that Windows PowerShell 5.1 makes of them. */
export const TELLING = {
  args: ['Default Web Site/Altiris', "/+providers.[value='NTLM']", 'CONTOSO\\svc-smp$', 'O’Brien & Söhne [x86] $(1)', '-S', '/x:%PATH%'],
  raw: `"C:\\Own'er’s (x86) $(1) [ä]\\print-arguments.exe" "Default Web Site/Altiris" /+providers.[value='NTLM'] CONTOSO\\svc-smp$ "O’Brien & Söhne [x86] $(1)" -S /x:%PATH%`,
  // The code page of a console has umlauts and no typographic quote: that comes back as the plain one, from real programs too.
  text: "Default Web Site/Altiris /+providers.[value='NTLM'] CONTOSO\\svc-smp$ O'Brien & Söhne [x86] $(1) -S /x:%PATH%",
} as const;
