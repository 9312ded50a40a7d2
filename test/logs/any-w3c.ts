import fc from 'fast-check';

const DEFAULT =
  'date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';
const LAYOUTS = [
  DEFAULT,
  'date time c-ip cs-username cs-uri-stem sc-status sc-substatus sc-win32-status cs(User-Agent)',
  'sc-status c-ip time date cs-uri-stem cs-username sc-win32-status sc-substatus X-Forwarded-For',
  'date time cs-uri-stem c-ip sc-status',
  'date time c-ip cs-uri-stem',
];
const ODD_LINES = [
  '',
  ' ',
  '#Remark: restarted',
  '\0\0\0',
  'half a row',
  '2026-03-02 10:00',
  '# ',
  'x'.repeat(100),
  '2026-02-30 10:00:00 a b c',
];

const step = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(0, 0, 1, 2, 9) },
  { weight: 2, arbitrary: fc.constantFrom(29, 30, 31, 100, -5, -30, -31, -4000) },
);
const values = fc.record({
  step,
  client: fc.constantFrom('10.0.0.1', '10.0.0.2', 'fe80::1%4', '2001:db8:0:0:0:0:0:0001', '-'),
  agent: fc.constantFrom('Agent+1', 'A+long+agent+that+needs+more+than+sixteen+bytes/1.0', '-'),
  path: fc.constantFrom('/', '/Altiris/NS/Agent/PostEvent.aspx', '/Altiris/NS/Agent/PostEvenz.aspx'),
  user: fc.constantFrom('-', 'CONTOSO\\pc1$', 'CONTOSO\\a.very.long.user.name'),
  code: fc.constantFrom(
    '200 0 0',
    '200 0 0',
    '401 2 5',
    '401 2 5',
    '401 1 2148074254',
    '401 1 2148074252',
    '401 1 64',
    '401 3 5',
    '401 1 99999999999',
    '401 x 5',
    '401 - -',
    '500 0 0',
    'abc 0 0',
    '2000 0 0',
  ),
});
const blanks = fc.constantFrom(' ', ' ', ' ', ' ', ' ', ' ', '  ', '   ');
const lineEnd = fc.constantFrom('\r\n', '\n', '\r\n', ' \r\n', '  \n');

const row = fc.record({ values, gap: blanks, end: lineEnd, drop: fc.boolean(), dropRarely: fc.nat(20) });
const piece = fc.oneof(
  { weight: 30, arbitrary: row.map((one) => ({ kind: 'row' as const, ...one })) },
  { weight: 1, arbitrary: fc.constantFrom(...LAYOUTS).map((layout) => ({ kind: 'layout' as const, layout })) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_LINES).map((line) => ({ kind: 'odd' as const, line })) },
);

/** Any log that begins with its columns: rows in all states, half rows, other columns in the middle. */
export const anyW3c: fc.Arbitrary<string> = fc
  .record({ layout: fc.constantFrom(...LAYOUTS), pieces: fc.array(piece, { maxLength: 60 }), cut: fc.nat(40) })
  .map(({ layout, pieces, cut }) => {
    let names = layout.split(' ');
    let seconds = Date.UTC(2026, 2, 2, 23, 59, 0) / 1000;
    const text = pieces.map((one) => {
      if (one.kind === 'odd') return `${one.line}\r\n`;
      if (one.kind === 'layout') {
        names = one.layout.split(' ');
        return `#Software: Microsoft Internet Information Services 10.0\r\n#Fields: ${one.layout}\r\n`;
      }
      seconds += one.values.step;
      const shown = names.map((name) => shownValue(name, one.values, seconds));
      if (one.dropRarely === 0 && one.drop) shown.pop();
      return `${shown.join(one.gap)}${one.end}`;
    });
    const log = `#Fields: ${layout}\r\n${text.join('')}`;
    return cut < 5 ? log.slice(0, log.length - cut) : log;
  });

interface Values {
  readonly client: string;
  readonly agent: string;
  readonly path: string;
  readonly user: string;
  readonly code: string;
}

function shownValue(name: string, { client, agent, path, user, code }: Values, seconds: number): string {
  const moment = new Date(seconds * 1000).toISOString();
  const [status = '', substatus = '', win32 = ''] = code.split(' ');
  const known: Readonly<Record<string, string>> = {
    date: moment.slice(0, 10),
    time: moment.slice(11, 19),
    'c-ip': client,
    'cs(User-Agent)': agent,
    'cs-uri-stem': path,
    'cs-username': status === '401' ? '-' : user,
    'sc-status': status,
    'sc-substatus': substatus,
    'sc-win32-status': win32,
  };
  return known[name] ?? 'x';
}
