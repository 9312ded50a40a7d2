import { type EffectiveElement, effectiveSection } from '../iis/effective.ts';
import { isLocked, levelName, sectionPlaces } from '../iis/levels.ts';
import type { ElementSchema, SectionSchema } from '../iis/schema.ts';
import type { LabState } from '../lab-state.ts';
import { printed } from '../tool-run.ts';
import { escapeXml, readXml } from '../xml/xml-tree.ts';
import { type AppcmdCall, parameterValue } from './arguments.ts';
import { requestedPath, sectionOf } from './change-config.ts';
import { type Answer, configRefusal, refusal, said, unknownWord } from './errors.ts';

const KNOWN = ['section', 'config', 'xml'];

/** `appcmd list config`: the section as nested XML; with `/config:*` every effective value is spelled out. */
export function listConfig(state: LabState, call: AppcmdCall): Answer {
  const stranger = call.parameters.find(({ sign, name }) => sign !== '' || !KNOWN.includes(name.toLowerCase()));
  if (stranger !== undefined) return unknownWord(stranger.name);
  if (parameterValue(call, 'section') === undefined)
    return refusal(50, 'Command execution failed.\nThe request is not supported.\n', '80070032');
  const section = sectionOf(call);
  if (!section.ok) return section.answer;
  const path = requestedPath(state, call.identifier);
  if (!path.ok) return path.answer;
  const effective = effectiveSection(state, path.value, section.value);
  if (!effective.ok) return configRefusal(effective.error);
  const isWhole = parameterValue(call, 'config') === '*';
  const asXml = parameterValue(call, 'xml') !== undefined;
  return said(
    0,
    asXml ? xmlText(state, path.value, section.value, effective.value, isWhole) : nestedText(section.value, effective.value, isWhole),
  );
}

/** `appcmd search config PATH /section:X`: one line for each level at or above the path that writes the section. */
export function searchConfig(state: LabState, call: AppcmdCall): Answer {
  const section = sectionOf(call);
  if (!section.ok) return section.answer;
  const path = requestedPath(state, call.identifier);
  if (!path.ok) return path.answer;
  const places = sectionPlaces(state, path.value, section.value);
  if (!places.ok) return configRefusal(places.error);
  const levels = [...new Set(places.value.map(({ level }) => level))];
  return said(0, printed(levels.map((level) => `CONFIGSEARCH "${level}"`)));
}

function nestedText(section: SectionSchema, effective: EffectiveElement, isWhole: boolean): string {
  const groups = section.path.split('/').slice(0, -1);
  const opened = groups.map((name, depth) => `${'  '.repeat(depth)}<${name}>`);
  const closed = groups.map((name, depth) => `${'  '.repeat(depth)}</${name}>`).reverse();
  return printed([...opened, ...elementLines(section.element, effective, section.element.name, groups.length, isWhole), ...closed]);
}

function xmlText(state: LabState, path: string, section: SectionSchema, effective: EffectiveElement, isWhole: boolean): string {
  const host = readXml(state.applicationHost);
  const locked = path !== '' && host.ok && isLocked(host.root, path, section);
  const head = `  <CONFIG CONFIG.SECTION="${section.path}" path="${escapeXml(levelName(path))}" overrideMode="Inherit" locked="${locked}">`;
  const body = elementLines(section.element, effective, section.path.replaceAll('/', '-'), 2, isWhole);
  return printed(['<?xml version="1.0" encoding="UTF-8"?>', '<appcmd>', head, ...body, '  </CONFIG>', '</appcmd>']);
}

function elementLines(schema: ElementSchema, effective: EffectiveElement, tag: string, depth: number, isWhole: boolean): readonly string[] {
  const indent = '  '.repeat(depth);
  const attributes = effective.attributes
    .filter(({ setAt }) => isWhole || setAt !== null)
    .map(({ name, value }) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  const items = effective.items.map(({ key }) => `${indent}  <${schema.collection?.add} ${schema.collection?.key}="${escapeXml(key)}" />`);
  const inner = schema.elements.flatMap((one) => {
    const element = effective.elements.find(({ name }) => name === one.name);
    return element === undefined || !(isWhole || hasContent(element)) ? [] : elementLines(one, element, one.name, depth + 1, isWhole);
  });
  const body = [...items, ...inner];
  return body.length === 0 ? [`${indent}<${tag}${attributes} />`] : [`${indent}<${tag}${attributes}>`, ...body, `${indent}</${tag}>`];
}

function hasContent(element: EffectiveElement): boolean {
  return element.items.length > 0 || element.attributes.some(({ setAt }) => setAt !== null);
}
