import { fail, type Result, succeed } from '../model/result.ts';

/**
 * How a script of ours prints what it found, whatever the language of Windows: lines `name=value`, a line `[kind]` before each record,
 * and `[end]` as the last line, so that a cut-off answer is told from a whole one. Line ends and `%` in a value are percent-encoded.
 * Only the language and .NET are used, for a locked-down server may lack the modules behind the cmdlets.
 */
export const SAY = `  function Encode($value) { ([string]$value).Replace('%', '%25').Replace([string][char]13, '%0D').Replace([string][char]10, '%0A') }
  function Begin($kind) { '[' + $kind + ']' }
  function Say($name, $value) { foreach ($one in @($value)) { if ($null -ne $one) { $name + '=' + (Encode $one) } } }
  function Innermost($exception) { while ($exception.InnerException) { $exception = $exception.InnerException }; $exception }
  function Done { '[end]' }`;

/** One record of a script's answer: its kind, and every value by name, in the order printed. */
export interface ScriptRecord {
  readonly kind: string;
  readonly values: Readonly<Record<string, readonly string[]>>;
}

/** In: what a script printed. Out: its records in order; `output.unreadable` where the answer is cut off or is something else. */
export function readRecords(script: string, printed: string): Result<readonly ScriptRecord[]> {
  const unreadable = (why: string) => fail({ code: 'output.unreadable', reading: script, why, raw: printed });
  const lines = printed.split(/\r?\n/).filter((line) => line !== '');
  if (lines.at(-1) !== '[end]') return unreadable('it is cut off: the line that ends it is missing');
  const records: { kind: string; values: Record<string, string[]> }[] = [];
  for (const line of lines.slice(0, -1)) {
    const kind = /^\[([a-z-]+)\]$/.exec(line)?.[1];
    const value = /^([A-Za-z-]+)=(.*)$/.exec(line);
    if (kind === 'end') return unreadable('it ends twice');
    if (kind !== undefined) {
      records.push({ kind, values: {} });
      continue;
    }
    const record = records.at(-1);
    const [, name = '', text = ''] = value ?? [];
    if (value === null || record === undefined) return unreadable(`a line is none of ours: ${line.slice(0, 80)}`);
    const list = record.values[name] ?? [];
    list.push(decode(text));
    record.values[name] = list;
  }
  return succeed(records);
}

/** The first value of a name; `undefined` where the record has none. */
export function firstOf(record: ScriptRecord, name: string): string | undefined {
  return record.values[name]?.[0];
}

/** In: a record. Out: the text that a script would print for it; for those who answer in a script's place. */
export function printRecords(records: readonly ScriptRecord[]): string {
  const lines = records.flatMap(({ kind, values }) => [
    `[${kind}]`,
    ...Object.entries(values).flatMap(([name, list]) => list.map((value) => `${name}=${encode(value)}`)),
  ]);
  return [...lines, '[end]', ''].join('\n');
}

function encode(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function decode(value: string): string {
  return value.replace(/%(25|0D|0A)/g, (_, code: string) => (code === '25' ? '%' : code === '0D' ? '\r' : '\n'));
}
