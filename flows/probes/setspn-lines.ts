/**
 * What stands on the lines of an answer of setspn, by structure alone: distinguished names, indentation, codes of errors.
 * Sentences are localized and say nothing here. Source: windows-tools.md 3.2 and 3.3.
 */
export interface SetspnLines {
  readonly blocks: readonly DirectoryBlock[];
  /** From `-X`: a name, and the accounts that hold it. */
  readonly groups: readonly { readonly spn: string; readonly dns: readonly string[] }[];
  /** The domains or forests that setspn says it looks at, `DC=contoso,DC=com`. */
  readonly domains: readonly string[];
  /** Lines that carry the code of an error, `0x…`. */
  readonly errors: readonly string[];
  /** What stands around the distinguished name in the headers of changes: a sentence in the language of the server. */
  readonly headers: readonly string[];
  /** Lines of neither kind: sentences, in the order of the text. */
  readonly rest: readonly string[];
  /** The switch of an echoed command line, lower case without its dash: `s`, `q`, `l`; `null` where no command line is echoed. */
  readonly command: string | null;
  /** The word after that switch: the name or account that was asked for. */
  readonly operand: string | null;
  /** Whether the last sentence stands apart after everything else, as closing sentences do. */
  readonly endsApart: boolean;
}

/** One account and the names printed under it. */
export interface DirectoryBlock {
  readonly dn: string;
  /** `list`: `… for CN=…:`; `change`: `… for CN=…`, about to be registered or removed; `bare`: nothing but the distinguished name, a hit. */
  readonly header: 'list' | 'change' | 'bare';
  readonly spns: readonly string[];
  readonly malformed: readonly string[];
}

export const DISTINGUISHED_NAME = /(?<![\p{L}\p{N}])(?:CN|OU|O|L|C|UID)=.*(?<=,\s*)DC=[a-z0-9_-]+/iu;
const DOMAIN = /(?<![\p{L}\p{N}=,])DC=[a-z0-9_-]+(?:,\s*DC=[a-z0-9_-]+)*/iu;
const ERROR_CODE = /\b0x[0-9a-f]{1,8}\b/i;
const ECHO = /^\s*(?:PS )?(?:[A-Za-z]:\\[^>]*)?>?\s*(?:\S*\\)?setspn(?:\.exe)?(?=\s|$)(.*)$/i;
const SWITCH = /\s[-/]([asdlqxr])(?:\s+(\S+))?(?=\s|$)/i;
/** No line of setspn is that long; a longer one is not searched. */
const LONGEST_LINE = 4096;
/** `class/host`, `class/host:port`, `class/host/name`; no space, no backslash, no address. */
const WELL_FORMED = /^[^\s/\\:@<>"]+\/(?:\[[0-9a-f:.]+\]|[^\s/\\:"]+)(?::[^\s/\\:"]+)?(?:\/[^\s/\\"]+)?$/i;

export function isWellFormedSpn(text: string): boolean {
  return WELL_FORMED.test(text);
}

interface Draft {
  readonly blocks: { dn: string; header: DirectoryBlock['header']; values: string[] }[];
  readonly groups: { spn: string; dns: string[] }[];
  readonly domains: string[];
  readonly errors: string[];
  readonly headers: string[];
  readonly rest: string[];
  command: string | null;
  operand: string | null;
  /** What an indented line belongs to. */
  open: 'block' | 'group' | 'nothing';
}

/** In: what setspn printed, with or without the command lines around it. A blank line does not end a list. */
export function readSetspnLines(text: string): SetspnLines {
  const draft: Draft = {
    blocks: [],
    groups: [],
    domains: [],
    errors: [],
    headers: [],
    rest: [],
    command: null,
    operand: null,
    open: 'nothing',
  };
  const lines = text.split(/\r*\n/).map((line) => line.trimEnd());
  for (const line of lines) readLine(draft, line);
  const { blocks, groups, domains, errors, headers, rest, command, operand } = draft;
  return {
    blocks: blocks.map(({ dn, header, values }) => ({
      dn,
      header,
      spns: values.filter(isWellFormedSpn),
      malformed: values.filter((value) => !isWellFormedSpn(value)),
    })),
    groups,
    domains,
    errors,
    headers,
    rest,
    command,
    operand,
    endsApart: endsApart(
      lines.filter((line) => !isPrompt(line)),
      rest.at(-1),
    ),
  };
}

