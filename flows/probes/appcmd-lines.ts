import { isPasswordName } from './without-passwords.ts';

/** One object as `/xml` names it: `SITE` with `SITE.NAME`, `SITE.ID`, `bindings`, `state`. */
export interface AppcmdObject {
  readonly type: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const OBJECT_TYPES = ['SITE', 'APP', 'VDIR', 'APPPOOL', 'CONFIG', 'WP', 'REQUEST', 'MODULE', 'BACKUP', 'TRACE', 'BINDING'] as const;
const TYPES = OBJECT_TYPES.join('|');
const LINE = new RegExp(String.raw`^(${TYPES}) "([^"]*)"(?: \((.*)\))?\s*$`);
const HEADING = new RegExp(String.raw`^(${TYPES})\s*$`);
const DETAIL = /^ {2}([A-Za-z][\w.]*):\s*(.*)$/;
/** Lines of other verbs, told by their English and quoted parts: `APPPOOL object "X" changed`, `… "MACHINE/WEBROOT/APPHOST/…" …`, `"X" successfully recycled`. */
const OTHER_ANSWER = new RegExp(
  String.raw`^(?:(?:${TYPES})\b[^"\n]*"[^"\n]+"|[^\n]*"MACHINE/WEBROOT/APPHOST|"[^"\n]+" successfully )`,
  'm',
);

/**
 * Reads the objects of text mode, one a line (`SITE "Default Web Site" (id:1,bindings:http/*:80:,state:Started)`) or as `/text:*` prints them.
 * Printed names become those of `/xml`: `id` → `SITE.ID`, `applicationPool` → `APPPOOL.NAME`, `MgdMode` → `PipelineMode`,
 * `MgdVersion` → `RuntimeVersion`; an APP gets `path` and `SITE.NAME` from its name, as no site's name holds a slash.
 * What the line does not say (a VDIR's `path`, for one) is left out, not guessed. Lines of other kinds are passed over.
 */
export function readObjectLines(text: string): readonly AppcmdObject[] {
  const objects: { type: string; attributes: Record<string, string> }[] = [];
  let isDetail = false;
  for (const line of text.split(/\r*\n/)) {
    const heading = HEADING.exec(line)?.[1];
    const [, type, name, printed] = LINE.exec(line) ?? [];
    if (heading !== undefined) objects.push({ type: heading, attributes: {} });
    else if (type !== undefined && name !== undefined) objects.push({ type, attributes: attributesOf(type, name, printed ?? '') });
    if (heading !== undefined || type !== undefined) isDetail = heading !== undefined;
    else if (isDetail) addDetail(objects.at(-1)?.attributes, line);
  }
  return objects.filter(({ attributes }) => Object.keys(attributes).length > 0);
}

/** Whether the text is what another verb than `list` prints. */
export function isOtherAnswer(text: string): boolean {
  return OTHER_ANSWER.test(text);
}

/** Two blanks deep stand the object's own attributes; what stands deeper is configuration. */
function addDetail(attributes: Record<string, string> | undefined, line: string): void {
  const [, name, value] = DETAIL.exec(line) ?? [];
  if (attributes === undefined || name === undefined || value === undefined || isPasswordName(name)) return;
  attributes[name] = value.trim().replace(/^"(.*)"$/, '$1');
}

const RENAMED: ReadonlyMap<string, string> = new Map([
  ['SITE id', 'SITE.ID'],
  ['APP applicationPool', 'APPPOOL.NAME'],
  ['WP applicationPool', 'APPPOOL.NAME'],
  ['WP apppool', 'APPPOOL.NAME'],
  ['APPPOOL MgdMode', 'PipelineMode'],
  ['APPPOOL MgdVersion', 'RuntimeVersion'],
]);

function attributesOf(type: string, name: string, printed: string): Record<string, string> {
  const entries = printedPairs(type, printed)
    .filter(([key]) => !isPasswordName(key))
    .map(([key, value]) => [RENAMED.get(`${type} ${key}`) ?? key, value] as const);
  return { [`${type}.NAME`]: name, ...(type === 'APP' ? partsOfPath(name) : {}), ...Object.fromEntries(entries) };
}

function partsOfPath(name: string): Readonly<Record<string, string>> {
  const slash = name.indexOf('/');
  return slash < 0 ? {} : { path: name.slice(slash), 'SITE.NAME': name.slice(0, slash) };
}

/** The names that each type prints, in their order: values may hold commas and colons, so a name counts only where it is expected. */
const PRINTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['SITE', ['id', 'bindings', 'state']],
  ['APP', ['applicationPool']],
  ['VDIR', ['physicalPath']],
  ['APPPOOL', ['MgdVersion', 'MgdMode', 'state']],
  ['WP', ['applicationPool', 'apppool']],
  ['REQUEST', ['url', 'time', 'client']],
]);

function printedPairs(type: string, printed: string): readonly (readonly [string, string])[] {
  const starts: { name: string; at: number }[] = [];
  let from = 0;
  for (const name of PRINTED.get(type) ?? []) {
    const at = printed.startsWith(`${name}:`, from) ? from : printed.indexOf(`,${name}:`, from) + 1;
    if (at < from || (at === 0 && from > 0) || !printed.startsWith(`${name}:`, at)) continue;
    starts.push({ name, at });
    from = at + name.length + 1;
  }
  return starts.map(({ name, at }, index) => {
    const end = starts[index + 1]?.at;
    return [name, printed.slice(at + name.length + 1, end === undefined ? undefined : end - 1)];
  });
}
