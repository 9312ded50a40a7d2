import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskBridge } from '../../flows/bridge/bridge.ts';
import type { AdminEvent, View } from '../../flows/bridge/contract.ts';
import type { LogsDesk, LogsView } from '../../flows/bridge/logs-contract.ts';
import { translateView } from '../../flows/bridge/translate-view.ts';
import { GERMAN } from '../../flows/language/german.ts';
import { isLanguage, type Language } from '../../flows/language/languages.ts';
import { type Translate, translator } from '../../flows/language/translate.ts';
import { replaceState, type StateFolder } from '../core/state-folder.ts';

/** What says the texts of Kerbwise in each language. */
export const TRANSLATORS: { readonly [L in Language]: Translate } = { en: (text) => text, de: translator('de', GERMAN) };

/**
 * In: a desk that speaks English; the state folder, where a language that was chosen is kept.
 * Out: the same desk for a window that may ask for another language. What is journaled, saved and run stays as it is.
 */
export async function speaking(desk: DeskBridge, state: StateFolder): Promise<DeskBridge> {
  const file = join(state.root, 'language.json');
  let chosen = await readLanguage(file);
  const again = new Set<() => void>();
  const translate: Translate = (text) => TRANSLATORS[chosen ?? 'en'](text);
  const said = <V>(view: V): V => (chosen === null || chosen === 'en' ? view : translateView(view, translate));

  /** A listener hears the last view once more when the language changes. */
  const relay = <V>(subscribe: (listener: (view: V) => void) => () => void, listener: (view: V) => void) => {
    let last: V | undefined;
    const tell = () => last !== undefined && listener(said(last));
    const leave = subscribe((view) => {
      last = view;
      tell();
    });
    again.add(tell);
    return () => {
      again.delete(tell);
      leave();
    };
  };

  const choose = ({ language, keep }: Extract<AdminEvent, { readonly type: 'language.chosen' }>) => {
    chosen = language;
    if (keep) void replaceState(file, `${JSON.stringify({ kerbwise: 1, language })}\n`); // not kept where it cannot be: the next start asks the system again
    for (const tell of again) tell();
  };

  return {
    ...desk,
    report: (format) => desk.report(format, translate),
    prescriptions: {
      offer: async () => said(await desk.prescriptions.offer()),
      draft: async (order) => said(await desk.prescriptions.draft(order)),
      write: async (draftId, keyFile) => {
        const { file, failure } = await desk.prescriptions.write(draftId, keyFile);
        return { file, failure: said(failure) };
      },
    },
    logs: speakingLogs(desk.logs, relay<LogsView>, said),
    subscribe: (listener, lost) =>
      relay<View>(
        (hear) => desk.subscribe(hear, lost),
        (view) => listener({ ...view, language: chosen }),
      ),
    send: (event) => (event.type === 'language.chosen' ? choose(event) : desk.send(event)),
  };
}

function speakingLogs(
  logs: LogsDesk,
  relay: (subscribe: LogsDesk['subscribe'], listener: (view: LogsView) => void) => () => void,
  said: <V>(view: V) => V,
): LogsDesk {
  return {
    ...logs,
    subscribe: (listener) => relay(logs.subscribe, listener),
    rows: async (order) => {
      const { note, ...rest } = await logs.rows(order);
      return { ...rest, note: said([note])[0] ?? note };
    },
  };
}

/** Out: the language that was chosen; `null` where none was, or the file is no such file: then the system decides. */
async function readLanguage(file: string): Promise<Language | null> {
  try {
    const raw: unknown = JSON.parse(await readFile(file, 'utf8'));
    const named = typeof raw === 'object' && raw !== null && 'language' in raw ? raw.language : null;
    return isLanguage(named) ? named : null;
  } catch {
    return null;
  }
}
