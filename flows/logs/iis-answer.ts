import { counted, say } from '../language/say.ts';
import { countsAnswer } from './counts.ts';
import { momentOrNull } from './moment.ts';
import type { W3cTally } from './w3c-tally.ts';

/** `kerbwise read iis-log`: the answer of the contract, without the words that every answer has. */
export function iisAnswer(tally: W3cTally, notes: readonly string[]): object {
  const followed = tally.missing.size === 0;
  const { outcomes } = tally.handshakes;
  const outcome = (name: string) => (followed ? (outcomes.get(name) ?? 0) : null);
  const why = whyUnknown(tally);
  return {
    rows: tally.rows,
    malformed: tally.malformed,
    first: momentOrNull(tally.first),
    last: momentOrNull(tally.last),
    status: countsAnswer(tally.status),
    unauthorized: countsAnswer(new Map([...tally.unauthorized].map(([key, { count }]) => [key, count]))),
    handshakes: { completed: outcome('completed'), failed: outcome('failed'), unknown: outcome('unknown') },
    users: countsAnswer(tally.users),
    clients: countsAnswer(tally.clients),
    ...(Object.keys(why).length > 0 ? { why } : {}),
    notes: [...iisNotes(tally), ...notes],
  };
}

function whyUnknown(tally: W3cTally): Readonly<Record<string, string>> {
  const missing = [...tally.missing].sort().join(', ');
  const noMoment = tally.rows === 0 ? say`there is no row` : say`no row tells its day`;
  return {
    ...(Number.isFinite(tally.first) ? {} : { first: noMoment, last: noMoment }),
    ...(missing === '' ? {} : { handshakes: say`the log does not have the column ${missing}` }),
  };
}

/** What has to be known to read the numbers rightly. */
export function iisNotes(tally: W3cTally): readonly string[] {
  const fields = new Set([...tally.layouts].flatMap((layout) => layout.split(' ')));
  return [
    ...packageNotes(tally),
    ...said(tally.malformed > 0, say`${counted(tally.malformed, 'line', 'lines')} could not be read as rows`),
    ...said(tally.layouts.size > 1, say`the columns change in the log: ${tally.layouts.size} different lists`),
    ...said(tally.rowsWithoutUserColumn > 0, say`without the column cs-username every answer other than 401 counts as signed in`),
    ...said(
      tally.rowsWithoutDay > 0,
      say`${counted(tally.rowsWithoutDay, 'row', 'rows')} without a day: no column date, and no #Date above`,
    ),
    ...said(tally.zeroBytes > 0, say`${counted(tally.zeroBytes, 'zero byte', 'zero bytes')} that Windows had set aside for rows to come`),
    ...said(tally.earlier > 0, say`${counted(tally.earlier, 'row', 'rows')} before the moment asked for`),
    ...said(fields.has('x-forwarded-for'), say`clients are told apart by c-ip, which may be a proxy: the log also has X-Forwarded-For`),
  ];
}

/** A W3C log does not say which package was used; only NTLM's middle leg shows. */
function packageNotes({ handshakes }: W3cTally): readonly string[] {
  const completed = handshakes.outcomes.get('completed') ?? 0;
  if (completed === 0) return [];
  const middle = handshakes.ways.get('middle') ?? 0;
  return [
    say`a W3C log alone cannot tell Kerberos from NTLM: ${middle} of ${completed} completed handshakes had the middle leg of NTLM (401.1/2148074254), the others may be either`,
  ];
}

export function said(holds: boolean, text: string): readonly string[] {
  return holds ? [text] : [];
}
