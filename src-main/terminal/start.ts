import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveLoopback } from '../loopback/host.ts';
import { openBrowser } from '../loopback/open-browser.ts';
import { openDesk } from '../session/desk.ts';
import { EXIT, type ExitCode, note, printFailure } from './answer.ts';
import type { PrescriptionOptions } from './by-prescription.ts';
import type { TargetOptions } from './request.ts';
import { namesTyped } from './typed-names.ts';

export interface StartOptions extends Pick<TargetOptions, 'target' | 'state' | 'app' | 'name'>, PrescriptionOptions {
  readonly open: boolean;
}

/** `kerbwise start`: the window, served from this machine's own address to one browser; the lab and evidence only. */
export async function start(options: StartOptions): Promise<ExitCode> {
  const folder = rendererFolder();
  if (folder === undefined) {
    return printFailure({ code: 'file.missing', path: 'dist/renderer', why: 'The window has not been built' });
  }
  const { target, state, app, prescription, trust } = options;
  const names = options.name === undefined ? undefined : namesTyped(options.name);
  if (names !== undefined && !names.ok) return printFailure(names.failure);
  const desk = await openDesk({
    target: target ?? (prescription === undefined ? undefined : 'lab'),
    state,
    allowLive: false,
    ...(app === undefined ? {} : { applications: app }),
    ...(names === undefined ? {} : { names: names.value }),
    prescription,
    trust,
  });
  if (!desk.ok) return printFailure(desk.failure);
  const { bridge, recordRefusal, close } = desk.value;
  const host = await serveLoopback({ bridge, rendererFolder: folder, host: '127.0.0.1', recordRefusal });
  try {
    if (options.open) await showWindow(host.url);
    else {
      process.stdout.write(`${host.url}\n`);
      await untilInterrupted();
    }
    return EXIT.done;
  } finally {
    await host.close();
    await close();
  }
}

/** Opens the window and waits until it is closed; where none can be opened, says the address and waits for Ctrl+C. */
async function showWindow(url: string): Promise<void> {
  const window = await openBrowser(url);
  if (!window.opened) {
    note(`${window.why}. Open this address in a browser on this machine; it works once. Ctrl+C ends Kerbwise:`);
    process.stdout.write(`${url}\n`);
    return untilInterrupted();
  }
  note(`the window is open in ${window.program}; close it, or press Ctrl+C here, to end Kerbwise`);
  await Promise.race([window.closed, untilInterrupted()]);
  await window.end();
}

/** The built window lies beside the built program: `dist/main/terminal.js` and `dist/renderer`. */
function rendererFolder(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, '..', 'renderer'), join(here, '..', '..', 'dist', 'renderer')].find((folder) =>
    existsSync(join(folder, 'index.html')),
  );
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
