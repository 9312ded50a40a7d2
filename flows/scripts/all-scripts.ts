import { ACCESS_RIGHTS } from './access-rights.ts';
import { APPLICATION_IDENTITY } from './application-identity.ts';
import { DIRECTORY } from './directory.ts';
import { LOG_TAIL } from './log-tail.ts';
import { PORTS } from './ports.ts';
import { RESOLVE } from './resolve.ts';
import { SIGN_IN } from './sign-in.ts';

/**
 * What PowerShell itself is asked, where no native program answers in a form that can be read: whole texts of ours, never put together.
 * Each is a script block; its arguments stand behind it as quoted constants. None changes anything.
 */
export const SCRIPTS = {
  'access-rights': ACCESS_RIGHTS,
  'application-identity': APPLICATION_IDENTITY,
  directory: DIRECTORY,
  'log-tail': LOG_TAIL,
  ports: PORTS,
  resolve: RESOLVE,
  'sign-in': SIGN_IN,
} as const;

export type Script = keyof typeof SCRIPTS;
