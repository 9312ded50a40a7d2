import fc from 'fast-check';

/** What has a meaning in PowerShell, in `cmd`, in a Windows command line, or only on the screen. */
const NASTY = [
  ...'\'’‘‚‛"“”„`$();&|<>{}[]@#%^,!*?~=+-–—―:\\/ .',
  '--%',
  '-Name:',
  '$(calc)',
  '$x',
  '%PATH%',
  '@args',
  '2>&1',
  '#>',
  '<#',
  '0x10',
  '1kb',
  '\u00a0',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\t',
  '\n',
  '\r',
  '\0',
  '\u2028',
  '\ud800',
  '😀',
  'ß',
  'İ',
  '服务',
  'C:\\Program Files\\x\\',
  "/+providers.[value='NTLM']",
  'Default Web Site/Altiris',
  'MACHINE/WEBROOT/APPHOST',
  'CONTOSO\\svc-smp$',
];

/** Arguments that a hostile server could name its sites, pools and accounts with, and plain ones. */
export const anyArgument = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY, 'a', 'Z', '0', '9'), { maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
);
