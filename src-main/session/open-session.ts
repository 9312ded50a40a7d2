import { say } from '../../flows/language/say.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { choicesOf, whyOtherChoice } from '../../flows/prescription/judge-plan.ts';
import { type StateFolder, stateFolder } from '../core/state-folder.ts';
import { withAcknowledged } from './acknowledgements.ts';
import { openTarget } from './open-target.ts';
import { openPrescribedWork, type PrescribedWork } from './prescribed-work.ts';
import { type Session, startSession } from './session.ts';

/** What is to be opened. `allowLive` is false for hosts that a web page could reach. */
export interface SessionWish {
  readonly target: string | undefined;
  readonly state: string | undefined;
  readonly allowLive: boolean;
  readonly applications?: readonly string[];
  readonly names?: readonly string[];
  /** A prescription to work by: then its choices hold. `trust` names other keys than those of this computer, for the lab. */
  readonly prescription?: string | undefined;
  readonly trust?: string | undefined;
}

/** Opens a target and starts a wizard on it. */
export async function openSession(options: SessionWish): Promise<Result<Session>> {
  const state = stateFolder(options.state);
  const note = (text: string) => process.stderr.write(say`kerbwise: ${text}\n`);
  const prescribed = await openBy(options, state, note);
  if (prescribed?.ok === false) return prescribed;
  const otherChoice = prescribed && whyOtherChoice(prescribed.value.prescription, { ...NOTHING_ASKED, ...namedOf(options) });
  if (otherChoice !== undefined) await prescribed?.value.end(otherChoice, null);
  const target = await openTarget(options.target ?? prescribed?.value.prescription.server.target, state, options.allowLive);
  if (!target.ok) return target;
  if (prescribed !== undefined) {
    const choices = choicesOf(prescribed.value.prescription);
    return succeed(await startSession({ target: target.value, state, choices, note, prescribed: prescribed.value }));
  }
  const choices = {
    applications: options.applications ?? target.value.choices?.applications ?? [],
    names: options.names ?? target.value.choices?.names ?? [],
  };
  return succeed(
    await startSession({ target: target.value, state, choices: await withAcknowledged(state, target.value.kind, choices, note), note }),
  );
}

const NOTHING_ASKED = { applications: undefined, names: undefined, scenario: undefined, only: undefined };

/** What the command line names; an empty list names nothing. */
function namedOf({ applications = [], names = [] }: { readonly applications?: readonly string[]; readonly names?: readonly string[] }) {
  return { ...(applications.length > 0 ? { applications } : {}), ...(names.length > 0 ? { names } : {}) };
}

async function openBy(
  { prescription: file, trust }: { readonly prescription?: string | undefined; readonly trust?: string | undefined },
  state: StateFolder,
  note: (text: string) => void,
): Promise<Result<PrescribedWork> | undefined> {
  return file === undefined ? undefined : openPrescribedWork({ file, trust, state, note });
}
