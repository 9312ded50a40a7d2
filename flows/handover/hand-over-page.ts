import { bullets, fenced, pairs, plain, table } from '../report/markdown-text.ts';
import type { HandedChange, HandOver, Suggestion } from './hand-over.ts';

export const SCRIPT_NAME = 'hand-over.ps1';
export const PAGE_NAME = 'hand-over.md';

/**
 * The page of a hand-over. Markdown, because it can be read as it stands, pasted into a ticket and sent through every mail gateway,
 * and holds nothing that runs.
 */
export function handOverPage(handOver: HandOver): string {
  const { planId, server, changes, suggestions } = handOver;
  return `${[
    `# Service principal names for ${plain(server ?? 'a server whose name is not known')}`,
    changes.length === 0
      ? NOTHING_ASKED
      : 'This is for whoever may write service principal names in the directory. It asks for the changes below and for nothing else.',
    pairs([
      ['Server', server ?? 'not known'],
      ['Plan of Kerbwise', planId],
      ['Changes', String(changes.length)],
    ]),
    ...(changes.length === 0 ? [] : askedSections(handOver)),
    ...(suggestions.length === 0
      ? []
      : ['## Not planned by Kerbwise; for you to decide', LEFT_TO_YOU, ...suggestions.map(suggestionSection)]),
    '## Afterwards',
    bullets([
      'Clients keep an answer that a name has no owner for up to 15 minutes, and old tickets until they expire.',
      'Domain controllers replicate first; a second look may be needed where several sites are involved.',
      'Tell the administrator of the server: kerbwise verify, or Look again in the window, reads everything anew and goes on.',
    ]),
  ].join('\n\n')}\n`;
}

function askedSections(handOver: HandOver): readonly string[] {
  const { changes, findings } = handOver;
  return [
    '## Why',
    ...findings.map(({ summary, evidence, meaning, source }) =>
      [`**${plain(summary)}**`, bullets([`Seen: ${evidence}`, `Meaning: ${meaning}`, `Source: ${source}`])].join('\n\n'),
    ),
    '## What is asked',
    table(
      ['', 'Change', 'Name', 'Account', 'Object'],
      changes.map(({ number, operation, spn, account, dn }) => [String(number), operation, spn, account, dn]),
    ),
    [
      'In this order, in PowerShell.',
      ...(changes.some(({ operation }) => operation === 'remove') ? [REMOVED_FIRST] : []),
      ...(changes.length > 1 ? [UNDONE_BACKWARDS] : []),
    ].join(' '),
    ...changes.map((change) => changeSection(change, handOver)),
    '## The same by script',
    `\`${SCRIPT_NAME}\` beside this page holds exactly these commands, and looks before and after each. It stops at the first surprise and logs what it ran.`,
    fenced(
      [
        `powershell -NoProfile -ExecutionPolicy Bypass -File .\\${SCRIPT_NAME}              looks, and changes nothing`,
        `powershell -NoProfile -ExecutionPolicy Bypass -File .\\${SCRIPT_NAME} -Run         makes the changes`,
        `powershell -NoProfile -ExecutionPolicy Bypass -File .\\${SCRIPT_NAME} -Undo        shows the way back`,
        `powershell -NoProfile -ExecutionPolicy Bypass -File .\\${SCRIPT_NAME} -Undo -Run   takes it`,
      ].join('\n'),
    ),
  ];
}

const NOTHING_ASKED =
  'This is for whoever may write service principal names in the directory. The plan asks for no change; below stands what it leaves for you to decide.';

const UNDONE_BACKWARDS =
  'Whoever takes them back begins with the last one and goes up: the undo of each is right only after those below it.';

const LEFT_TO_YOU =
  'Kerbwise neither planned nor ran what follows: only you can tell whether something else needs these names. The commands are exact if you decide so; they are not in the script.';

function suggestionSection({ what, why, next, moves }: Suggestion): string {
  return [
    `### ${plain(what)}`,
    bullets([`Why it was left alone: ${why}`, `What is needed: ${next}`]),
    ...movesByDomain(moves),
    ...(moves.length > 1 ? [UNDONE_BACKWARDS] : []),
  ].join('\n\n');
}

type Move = Suggestion['moves'][number];

/** The moves in their order. Where they are for the teams of several domains each run says whose it is, and the wait for the global catalog is a step of its own. */
function movesByDomain(moves: readonly Move[]): readonly string[] {
  const runs = runsOf(moves);
  const isForSeveral = new Set(runs.map(({ domain }) => domain)).size > 1;
  let number = 0;
  return runs.flatMap(({ domain, moves: own }, at) => {
    const before = runs[at - 1];
    const hasToWait = isForSeveral && before?.domain !== domain && before?.moves.at(-1)?.operation === 'remove';
    return [
      ...(hasToWait ? [waitSection(++number, before.moves)] : []),
      ...(isForSeveral ? [`#### For the directory team of the domain ${plain(domain)}`] : []),
      ...own.flatMap((move) => moveSection(++number, move)),
    ];
  });
}

interface Run {
  readonly domain: string;
  readonly moves: readonly Move[];
}

/** Neighbouring moves at accounts of the same domain, by its short name. */
function runsOf(moves: readonly Move[]): readonly Run[] {
  const runs: { readonly domain: string; readonly moves: Move[] }[] = [];
  for (const move of moves) {
    const domain = /^([^\\]+)\\/.exec(move.account)?.[1]?.toUpperCase() ?? 'of the server';
    const last = runs.at(-1);
    if (last?.domain === domain) last.moves.push(move);
    else runs.push({ domain, moves: [move] });
  }
  return runs;
}

function waitSection(number: number, removed: readonly Move[]): string {
  return [
    '#### For both teams',
    `${number}. Wait until the global catalog has heard of it: go on when each of these finds nobody. Until then registering is refused with error 8647. Whoever takes the commands back waits here too.`,
    fenced([...new Set(removed.map(({ query }) => query))].join('\n')),
  ].join('\n\n');
}

function moveSection(number: number, { operation, spn, account, command, undo, query }: Move): readonly string[] {
  return [
    `${number}. ${operation === 'register' ? 'Register' : 'Remove'} ${plain(spn)} ${operation === 'register' ? 'on' : 'from'} ${plain(account)}, if you decide so. Check before and after:`,
    fenced(query),
    'Command:',
    fenced(command),
    'Undo:',
    fenced(undo),
  ];
}

const REMOVED_FIRST =
  'A name is removed from the wrong account before it is registered on the right one, because Windows refuses duplicates.';

function changeSection(change: HandedChange, { states }: HandOver): string {
  const { number, operation, spn, account, place, command, undo, query, consequence } = change;
  const [before = [], after = []] = (states[spn.toLowerCase()] ?? []).slice(place - 1, place + 1);
  return [
    `### ${number}. ${operation === 'register' ? 'Register' : 'Remove'} ${plain(spn)} ${operation === 'register' ? 'on' : 'from'} ${plain(account)}`,
    bullets([`Before: held by ${owners(before)}`, `After: held by ${owners(after)}`, `To weigh: ${consequence}`]),
    'Check before and after:',
    fenced(query),
    'Command:',
    fenced(command),
    'Undo:',
    fenced(undo),
  ].join('\n\n');
}

function owners(dns: readonly string[]): string {
  return dns.length === 0 ? 'nobody' : dns.join(' and ');
}
