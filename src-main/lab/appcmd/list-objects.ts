import { APPLICATION_HOST } from '../iis/levels.ts';
import { POOL_PROPERTIES, readServerObjects } from '../iis/objects.ts';
import type { LabState } from '../lab-state.ts';
import { printed } from '../tool-run.ts';
import { escapeXml, readXml, type XmlElement } from '../xml/xml-tree.ts';
import type { AppcmdCall, Parameter } from './arguments.ts';
import { type Answer, configRefusal, refusal, said, unknownWord } from './errors.ts';
import { isNamed, type ObjectRow, objectRows, propertyOf } from './object-rows.ts';
import { shownValue } from './secret.ts';

const SHAPES = ['text', 'xml', 'config'];

/** `appcmd list site|app|vdir|apppool|wp|backup`. A name that is not there is silent and ends with 1; a filter without a match with 0. */
export function listObjects(state: LabState, call: AppcmdCall): Answer {
  const host = readXml(state.applicationHost);
  if (!host.ok) return configRefusal({ kind: 'malformed', file: APPLICATION_HOST, line: host.line });
  const rows = objectRows(state, readServerObjects(host.root), call.object) ?? [];
  if (/^wps?$/.test(call.object) && !state.machine.webServerRunning) return serviceUnavailable();
  const signed = call.parameters.find(({ sign }) => sign !== '');
  if (signed !== undefined) return unknownWord(signed.name);
  const shapes = call.parameters.filter(({ name }) => SHAPES.includes(name.toLowerCase()));
  const filters = call.parameters.filter((parameter) => !shapes.includes(parameter));
  const stranger = filters.find(({ name }) => rows.length > 0 && rows.every((row) => propertyOf(row, name) === undefined));
  if (stranger !== undefined) return unknownWord(stranger.name);
  const { identifier } = call;
  const named = identifier === null ? rows : rows.filter((row) => isNamed(row, identifier));
  if (identifier !== null && named.length === 0) return said(1, '');
  return shown(
    named.filter((row) => filters.every((filter) => matches(row, filter))),
    shapes,
  );
}

export function serviceUnavailable(): Answer {
  return refusal(50, 'WAS service is not available - try starting the service first.');
}

function matches(row: ObjectRow, { name, value }: Parameter): boolean {
  return propertyOf(row, name)?.toLowerCase() === (value ?? '').toLowerCase();
}

function shown(rows: readonly ObjectRow[], shapes: readonly Parameter[]): Answer {
  const shapeValue = (shape: string) => shapes.find(({ name }) => name.toLowerCase() === shape)?.value;
  const text = shapeValue('text');
  if (shapeValue('xml') !== undefined) return said(0, printed(xmlLines(rows, shapeValue('config') !== undefined)));
  if (text === '*') return said(0, printed(rows.flatMap(treeLines)));
  if (typeof text === 'string') return valueLines(rows, text);
  if (shapeValue('config') !== undefined)
    return said(0, printed(rows.flatMap(({ element }) => (element === null ? [] : rawLines(element, 0)))));
  return said(0, printed(rows.map(({ keyword, name, summary }) => `${keyword} "${name}"${summary === null ? '' : ` (${summary})`}`)));
}

function valueLines(rows: readonly ObjectRow[], property: string): Answer {
  const values = rows.map((row) => propertyOf(row, property));
  if (rows.length > 0 && values.every((value) => value === undefined)) return unknownWord(property);
  return said(0, printed(values.map((value) => shownValue(value ?? ''))));
}

function xmlLines(rows: readonly ObjectRow[], withConfig: boolean): readonly string[] {
  const body = rows.flatMap(({ keyword, xml, element }) => {
    const head = `    <${keyword} ${xml.map(([name, value]) => `${name}="${escapeXml(value)}"`).join(' ')}`;
    return withConfig && element !== null ? [`${head}>`, ...rawLines(element, 4), `    </${keyword}>`] : [`${head} />`];
  });
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<appcmd>', ...body, '</appcmd>'];
}

function treeLines(row: ObjectRow): readonly string[] {
  const facts = row.xml.map(([name, value]) => `  ${name}: ${value}`);
  const { pool } = row;
  if (pool === null) return [row.keyword, ...facts];
  const direct = POOL_PROPERTIES.filter((name) => !name.includes('.'));
  const model = POOL_PROPERTIES.filter((name) => name.startsWith('processModel.'));
  const line = (indent: string, name: string) => `${indent}${name.split('.').at(-1)}:"${shownValue(pool.effective(name) ?? '')}"`;
  return [
    row.keyword,
    ...facts,
    '  [add]',
    `    name:"${pool.name}"`,
    ...direct.map((name) => line('    ', name)),
    '    [processModel]',
    ...model.map((name) => line('      ', name)),
  ];
}

function rawLines(element: XmlElement, indent: number): readonly string[] {
  const blanks = ' '.repeat(indent);
  const attributes = element.attributes.map(({ name, value }) => ` ${name}="${escapeXml(shownValue(value))}"`).join('');
  if (element.children.length === 0) return [`${blanks}<${element.name}${attributes} />`];
  const children = element.children.flatMap((child) => rawLines(child, indent + 2));
  return [`${blanks}<${element.name}${attributes}>`, ...children, `${blanks}</${element.name}>`];
}
