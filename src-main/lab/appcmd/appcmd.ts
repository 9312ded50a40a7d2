import { APPLICATION_HOST } from '../iis/levels.ts';
import { readServerObjects } from '../iis/objects.ts';
import type { LabState } from '../lab-state.ts';
import { printed, type ToolRun } from '../tool-run.ts';
import { readXml } from '../xml/xml-tree.ts';
import { type AppcmdCall, parameterValue, readCall } from './arguments.ts';
import { changeConfig } from './change-config.ts';
import { type Answer, configRefusal, notElevated, notFound, refusal, said } from './errors.ts';
import { OBJECT_HELP, USAGE } from './help.ts';
import { listConfig, searchConfig } from './list-config.ts';
import { listObjects, serviceUnavailable } from './list-objects.ts';
import { isNamed, objectRows } from './object-rows.ts';

const OBJECTS = ['site', 'app', 'vdir', 'apppool', 'config', 'wp', 'request', 'module', 'backup', 'trace', 'binding'];

/** Answers one call of appcmd.exe. What is not simulated is refused as the tool refuses what it does not know. */
export function runAppcmd(state: LabState, args: readonly string[]): ToolRun {
  const call = readCall(args);
  const still = (output: Answer): ToolRun => ({ output, state });
  if (args.length === 0) return still(said(87, USAGE));
  const object = objectWord(call.object === '' ? call.verb : call.object);
  if (parameterValue(call, '?') !== undefined) return still(said(1, (object && OBJECT_HELP[object]) ?? USAGE));
  if (call.object === '' && object === undefined) return still(said(87, USAGE));
  if (object === undefined) return still(unsupportedObject(call));
  if (!state.machine.elevated) {
    return still(object === 'wp' ? serviceUnavailable() : notElevated());
  }
  return runVerb(state, { ...call, object }, still);
}

function runVerb(state: LabState, call: AppcmdCall, still: (output: Answer) => ToolRun): ToolRun {
  switch (`${call.verb} ${call.object}`) {
    case 'list config':
      return still(listConfig(state, call));
    case 'search config':
      return still(searchConfig(state, call));
    case 'set config':
    case 'clear config':
      return changeConfig(state, call);
    case 'recycle apppool':
      return still(recyclePool(state, call));
    case 'list site':
    case 'list app':
    case 'list vdir':
    case 'list apppool':
    case 'list wp':
    case 'list backup':
      return still(listObjects(state, call));
    default:
      return still(unsupportedVerb(call));
  }
}

function recyclePool(state: LabState, call: AppcmdCall): Answer {
  const identifier = call.identifier ?? parameterValue(call, 'apppool.name');
  if (identifier === undefined) return refusal(87, 'Must specify the APPPOOL object with identifier.');
  const host = readXml(state.applicationHost);
  if (!host.ok) return configRefusal({ kind: 'malformed', file: APPLICATION_HOST, line: host.line });
  const pool = objectRows(state, readServerObjects(host.root), 'apppool')?.find((row) => isNamed(row, identifier));
  if (pool === undefined) return notFound('APPPOOL', identifier);
  if (!state.machine.webServerRunning) return serviceUnavailable();
  return said(0, printed([`"${pool.name}" successfully recycled`]));
}

function objectWord(word: string): string | undefined {
  return OBJECTS.find((object) => object === word || `${object}s` === word);
}

function unsupportedObject({ object }: AppcmdCall): Answer {
  return said(87, `Object '${object.toUpperCase()}' is not supported.  Run 'appcmd.exe /?' to display supported objects.\r\r\n`);
}

function unsupportedVerb({ verb, object }: AppcmdCall): Answer {
  const [command, noun] = [verb.toUpperCase(), object.toUpperCase()];
  return said(
    87,
    `Command '${command}' is not supported on object '${noun}'. Run 'appcmd.exe ${noun} /?'\r\r\nto display supported commands.\r\r\n`,
  );
}
