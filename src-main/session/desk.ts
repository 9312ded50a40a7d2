import { basename } from 'node:path';
import type { DeskBridge } from '../../flows/bridge/bridge.ts';
import type { AdminEvent, View, WizardView } from '../../flows/bridge/contract.ts';
import type { StartEvent, StartView } from '../../flows/bridge/start-contract.ts';
import { say } from '../../flows/language/say.ts';
import { describeFailure, type Failure } from '../../flows/model/failure.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { VERSION } from '../../flows/model/version.ts';
import { reasonOf, stateFolder } from '../core/state-folder.ts';
import { LAB_FAULTS } from '../lab/lab.ts';
import { logPlaces } from './log-places.ts';
import { openLogsDesk } from './logs-desk.ts';
import type { SessionWish } from './open-session.ts';
import { hasIis } from './open-target.ts';
import { forgetRecent, type RecentEntry, recentId, rememberRecent } from './recent-file.ts';
import { type RecentWork, readRecentWork } from './recent-work.ts';
import { REFUSED_MESSAGE, type Session } from './session.ts';
import { speaking } from './speaking.ts';
import { namedWish, notOpened, type Wish, wishesOf } from './wishes.ts';
import { NOTHING_TO_PRESCRIBE } from './write-prescription.ts';

export interface DeskOptions extends SessionWish {
  /** Whether this computer has IIS; looked at where it is left out. */
  readonly hasIis?: boolean;
}

/** What a host shows for as long as the program runs: one session after another, and the start screen between them. */
export interface Desk {
  readonly bridge: DeskBridge;
  /** In: what a window sent that is no event of the contract, or that came from elsewhere. */
  recordRefusal(raw: unknown): void;
  /** Ends the session, after the command that runs. */
  close(): Promise<void>;
}

/**
 * Opens what was named on the command line, or the start screen where nothing was.
 * Out: the desk; the failure of opening what was named.
 */
export async function openDesk(options: DeskOptions): Promise<Result<Desk>> {
  const named = namedWish(options);
  const first = await named?.open();
  if (first?.ok === false) return first;
  const screen = startScreen(options);
  await (first === undefined || named === undefined ? screen.showStart() : screen.show(first.value, named));
  const desk = deskOn(screen);
  return succeed({ ...desk, bridge: await speaking(desk.bridge, stateFolder(options.state)) });
}

/** What is shown at this moment: a session, or the start screen. */
interface Screen {
  session(): Session | null;
  view(): View;
  readonly listeners: Set<(view: View) => void>;
  show(session: Session, wish: Wish): void;
  /** Leaves what is open, unless something is being changed there. */
  showStart(): Promise<void>;
  take(event: StartEvent): void;
  openFile(path: string): void;
  note(text: string): void;
  close(): Promise<void>;
}

function deskOn(screen: Screen): Desk {
  const prescriptions = () => screen.session()?.prescriptions ?? NOTHING_TO_PRESCRIBE;
  const logs = openLogsDesk(logPlaces(process.platform, process.env), async () => screen.session()?.knownPlace());
  return {
    bridge: {
      logs,
      subscribe: (listener) => {
        screen.listeners.add(listener);
        listener(screen.view());
        return () => screen.listeners.delete(listener);
      },
      send: (event) => {
        if (isStartEvent(event)) screen.take(event);
        else screen.session()?.bridge.send(event);
      },
      report: (format, translate) => screen.session()?.bridge.report(format, translate) ?? Promise.reject(new Error(say`Nothing is open`)),
      open: screen.openFile,
      prescriptions: {
        offer: () => prescriptions().offer(),
        draft: (order) => prescriptions().draft(order),
        write: (draftId, keyFile) => prescriptions().write(draftId, keyFile),
      },
    },
    recordRefusal: (raw) => {
      const session = screen.session();
      if (session === null) screen.note(REFUSED_MESSAGE);
      else session.recordRefusal(raw);
    },
    close: async () => {
      logs.close();
      await screen.close();
    },
  };
}

