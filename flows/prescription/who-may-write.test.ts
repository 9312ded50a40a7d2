import { expect, test } from 'vitest';
import { type Place, whoElseMayWrite } from './who-may-write.ts';

/** As Windows writes it of a folder that only administrators and the system may write to, and others may read. */
const SAFE = 'O:BAD:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)';
/** As it is on `C:\ProgramData` of a Windows server that nobody changed: users may add beside what is there. */
const PROGRAM_DATA = 'O:SYD:PAI(A;OICIIO;GA;;;CO)(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)(A;CI;DCLCRPCR;;;BU)';
/** As it is on `C:\`. */
const ROOT =
  'O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464D:PAI(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)(A;OICI;0x1200a9;;;BU)(A;CI;LC;;;BU)(A;CIIO;DC;;;BU)(A;OICIIO;GA;;;CO)';

test.each<[string, Place]>([
  [SAFE, 'folder'],
  [SAFE, 'key'],
  [SAFE, 'above'],
  [PROGRAM_DATA, 'above'],
  [ROOT, 'above'],
  ['O:S-1-5-21-1-2-3-512G:DUD:(A;;FA;;;BA)', 'key'],
  ['O:LAD:AI(A;ID;FA;;;S-1-5-21-1-2-3-519)(A;ID;FRFX;;;WD)S:AI', 'key'],
  ['O:BAD:(D;;FA;;;WD)(A;;FA;;;BA)', 'folder'],
  ['O:BAD:P', 'folder'],
])('nobody else may write to %s as %s', (rights, place) => {
  expect(whoElseMayWrite(rights, place)).toBeUndefined();
});

test.each<[string, Place, RegExp]>([
  [PROGRAM_DATA, 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;FA;;;WD)', 'key', /^Everyone may write/],
  ['O:BAD:(A;;GW;;;AU)', 'key', /^Authenticated Users may write/],
  ['O:BAD:(A;;0x1301bf;;;S-1-5-21-1-2-3-1105)', 'key', /^S-1-5-21-1-2-3-1105 may write/],
  ['O:BAD:(A;;WD;;;BU)', 'above', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;WO;;;BU)', 'above', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;SD;;;BU)', 'above', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;DT;;;BU)', 'above', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;DT;;;BU)', 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;LC;;;BU)', 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;OICI;FA;;;CO)', 'folder', /^CREATOR OWNER may write/],
  ['O:S-1-5-21-1-2-3-1105D:(A;;FA;;;BA)', 'key', /^it belongs to S-1-5-21-1-2-3-1105/],
  ['O:BUD:(A;;FA;;;BA)', 'folder', /^it belongs to BUILTIN\\Users/],
  ['O:BAD:NO_ACCESS_CONTROL', 'folder', /everybody may do everything/],
  ['O:BA', 'folder', /not of a form/],
  ['D:(A;;FA;;;BA)', 'folder', /not of a form/],
  ['', 'key', /not of a form/],
  ['O:BAD:(A;;FA;;;BA', 'folder', /not of a form/],
  ['O:BAD:(A;;ZZ;;;BU)', 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;;;;BU)', 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(XA;;FA;;;BU;(WIN://SYSAPPID))', 'folder', /not of a form|may write/],
  ['O:BAD:(NEW;;FA;;;BU)', 'folder', /^BUILTIN\\Users may write/],
  ['O:BAD:(A;;FA;;;)', 'folder', /may write/],
  ['O:S-1-5-21-1-2-3-5000D:(A;;FA;;;BA)', 'folder', /^it belongs to/],
])('somebody else may write to %s as %s', (rights, place, who) => {
  expect(whoElseMayWrite(rights, place)).toMatch(who);
});
