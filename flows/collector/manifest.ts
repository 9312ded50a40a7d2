import { type Result, succeed } from '../model/result.ts';
import { firstOf, readRecords, type ScriptRecord } from '../scripts/records.ts';
import type { Choices } from '../server/facts.ts';

/** The version of what a collected folder looks like. */
export const MANIFEST_FORMAT = 1;
export const MANIFEST_NAME = 'kerbwise-manifest.txt';

/** A file of the collection, with the hash of its bytes as they were written; `null` where the collector could not make one. */
export interface CollectedFile {
  readonly name: string;
  readonly sha256: string | null;
}

/** What became of one reading. `state` is the collector's own word where it is none of those known here. */
export type CollectedAnswer =
  | {
      readonly kind: 'command';
      readonly program: string;
      readonly args: readonly string[];
      readonly state: string;
      readonly why: string;
      readonly exitCode: number | null;
      readonly out: CollectedFile | null;
      readonly err: CollectedFile | null;
    }
  | { readonly kind: 'file'; readonly path: string; readonly state: string; readonly why: string; readonly copy: CollectedFile | null };

/** What was collected, when, where and by whom. */
export interface Manifest {
  readonly format: number;
  readonly collector: string;
  /** UTC, ISO 8601. */
  readonly started: string;
  readonly user: string;
  readonly host: string;
  /** `C:\Windows` */
  readonly systemRoot: string;
  readonly language: string;
  readonly choices: Choices;
  /** Whether the collector came to its end. */
  readonly finished: boolean;
  readonly answers: readonly CollectedAnswer[];
}

/**
 * In: the text of a manifest. Out: what it says; where the collector was ended in the middle, everything that is written whole.
 * `output.unreadable` where it is no manifest.
 */
export function readManifest(text: string): Result<Manifest> {
  const trimmed = text.trimEnd();
  const isWhole = trimmed.endsWith('\n[end]') || trimmed.endsWith('\r\n[end]');
  const records = readRecords(MANIFEST_NAME, isWhole ? trimmed : `${wholeRecords(trimmed)}\n[end]`);
  if (!records.ok) return records;
  const [first, ...rest] = records.value;
  if (first?.kind !== 'collection') {
    return {
      ok: false,
      failure: { code: 'output.unreadable', reading: MANIFEST_NAME, why: 'it does not begin with a collection', raw: '' },
    };
  }
  const textOf = (name: string) => firstOf(first, name) ?? '';
  return succeed({
    format: Number(textOf('format')),
    collector: textOf('collector'),
    started: textOf('started'),
    user: textOf('user'),
    host: textOf('host'),
    systemRoot: textOf('systemroot'),
    language: textOf('language'),
    choices: { applications: first.values['application'] ?? [], names: first.values['name'] ?? [] },
    finished: isWhole,
    answers: rest.flatMap(answerOf),
  });
}

/** Without the record that was being written: nobody knows whether its last line is whole. */
function wholeRecords(text: string): string {
  const last = text.lastIndexOf('\n[');
  return last < 0 ? text : text.slice(0, last);
}

/** Records of a kind that is not known here belong to a later version and are passed over. */
function answerOf(record: ScriptRecord): readonly CollectedAnswer[] {
  const state = firstOf(record, 'state') ?? '';
  const why = firstOf(record, 'why') ?? '';
  if (record.kind === 'file') {
    return [{ kind: 'file', path: firstOf(record, 'path') ?? '', state, why, copy: fileOf(record, 'copy') }];
  }
  if (record.kind !== 'command') return [];
  const exit = firstOf(record, 'exit') ?? '';
  return [
    {
      kind: 'command',
      program: firstOf(record, 'program') ?? '',
      args: record.values['argument'] ?? [],
      state,
      why,
      exitCode: /^-?\d+$/.test(exit) ? Number(exit) : null,
      out: fileOf(record, 'out'),
      err: fileOf(record, 'err'),
    },
  ];
}

function fileOf(record: ScriptRecord, stream: string): CollectedFile | null {
  const name = firstOf(record, stream);
  const hash = firstOf(record, `${stream}-hash`) ?? '';
  return name === undefined ? null : { name, sha256: /^[0-9a-f]{64}$/.test(hash) ? hash : null };
}