function startScreen(options: DeskOptions): Screen {
  const state = stateFolder(options.state);
  const wishes = wishesOf(options);
  const note = (text: string) => process.stderr.write(say`kerbwise: ${text}\n`);
  const listeners = new Set<(view: View) => void>();
  const canLookHere = options.allowLive && (options.hasIis ?? hasIis());
  let session: Session | null = null;
  let wizard: WizardView | null = null;
  let leave: () => void = () => undefined;
  let recent: RecentWork = { entries: [], views: [], notes: [] };
  let opening: string | null = null;
  let failure: Failure | null = null;
  let isClosed = false;
  /** Settled once the session before is over, and its place is remembered. */
  let ready: Promise<unknown> = Promise.resolve();

  const view = (): View => (session !== null && wizard !== null ? wizard : startView());
  const startView = (): StartView => ({
    kerbwise: 1,
    version: VERSION,
    phase: 'start',
    canLookHere,
    faults: LAB_FAULTS.map(({ id, title, symptom }) => ({ id, title, symptom })),
    recent: recent.views,
    opening,
    failure: failure === null ? null : describeFailure(failure),
    notes: recent.notes,
  });
  const publish = () => {
    for (const listener of listeners) listener(view());
  };
  const readRecents = async () => {
    recent = await readRecentWork(state, options.allowLive);
    if (session === null) publish();
  };
  const afterwards = (work: () => Promise<unknown>) => {
    ready = ready.then(work).catch((error: unknown) => note(reasonOf(error)));
  };
  const remember = async (
    opened: Session,
    { kind, path }: Wish,
    { target, server }: { target: WizardView['target']['kind']; server: string | null },
  ) => {
    const entry = { kind, path, target, wizard: basename(opened.savedFile), server, openedAt: new Date().toISOString() };
    const written = await rememberRecent(state, entry);
    if (!written.ok) note(describeFailure(written.failure).what);
  };

  const show = (opened: Session, wish: Wish) => {
    let known: string | null | undefined;
    session = opened;
    leave = opened.bridge.subscribe((next) => {
      wizard = next;
      publish();
      const { kind: target, server } = next.target;
      if (server === known) return;
      known = server;
      afterwards(() => remember(opened, wish, { target, server }));
    });
  };

  const showStart = async () => {
    if (session?.isChanging()) return;
    const over = session;
    leave();
    [session, wizard, opening, failure] = [null, null, null, null];
    publish();
    afterwards(async () => over?.close());
    afterwards(readRecents);
    await ready;
  };

  /** Only one thing at a time is opened, and only from the start screen. */
  const open = async (label: string, find: () => Promise<Result<Wish>>) => {
    if (session !== null || opening !== null) return;
    [opening, failure] = [label, null];
    publish();
    await ready;
    const wish = await find();
    const opened = wish.ok ? await wish.value.open() : wish;
    opening = null;
    if (isClosed) return opened.ok ? opened.value.close() : undefined;
    if (wish.ok && opened.ok) return show(opened.value, wish.value);
    failure = opened.ok ? null : opened.failure;
    await readRecents();
  };
  /** A bug on the way is told where one looks, and the list stays. */
  const tell = (error: unknown) => {
    opening = null;
    failure = notOpened(reasonOf(error));
    publish();
  };

  const openRecent = (entry: RecentEntry | undefined) => open(labelOf(entry), () => wishes.recent(entry));
  const taken = async (event: StartEvent): Promise<void> => {
    switch (event.type) {
      case 'target.left':
        return session === null ? undefined : showStart();
      case 'server.chosen':
        return canLookHere ? open(say`This server`, async () => wishes.server()) : undefined;
      case 'lab.chosen':
        return open(say`Practice lab`, () => wishes.lab(event.fault));
      case 'recent.chosen':
        return openRecent(recent.entries.find((entry) => recentId(entry) === event.recentId));
      case 'recent.forgotten':
        if (session === null) afterwards(async () => forgetRecent(state, event.recentId).then(readRecents));
        return;
      default:
        return event satisfies never;
    }
  };

  return {
    session: () => session,
    view,
    listeners,
    show,
    showStart,
    take: (event) => void taken(event).catch(tell),
    openFile: (path) => void open(path, () => wishes.file(path)).catch(tell),
    note,
    close: async () => {
      isClosed = true;
      leave();
      listeners.clear();
      await session?.close();
      await ready;
    },
  };
}

/** What is said to be opened. */
function labelOf(entry: RecentEntry | undefined): string {
  return entry?.path ?? (entry?.kind === 'live' ? say`This server` : say`Practice lab`);
}

function isStartEvent(event: AdminEvent): event is StartEvent {
  return START_EVENTS.has(event.type);
}

const START_EVENTS: ReadonlySet<string> = new Set<StartEvent['type']>([
  'target.left',
  'server.chosen',
  'lab.chosen',
  'recent.chosen',
  'recent.forgotten',
]);
