import { say } from '../language/say.ts';

/** One ticket, each value as printed; `null` where nothing is printed. `why` names the lines that this klist does not have. */
export interface KlistTicket {
  readonly client: string | null;
  readonly server: string | null;
  readonly encryption: string | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly renew: string | null;
  /** `0x40a10000 -> forwardable renewable pre_authent name_canonicalize`. */
  readonly flags: string | null;
  readonly kdc: string | null;
  readonly why?: Readonly<Record<string, string>>;
}

const FIELDS = ['client', 'server', 'encryption', 'start', 'end', 'renew', 'flags', 'kdc'] as const;
type Field = (typeof FIELDS)[number];

/** English labels; other languages are read by the order of the lines, which is the same everywhere. */
const LABELS: readonly (readonly [RegExp, Field | 'other'])[] = [
  [/^Client$/i, 'client'],
  [/^Server$/i, 'server'],
  [/^KerbTicket Encryption Type$/i, 'encryption'],
  [/^Start Time$/i, 'start'],
  [/^End Time$/i, 'end'],
  [/^Renew Time$/i, 'renew'],
  [/^Session Key Type$/i, 'other'],
  [/^Cache Flags$/i, 'other'],
  [/^Kdc Called$/i, 'kdc'],
];
/** The only line without a colon after its label. */
const FLAGS = /^[^:：]*?\s(0x[0-9a-f]+(?:\s*->.*)?)$/i;

/**
 * In: the lines of one ticket, the first without its `#0>`. Out: its values.
 * Around the line of the flags stand: before it client, server, encryption; after it start, end, renewal, session key,
 * then on later versions the cache flags (hexadecimal or 0) and the KDC.
 */
export function readTicket(lines: readonly string[]): KlistTicket {
  const found = new Map<Field, string>();
  const flagsAt = lines.findIndex((line) => FLAGS.test(line));
  const positions = [
    ...ORDER_BEFORE.slice(0, flagsAt < 0 ? undefined : flagsAt),
    ...(flagsAt < 0 ? [] : ['flags' as const]),
    ...ORDER_AFTER,
  ];
  lines.forEach((line, index) => {
    const { label, value } = index === flagsAt ? { label: '', value: FLAGS.exec(line)?.[1] ?? '' } : split(line);
    const labelled = LABELS.find(([pattern]) => pattern.test(label))?.[1];
    const field = labelled ?? fieldAt(positions[index], value);
    if (field !== 'other' && !found.has(field)) found.set(field, value);
  });
  const value = (field: Field) => found.get(field) || null;
  const missing = FIELDS.filter((field) => !found.has(field));
  return {
    client: value('client'),
    server: value('server'),
    encryption: value('encryption'),
    start: value('start'),
    end: value('end'),
    renew: value('renew'),
    flags: value('flags'),
    kdc: value('kdc'),
    ...(missing.length > 0 ? { why: Object.fromEntries(missing.map((field) => [field, say`this ticket has no such line`])) } : {}),
  };
}

const ORDER_BEFORE = ['client', 'server', 'encryption'] as const;
const ORDER_AFTER = ['start', 'end', 'renew', 'other', 'cacheOrKdc', 'kdc'] as const;

function fieldAt(position: Field | 'other' | 'cacheOrKdc' | undefined, value: string): Field | 'other' {
  if (position === undefined) return 'other';
  if (position !== 'cacheOrKdc') return position;
  return /^(?:0x[0-9a-f]+\b.*|0)$/i.test(value) ? 'other' : 'kdc';
}

function split(line: string): { readonly label: string; readonly value: string } {
  const at = line.search(/[:：](?=\s|$)/);
  return at < 0 ? { label: '', value: line.trim() } : { label: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
}
