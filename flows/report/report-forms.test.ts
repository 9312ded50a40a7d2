import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WrittenEntry } from '../model/journal.ts';
import { buildReport } from './report.ts';
import { reportFile } from './report-file.ts';
import { reportHtml } from './report-html.ts';
import { reportJson } from './report-json.ts';
import { reportMarkdown } from './report-markdown.ts';
import { PALETTES } from './report-style.ts';
import { APPLY, CLOCK_UNREAD, CONFIRMED, finished, mendedDocument, sampleDocument, started, UNDO, written } from './sample-story.ts';

const moment = '2026-11-22T21:30:00.000Z';
const FORMS = [reportHtml, reportMarkdown, reportJson] as const;

function wholeStory() {
  const document = sampleDocument({ planId: 'eeee000011112222', notChecked: [CLOCK_UNREAD], notes: ['a note'] });
  const failed: WrittenEntry[] = [
    ...written([CONFIRMED, started(0), finished(0, 'Insufficient access', 'change', 5)], '2026-11-21T08:00:00.000Z'),
  ];
  return { document, journals: [failed, written([...APPLY, ...UNDO])], moment };
}

/** Values that stand for themselves in the types, and so never hold a text of a server. */
const WORDS = ['type', 'kind', 'severity', 'risk', 'runBy', 'at', 'previous'];

/** Appends a text to every text and key of a value that could come from a server. */
function withText(value: unknown, text: string, inRecord = false): unknown {
  if (typeof value === 'string') return `${value}${text}`;
  if (Array.isArray(value)) return value.map((item: unknown) => withText(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]: [string, unknown]) => [
      inRecord ? `${key}${text}` : key,
      WORDS.includes(key) && !inRecord ? part : withText(part, text, ['accounts', 'owners', 'why'].includes(key) && isRecord(part)),
    ]),
  );
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hostileReport(text: string) {
  const hostile: unknown = withText(wholeStory(), text);
  return buildReport({ ...wholeStory(), ...(isStory(hostile) ? hostile : {}), moment });
}

function isStory(value: unknown): value is ReturnType<typeof wholeStory> {
  return typeof value === 'object' && value !== null && 'journals' in value;
}

const HOSTILE = fc
  .array(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '</style>',
      '"',
      "'",
      ' onload=x ',
      '&lt;',
      '<!--',
      '|',
      '\\|',
      '\\',
      '`',
      '```',
      '````text',
      '~~~',
      '\n',
      '\r\n',
      '\n\n# x',
      '\n- x',
      '\n| x |',
      '**',
      '_',
      '[x](javascript:1)',
      '![x](y)',
      'https://x',
      'www.x.y',
      '\u202e',
      '\u2066',
      '\u200b',
      '\u2028',
      '\0',
      '\u001b[31m',
      '\ud800',
      '$x$',
      '{{x}}',
      '$&',
      '# ',
      '1. ',
      '> ',
      '---',
      '===',
      '\t',
      '\u{e0041}',
      '<bdi>',
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => `x${parts.join('')}x`);

const tags = (page: string) => page.match(/<[^<>]*>/g)?.filter((tag) => tag !== '<wbr>');

test('no text of a server becomes markup in the page', () => {
  const plain = tags(reportHtml(hostileReport('x')));
  fc.assert(
    fc.property(HOSTILE, (text) => {
      const page = reportHtml(hostileReport(text));
      expect(tags(page)).toEqual(plain);
      expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028\0\u001b]/);
    }),
    { numRuns: 60 },
  );
});

