import { editSection, schemaOf } from '../iis/config-edit.ts';
import { bad, good, type Outcome } from '../iis/config-error.ts';
import type { ConfigEdit } from '../iis/edit.ts';
import type { EditPlace } from '../iis/edit-place.ts';
import { APPLICATION_HOST, levelName, sameFile, siteOfPath, webConfigPath } from '../iis/levels.ts';
import { readServerObjects } from '../iis/objects.ts';
import { findSection, type SectionSchema } from '../iis/schema.ts';
import type { LabState } from '../lab-state.ts';
import { answer, printed, type ToolRun } from '../tool-run.ts';
import { readXml } from '../xml/xml-tree.ts';
import { type AppcmdCall, type Parameter, parameterValue, readProperty } from './arguments.ts';
import { type Answer, configRefusal, notFound, refusal } from './errors.ts';

/** Words of the call itself, which say nothing about the section. */
const GENERAL = ['section', 'commit', 'apphostconfig', 'delete'];
const UNSUPPORTED = ['text', 'xml', 'in', 'config', 'metadata', 'debug', 'clr', 'apphostconfig', 'delete'];

/** `appcmd set config` and `appcmd clear config`: edits one section at one place, all edits or none. */
export function changeConfig(state: LabState, call: AppcmdCall): ToolRun {
  const target = readTarget(state, call);
  if (!target.ok) return { output: target.answer, state };
  const { path, section, place } = target;
  const edits = readEdits(call, section);
  if (!edits.ok) return { output: configRefusal(edits.error), state };
  const edited = editSection(state, place, section, edits.value);
  if (!edited.ok) return { output: configRefusal(edited.error), state };
  if (edited.value !== state && !state.machine.configurationWritable) {
    return { output: refusal(5, 'Failed to commit configuration changes.\nAccess is denied.\n', '80070005'), state };
  }
  const commit = place.file === APPLICATION_HOST ? levelName('') : levelName(place.path);
  return answer(
    edited.value,
    0,
    printed([
      `Applied configuration changes to section "${section.path}" for "${levelName(path)}" at configuration commit path "${commit}"`,
    ]),
  );
}

type Target =
  | { readonly ok: true; readonly path: string; readonly section: SectionSchema; readonly place: EditPlace }
  | { readonly ok: false; readonly answer: Answer };

function readTarget(state: LabState, call: AppcmdCall): Target {
  const section = sectionOf(call);
  if (!section.ok) return section;
  const path = requestedPath(state, call.identifier);
  if (!path.ok) return path;
  const place = commitPlace(state, path.value, parameterValue(call, 'commit'));
  return place === undefined
    ? { ok: false, answer: refusal(50, 'Command execution failed.\nThe request is not supported.\n', '80070032') }
    : { ok: true, path: path.value, section: section.value, place };
}

export function sectionOf(
  call: AppcmdCall,
): { readonly ok: true; readonly value: SectionSchema } | { readonly ok: false; readonly answer: Answer } {
  const name = parameterValue(call, 'section') ?? '';
  const section = findSection(name);
  if (section !== undefined) return { ok: true, value: section };
  return { ok: false, answer: refusal(87, `Unknown config section "${name}".  Replace with -? for help.`) };
}

/** In: what was typed, with or without `MACHINE/WEBROOT/APPHOST`. Out: the path below the server. */
export function requestedPath(
  state: LabState,
  typed: string | null,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly answer: Answer } {
  const path = (typed ?? '').replace(/^MACHINE\/WEBROOT\/APPHOST\/?/i, '').replace(/\/$/, '');
  if (path === '') return { ok: true, value: '' };
  const host = readXml(state.applicationHost);
  if (!host.ok) return { ok: false, answer: configRefusal({ kind: 'malformed', file: APPLICATION_HOST, line: host.line }) };
  const site = siteOfPath(readServerObjects(host.root), path);
  return site === undefined ? { ok: false, answer: notFound('SITE', path.split('/')[0] ?? '') } : { ok: true, value: path };
}

/** Without `/commit` the level that is edited keeps the change itself, in a web.config. */
function commitPlace(state: LabState, path: string, commit: string | undefined): EditPlace | undefined {
  const wanted = commit?.toLowerCase().replace(/\/$/, '');
  const isAppHost = path === '' || wanted === 'apphost' || wanted === levelName('').toLowerCase();
  if (isAppHost) return wanted === 'machine' || wanted === 'webroot' ? undefined : { path, file: APPLICATION_HOST };
  if (wanted !== undefined && wanted !== 'url' && wanted !== levelName(path).toLowerCase()) return undefined;
  const host = readXml(state.applicationHost);
  const file = host.ok ? webConfigPath(readServerObjects(host.root), path) : undefined;
  return file === undefined ? undefined : { path, file: Object.keys(state.webConfigs).find((one) => sameFile(one, file)) ?? file };
}

function readEdits(call: AppcmdCall, section: SectionSchema): Outcome<readonly ConfigEdit[]> {
  const words = call.parameters.filter(({ sign, name }) => sign !== '' || !GENERAL.includes(name.toLowerCase()));
  const read = call.verb === 'clear' ? readClearing : readSetting;
  const edits: ConfigEdit[] = [];
  for (const word of words) {
    const edit = UNSUPPORTED.includes(word.name.toLowerCase()) ? bad({ kind: 'unknownAttribute', name: word.name }) : read(word, section);
    if (!edit.ok) return edit;
    edits.push(edit.value);
  }
  const whole: ConfigEdit = { op: 'drop', inner: [] };
  return good(edits.length === 0 && call.verb === 'clear' ? [whole] : edits);
}

function readSetting({ sign, name, value }: Parameter, section: SectionSchema): Outcome<ConfigEdit> {
  const property = readProperty(name);
  if (property === undefined) return bad({ kind: 'badIndexer' });
  const { inner, indexer, attribute } = property;
  if (sign === '~' && indexer === null && value === null) {
    return good({ op: 'clearItems', inner: attribute === null ? inner : [...inner, attribute] });
  }
  if ((sign === '+' || sign === '-') && indexer !== null && attribute === null && value === null) {
    return good({ op: sign === '+' ? 'add' : 'remove', inner, indexer });
  }
  if (sign === '' && indexer !== null && attribute !== null && value !== null)
    return good({ op: 'setItem', inner, indexer, attribute, value });
  if (sign !== '' && indexer === null && schemaOf(section, [...inner, attribute ?? '']) !== undefined) return bad({ kind: 'badIndexer' });
  if (sign === '' && indexer === null && attribute !== null && value !== null) return good({ op: 'set', inner, attribute, value });
  return bad({ kind: 'unknownAttribute', name });
}

function readClearing({ sign, name, value }: Parameter, section: SectionSchema): Outcome<ConfigEdit> {
  const property = readProperty(name);
  if (property === undefined) return bad({ kind: 'badIndexer' });
  const { inner, indexer, attribute } = property;
  if (sign !== '' || value !== null || indexer !== null || attribute === null) return bad({ kind: 'unknownAttribute', name });
  const whole = [...inner, attribute];
  return good(schemaOf(section, whole) === undefined ? { op: 'unset', inner, attribute } : { op: 'drop', inner: whole });
}
