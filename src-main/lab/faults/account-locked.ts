import { say } from '../../../flows/language/say.ts';
import { APPLICATION_IDENTITY } from '../server/names.ts';
import { withAttributes } from './directory-edits.ts';
import type { LabFault } from './fault.ts';

/** Locked on 31 July 2026. */
export const accountLocked: LabFault = {
  id: 'account-locked',
  title: say`The Application Identity of ITMS, CONTOSO\\svc-appid, is locked`,
  symptom: say`All endpoints fail at once with 0x8009030C, on package shares too; browsers sign in as always`,
  excludes: [],
  apply: (state) => withAttributes(state, APPLICATION_IDENTITY, { isLockedOut: true, lockoutTime: '134300000000000000' }),
};