/** What is left of Markdown when all that says something is taken away: the lines' kinds and the unescaped marks. */
function skeleton(markdown: string): readonly string[] {
  let fence = '';
  return markdown.split('\n').flatMap((line) => {
    const ticks = /^`{3,}/.exec(line)?.[0] ?? '';
    if (fence !== '') {
      if (ticks.length < fence.length || line !== ticks) return [];
      fence = '';
      return ['end of fence'];
    }
    fence = ticks;
    if (ticks !== '') return ['fence'];
    const marks = line.replace(/\\[!-/:-@[-`{-~]/g, '').replace(/&(?:amp|lt|gt|#124);/g, '');
    const block = /^(?:#{1,6} |- |> |\d+[.)] |={2,}$|-{2,}$|\s+)/.exec(line)?.[0] ?? '';
    return [`${block}${marks.replace(/[^|`*_<>[\]~#]/g, '')}${/https?:\/\/|www\./.test(marks) ? ' link' : ''}`];
  });
}

test('no text of a server becomes markup in Markdown', () => {
  const plain = skeleton(reportMarkdown(hostileReport('x')));
  fc.assert(
    fc.property(HOSTILE, (text) => {
      const markdown = reportMarkdown(hostileReport(text));
      expect(skeleton(markdown)).toEqual(plain);
      expect(markdown).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u2028\0\u001b]/);
    }),
    { numRuns: 60 },
  );
});

test('JSON gives every text back as it was', () => {
  fc.assert(
    fc.property(HOSTILE, (text) => {
      const report = hostileReport(text);
      expect(JSON.parse(reportJson(report))).toEqual({ kerbwise: 1, kind: 'report', ...JSON.parse(JSON.stringify(report)) });
    }),
    { numRuns: 30 },
  );
});

test('the JSON of the same report is the same text', () => {
  expect(reportJson(buildReport(wholeStory()))).toBe(reportJson(buildReport(wholeStory())));
  expect(reportJson(buildReport(wholeStory()))).toMatch(
    /^\{\n {2}"kerbwise": 1,\n {2}"kind": "report",\n {2}"occasion": "run",\n {2}"verdict"/,
  );
});

const SECRETS = [
  'password="Hunter2 with blanks"',
  "password='Hunter2'",
  'password:Hunter2)',
  '/processModel.password:"Hunter2"',
  '{"password":"Hunter2"}',
  '{\\"Password\\": \\"Hunter2\\"}',
  'Pwd=Hunter2;',
  'password=&quot;Hunter2 x&quot;',
  '<Password>Hunter2</Password>',
  '[enc:IISWASOnlyAesProvider:Hunter2=:enc]',
  'x="[enc:AesProvider:Hunter2',
  "-Password 'x' passwd: Hunter2",
  'Authorization: Negotiate Hunter2',
  'password="It""s Hunter2"',
];

test.each(SECRETS)('a secret that reads %s leaves in no form', (secret) => {
  const report = hostileReport(` ${secret} `);
  for (const form of FORMS) expect(form(report)).not.toMatch(/Hunter2/);
});

test('the filter leaves settings alone whose names only sound secret', () => {
  for (const form of FORMS) expect(form(buildReport(wholeStory()))).toContain('useAppPoolCredentials');
});

test.each(['html', 'markdown', 'json'] as const)('%s tells the whole story of an apply and an undo', (format) => {
  const { text } = reportFile(buildReport({ document: null, journals: [written([...APPLY, ...UNDO])], moment }), format);
  const story = [
    '2 problems ask for action',
    '2 changes were made and taken back',
    'SMP01.contoso.com',
    'adm-miller',
    'adm-lee',
    '0.1.0',
    '4f1c22aa90b3d7e1',
    'Kerberos is tried, then NTLM is used',
    'NTLM comes before Negotiate',
    'Agents take the first provider',
    'provider order; iis-docs',
    'setspn.exe -S HTTP/smp.contoso.com',
    'setspn.exe -D HTTP/smp.contoso.com',
    'Updated object',
    'Unregistering',
    'The application restarts',
    '21:04:31',
  ];
  for (const part of story) expect(text).toContain(part);
});

test.each(['html', 'markdown', 'json'] as const)('%s tells of a change that has no end', (format) => {
  const report = buildReport({ document: null, journals: [written([CONFIRMED, started(0)])], moment, torn: true });
  const { text } = reportFile(report, format);
  for (const part of ['how it ended is not recorded', 'The last line of the record is cut off', 'Read the server again'])
    expect(text).toContain(part);
});

test.each(['html', 'markdown', 'json'] as const)('%s of a look says that nothing was changed', (format) => {
  expect(reportFile(buildReport({ document: mendedDocument(), journals: [], moment }), format).text).toContain('Nothing was changed');
});

test.each([
  ['lab', 'Practice lab. A simulated server. No real server was read or changed.'],
  ['evidence', 'Evidence. Files that were collected from a server.'],
] as const)('a report of %s cannot be mistaken for one of a live server', (kind, says) => {
  const document = mendedDocument({ target: { kind, server: 'SMP01.contoso.com' } });
  const report = buildReport({ document, journals: [], moment });
  expect(reportHtml(report)).toContain(`<div class="banner" role="note"><span>${says}`);
  expect(reportMarkdown(report)).toContain(says.slice(0, says.indexOf('.')));
  expect(reportFile(report, 'html').fileName).toBe(`kerbwise-${kind}-SMP01.contoso.com-2026-11-22.html`);
});

test('the page loads nothing, runs nothing and has one first heading', () => {
  const page = reportHtml(buildReport(wholeStory()));
  expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`);
  expect(page).not.toMatch(/<script|<link|<img|<iframe| src=| href=|url\(|@import| on[a-z]+=/i);
  expect(page.match(/<h1/g)).toHaveLength(1);
  expect(page.match(/<table/g)?.length).toBe(page.match(/<caption/g)?.length);
});

test.each([
  ['SMP01.contoso.com', 'kerbwise-SMP01.contoso.com-2026-11-22.md'],
  ['..\\..\\con:|<>"/x', 'kerbwise-con_x-2026-11-22.md'],
  ['Сервер', 'kerbwise-server-2026-11-22.md'],
  [null, 'kerbwise-server-2026-11-22.md'],
])('the report of %j is saved as %s', (server, fileName) => {
  const report = buildReport({ document: mendedDocument({ target: { kind: 'live', server } }), journals: [], moment });
  expect(reportFile(report, 'markdown').fileName).toBe(fileName);
});

test.each(['light', 'dark'] as const)('every text of the %s page has the contrast of WCAG AA', (name) => {
  const { ground, card, code, mark, rightGround, wrongGround, unclearGround, line: _line, ...inks } = PALETTES[name];
  const grounds = {
    text: [ground, card, code, mark, rightGround, wrongGround, unclearGround],
    quiet: [ground, card],
    link: [ground, card],
  };
  const tones = { right: [rightGround, card], wrong: [wrongGround, card], unclear: [unclearGround, card, ground] };
  for (const [ink, behind] of Object.entries({ ...grounds, ...tones })) {
    const colour = Object.entries(inks).find(([key]) => key === ink)?.[1] ?? '';
    for (const under of behind) expect(contrast(colour, under), `${ink} on ${under}`).toBeGreaterThanOrEqual(4.5);
  }
});

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