/**
 * Whether the answer came to its end: its last sentence stands after a blank line, or says in English that there is nothing.
 * An answer that was cut off after "Checking domain …" would else be read as "nobody".
 */
export function closesWithSentence({ rest, endsApart }: SetspnLines): boolean {
  const last = rest.at(-1);
  return last !== undefined && (endsApart || /^no such spn|^found 0 groups? of duplicate/i.test(last));
}

function endsApart(lines: readonly string[], sentence: string | undefined): boolean {
  const at = lines.findLastIndex((line) => line !== '');
  return at > 0 && lines[at] === sentence && lines[at - 1] === '';
}

function isPrompt(line: string): boolean {
  return ECHO.test(line) || /^(?:PS )?[A-Za-z]:\\[^>]*>\s*$/.test(line);
}

function readLine(draft: Draft, line: string): void {
  if (line.trim() === '') return;
  if (line.length > LONGEST_LINE) {
    draft.rest.push(line.slice(0, LONGEST_LINE));
    return;
  }
  if (isPrompt(line)) {
    const [, letter, operand] = SWITCH.exec(ECHO.exec(line)?.[1] ?? '') ?? [];
    draft.command = letter?.toLowerCase() ?? draft.command;
    draft.operand = operand ?? draft.operand;
    draft.open = 'nothing';
    return;
  }
  const dn = DISTINGUISHED_NAME.exec(line)?.[0];
  if (/^\s/.test(line)) readIndented(draft, line.trim(), dn);
  else readSentence(draft, line, dn);
}

function readIndented(draft: Draft, value: string, dn: string | undefined): void {
  const last = draft.rest.at(-1);
  if (dn === value && draft.open !== 'block') {
    const spn = draft.open === 'nothing' && last !== undefined ? groupName(last) : undefined;
    if (spn !== undefined) {
      draft.rest.pop();
      draft.groups.push({ spn, dns: [] });
      draft.open = 'group';
    }
    if (draft.open === 'group') draft.groups.at(-1)?.dns.push(value);
    return;
  }
  if (draft.open === 'block') draft.blocks.at(-1)?.values.push(value);
  else if (ERROR_CODE.test(value)) draft.errors.push(value);
  else draft.rest.push(value);
}

function readSentence(draft: Draft, line: string, dn: string | undefined): void {
  const domain = dn === undefined ? DOMAIN.exec(line)?.[0] : undefined;
  const hasCode = ERROR_CODE.test(dn === undefined ? line : line.replace(dn, ''));
  const isHeld = draft.open === 'block' && isWellFormedSpn(line) && domain === undefined;
  if (isHeld) {
    // A capture that lost its indentation.
    draft.blocks.at(-1)?.values.push(line);
    return;
  }
  draft.open = 'nothing';
  if (hasCode) draft.errors.push(line);
  else if (dn !== undefined) {
    const header = line === dn ? 'bare' : /[:：]$/.test(line) ? 'list' : 'change';
    if (header === 'change') draft.headers.push(line.replace(dn, ''));
    draft.blocks.push({ dn, header, values: [] });
    draft.open = 'block';
  } else if (domain !== undefined) draft.domains.push(domain);
  else draft.rest.push(line);
}

/** `HTTP/web.contoso.com is registered on these accounts:`: the one word of the sentence that is a name. */
function groupName(sentence: string): string | undefined {
  return sentence
    .split(/[\s"„“”«»「」]+/)
    .map((word) => word.replace(/[:：,;.]+$/, ''))
    .find(isWellFormedSpn);
}
