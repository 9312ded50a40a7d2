import { LOG_TAIL } from './log-tail.ts';
import { RESOLVE } from './resolve.ts';

/**
 * What PowerShell itself is asked, where no native program answers in a form that can be read: whole texts of ours, never put together.
 * Each is a script block; its arguments stand behind it as quoted constants. None changes anything.
 */
export const SCRIPTS = {
  'log-tail': LOG_TAIL,
  resolve: RESOLVE,
} as const;

export type Script = keyof typeof SCRIPTS;
