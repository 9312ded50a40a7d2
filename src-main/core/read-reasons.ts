import { say } from '../../flows/language/say.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: say`there is no such file`,
  ENOTDIR: say`there is no such file`,
  EACCES: say`this user may not read it`,
  EPERM: say`this user may not read it`,
  EBUSY: say`another program holds it locked`,
  EISDIR: say`it is a folder`,
  EIO: say`the disk could not read it`,
};

/** In: an error of reading a file or folder. Out: why, in words; those of the system where the error is none that Kerbwise knows. */
export function readReason(error: Error): string {
  const known = 'code' in error && typeof error.code === 'string' ? REASONS[error.code] : undefined;
  return known ?? error.message;
}

/** Whether an error says that nothing is at the path. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
