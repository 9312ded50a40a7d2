import type { LabEvent, LabState } from './lab-state.ts';
import { answer, printed, type ToolRun } from './tool-run.ts';

/** Answers `wevtutil qe LOG /q:… /f:xml`: the events whose numbers the query names, one behind another and without a root. */
export function runWevtutil(state: LabState, args: readonly string[]): ToolRun {
  const [verb = '', log = '', ...options] = args;
  const query = options.find((option) => option.toLowerCase().startsWith('/q:')) ?? '';
  if (verb.toLowerCase() !== 'qe' || !options.some((option) => option.toLowerCase() === '/f:xml')) {
    return answer(state, 87, '', printed(['Invalid option. Option name is not specified, or is not valid.']));
  }
  if (log.toLowerCase() === 'security' && !state.machine.elevated) {
    return answer(state, 5, '', printed(['Failed to read events. Access is denied.']));
  }
  const wanted = new Set([...query.matchAll(/EventID=(\d+)/g)].map(([, id]) => Number(id)));
  const found = state.network.events.filter((event) => event.log.toLowerCase() === log.toLowerCase() && wanted.has(event.id));
  return answer(state, 0, printed(found.map((event) => xmlOf(state, event))));
}

function xmlOf({ machine, directory }: LabState, { log, provider, id, data }: LabEvent): string {
  const values = Object.entries(data).map(([name, value]) => `<Data Name='${escaped(name)}'>${escaped(value)}</Data>`);
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${escaped(provider)}'/>` +
    `<EventID>${id}</EventID><Channel>${log}</Channel><Computer>${machine.computerName}.${directory.dnsName}</Computer></System>` +
    `<EventData>${values.join('')}</EventData></Event>`
  );
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
}
