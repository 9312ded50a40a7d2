import fc from 'fast-check';
import { anyArgument } from '../shell/arguments.ts';

/** Names that end a text of PowerShell, begin something there, mean something to appcmd and setspn, or show as something else. */
const NASTY = [
  "'; Remove-Item C:\\ -Recurse; '",
  '’; calc; ‘',
  '‛; calc #',
  '`"; calc; `"',
  '$(calc)',
  '$'.concat('{env:PATH}'),
  '@(calc)',
  '&calc',
  '|calc',
  '--%',
  '-D',
  '/commit:machine',
  '–Name',
  '—x',
  '−x',
  '@x',
  '%x',
  "x' /commit:'machine",
  "NTLM'][value='x",
  'x\\',
  'x\\\\',
  '"',
  'x" /commit:machine "',
  'x\r\ncalc',
  'x\ncalc',
  'x\u0085calc',
  'x\u2028calc',
  '\0x',
  '\u00a0-x',
  '\u3000x',
  '\u200e-x',
  '\u202ecalc',
  '\ud800',
  'x\udfff',
  '\ufeffx',
  'K\u212a',
  'MACHINE/WEBROOT/APPHOST',
  '<x>',
  "']",
  '1',
  '0x10',
  'true',
  '$null',
  '[System.Diagnostics.Process]::Start',
] as const;

const anyPart = fc.oneof(
  fc.constantFrom(...NASTY),
  anyArgument,
  fc.constantFrom('Default Web Site', 'Altiris', 'svc-smp', 'smp01', 'CONTOSO\\'),
);

/** A name of a site, a pool, an account, a host or a provider that somebody chose in order to be run. */
export const anyHostileName: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: anyPart },
  { weight: 6, arbitrary: fc.array(anyPart, { minLength: 2, maxLength: 4 }).map((parts) => parts.join('')) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(anyPart, fc.constantFrom('a', '’', '\\', 'ä', '😀'), fc.constantFrom(200, 4_096, 32_768))
      .map(([part, one, times]) => part + one.repeat(times)),
  },
);
