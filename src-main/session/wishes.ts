import { resolve } from 'node:path';
import { isTypedPath } from '../../flows/bridge/parse-logs.ts';
import { say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { stateFolder } from '../core/state-folder.ts';
import { makeLabAnew } from './new-lab.ts';
import { openSession, type SessionWish } from './open-session.ts';
import type { RecentEntry } from './recent-file.ts';
import { whyNotHere } from './recent-work.ts';
import { recognise } from './recognise.ts';
import type { Session } from './session.ts';

/** Something that is to be opened: how, and how it is remembered. */
export interface Wish {
  readonly kind: RecentEntry['kind'];
  readonly path: string | null;
  open(): Promise<Result<Session>>;
}

/** In: what the command line named. Out: what is to be opened by it; `undefined` where it named nothing. */
export function namedWish(options: SessionWish): Wish | undefined {
  const { target, prescription } = options;
  if (target === undefined && prescription === undefined) return undefined;
  const open = () => openSession(options);
  if (prescription !== undefined) return { kind: 'prescription', path: resolve(prescription), open };
  const [kind = ''] = (target ?? '').split(':');
  if (kind === 'evidence') return { kind, path: resolve((target ?? '').slice('evidence:'.length)), open };
  return { kind: kind === 'live' ? 'live' : 'lab', path: null, open };
}

/** What a start screen can be asked for, each with what stands in its way. */
export interface Wishes {
  server(): Result<Wish>;
  /** Makes the practice server anew with a fault. */
  lab(fault: string): Promise<Result<Wish>>;
  file(path: string): Promise<Result<Wish>>;
  /** In: an entry of the list of recent work; `undefined` where it is not in it. */
  recent(entry: RecentEntry | undefined): Promise<Result<Wish>>;
}

/** In: what holds for whatever is opened while the program runs. */
export function wishesOf({ target: _target, prescription: _prescription, ...common }: SessionWish): Wishes {
  const on = (target: string) => () => openSession({ ...common, target });
  const server = (): Wish => ({ kind: 'live', path: null, open: on('live') });
  const lab = (): Wish => ({ kind: 'lab', path: null, open: on('lab') });
  const file = async (path: string): Promise<Result<Wish>> => {
    if (!common.allowLive && !isTypedPath(path)) return refusePath(path);
    const what = await recognise(path);
    if (!what.ok) return what;
    const whole = resolve(path);
    const open =
      what.value === 'evidence' ? on(`evidence:${whole}`) : () => openSession({ ...common, target: undefined, prescription: whole });
    return succeed({ kind: what.value, path: whole, open });
  };
  return {
    server: () => succeed(server()),
    lab: async (fault) => {
      const made = await makeLabAnew(stateFolder(common.state), fault);
      return made.ok ? succeed(lab()) : made;
    },
    file,
    recent: async (entry) => {
      const why = entry === undefined ? say`It is not in the list any more` : whyNotHere(entry, common.allowLive);
      if (entry === undefined || why !== null) return fail(notOpened(why ?? ''));
      if (entry.path !== null) return file(entry.path);
      return succeed(entry.kind === 'live' ? server() : lab());
    },
  };
}

function refusePath(path: string): Result<never> {
  return fail({
    code: 'input.refused',
    what: say`${path} is not opened`,
    why: say`In a browser only whole paths of this computer can be named, neither on another computer nor a device`,
    next: say`Write the whole path, from the drive on, or use the Kerbwise program`,
  });
}

/** In: why something could not be opened, where nothing more is known. */
export function notOpened(why: string) {
  return { code: 'input.refused', what: say`It could not be opened`, why, next: say`Choose something else` } as const;
}
