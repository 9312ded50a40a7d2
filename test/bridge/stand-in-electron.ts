import { EventEmitter } from 'node:events';

/**
 * What the program asks of Electron, remembered so that a test can look at it and answer in Electron's place.
 * Stands in for the package `electron` alone; everything of ours that it meets is the real thing.
 */
export interface StandIn {
  readonly app: StandInApp;
  readonly ipcMain: StandInIpc;
  readonly windows: StandInWindow[];
  readonly errors: string[];
  /** What the administrator chooses in the dialogs that are asked for; each dialog's options are kept. */
  readonly dialogs: { readonly asked: object[]; chosen: readonly string[] };
  readonly schemes: { readonly scheme: string; readonly privileges: Readonly<Record<string, boolean>> }[];
  readonly session: StandInSession;
  serve: (request: { readonly url: string }) => Promise<Response>;
}

class StandInApp extends EventEmitter {
  isPackaged = true;
  hasLock = true;
  isSandboxed = false;
  readonly ended: string[] = [];
  requestSingleInstanceLock = () => this.hasLock;
  enableSandbox = () => {
    this.isSandboxed = true;
  };
  whenReady = () => Promise.resolve();
  quit = () => {
    this.ended.push('quit');
  };
  exit = (code: number) => {
    this.ended.push(`exit ${code}`);
  };
}

export interface Sender {
  isDestroyed(): boolean;
  send(channel: string, value: unknown): void;
  once(event: string, listener: () => void): void;
}

export interface Message {
  readonly sender: Sender;
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

class StandInIpc extends EventEmitter {
  readonly handlers = new Map<string, (message: Message, value: unknown) => Promise<unknown>>();
  handle(channel: string, handler: (message: Message, value: unknown) => Promise<unknown>): void {
    this.handlers.set(channel, handler);
  }
}

class StandInWindow extends EventEmitter {
  address = '';
  readonly options: { readonly webPreferences: Readonly<Record<string, unknown>> };
  constructor(options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
    super();
    this.options = options;
  }
  loadURL = async (url: string) => {
    this.address = url;
  };
  show = () => undefined;
  focus = () => undefined;
  restore = () => undefined;
  isMinimized = () => false;
}

class StandInSession {
  decide: (details: { readonly url: string }) => boolean = () => true;
  permissions: (() => boolean)[] = [];
  readonly webRequest = {
    onBeforeRequest: (listener: (details: { url: string }, answer: (decision: { cancel: boolean }) => void) => void) => {
      this.decide = (details) => {
        let isCancelled = false;
        listener(details, ({ cancel }) => {
          isCancelled = cancel;
        });
        return !isCancelled;
      };
    },
  };
  setPermissionRequestHandler = (handler: (contents: null, permission: string, answer: (given: boolean) => void) => void) => {
    this.permissions.push(() => {
      let isGiven = true;
      handler(null, 'media', (given) => {
        isGiven = given;
      });
      return isGiven;
    });
  };
  setPermissionCheckHandler = (handler: () => boolean) => this.permissions.push(handler);
  setDevicePermissionHandler = (handler: () => boolean) => this.permissions.push(handler);
}

export function standInElectron(): StandIn {
  return {
    app: new StandInApp(),
    ipcMain: new StandInIpc(),
    windows: [],
    errors: [],
    dialogs: { asked: [], chosen: [] },
    schemes: [],
    session: new StandInSession(),
    serve: () => Promise.reject(new Error('Nothing is served yet')),
  };
}

/** The module as the program imports it. */
export function moduleOf(standIn: StandIn): Record<string, unknown> {
  return {
    app: standIn.app,
    ipcMain: standIn.ipcMain,
    dialog: {
      showErrorBox: (title: string, text: string) => standIn.errors.push(`${title}: ${text}`),
      showOpenDialog: async (options: object) => {
        standIn.dialogs.asked.push(options);
        return { canceled: standIn.dialogs.chosen.length === 0, filePaths: standIn.dialogs.chosen };
      },
    },
    session: { defaultSession: standIn.session },
    protocol: {
      registerSchemesAsPrivileged: (schemes: StandIn['schemes']) => standIn.schemes.push(...schemes),
      handle: (_scheme: string, serve: StandIn['serve']) => {
        standIn.serve = serve;
      },
    },
    BrowserWindow: class extends StandInWindow {
      constructor(options: { readonly webPreferences: Readonly<Record<string, unknown>> }) {
        super(options);
        standIn.windows.push(this);
      }
    },
  };
}
