import { type Result, succeed } from '../../flows/model/result.ts';
import { stateFolder } from '../core/state-folder.ts';
import { openTarget } from './open-target.ts';
import { type Session, startSession } from './session.ts';

/** Opens a target and starts a wizard on it. `allowLive` is false for hosts that a web page could reach. */
export async function openSession(options: {
  readonly target: string | undefined;
  readonly state: string | undefined;
  readonly allowLive: boolean;
  readonly applications?: readonly string[];
  readonly names?: readonly string[];
}): Promise<Result<Session>> {
  const state = stateFolder(options.state);
  const target = await openTarget(options.target, state, options.allowLive);
  if (!target.ok) return target;
  const choices = {
    applications: options.applications ?? target.value.choices?.applications ?? [],
    names: options.names ?? target.value.choices?.names ?? [],
  };
  return succeed(await startSession({ target: target.value, state, choices, note: (text) => process.stderr.write(`kerbwise: ${text}\n`) }));
}
