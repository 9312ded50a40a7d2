import fc from 'fast-check';

const BODIES = [
  'Nothing happened',
  'Cannot create directory: 0x80070005 [Access is denied] d:',
  'a [b]: ]] > c',
  "Error note: Authentication failed, request level authentication is not supported, check that IIS setting 'authPersistNonNTLM' is set to 'True' on the server",
  'line one\r\nline two\nHost: ss1.contoso.com\r\nError code: HTTP error occured (0x80042D21)',
  'quoting <event in the middle, and </event> too',
  'error: The logon attempt failed (0X8009030c)',
  '',
  "text with <event date='x' severity='1'> and no more",
];

const quote = fc.constantFrom("'", '"');
const event = fc
  .record({
    quote,
    date: fc.constantFrom('May 16 11:51:05', '2026-05-16 11:51:05', '5/16/2026 11:51:05 PM', 'Dec 31 23:59:59', 'never'),
    severity: fc.constantFrom('1', '2', '4', '8', '16', 'x', undefined),
    before: fc.constantFrom('', ' ', '\r\n'),
    body: fc.constantFrom(...BODIES),
    isCdata: fc.boolean(),
    end: fc.constantFrom(']]></event>', ']]>\r\n</event>', ']]> </EVENT>'),
    cut: fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat(200) }),
    after: fc.constantFrom('', '', '\r\n', ' garbage ', ']]>'),
  })
  .map(({ quote: q, date, severity, before, body, isCdata, end, cut, after }) => {
    const attributes = `date=${q}${date}${q}${severity === undefined ? '' : ` severity=${q}${severity}${q}`} hostName=${q}xx100${q}`;
    const inside = isCdata || body.includes('<') ? `<![CDATA[${body}${end}` : `${body}</event>`;
    const whole = `<event ${attributes} >${before}${inside}`;
    return (cut === undefined ? whole : whole.slice(0, cut)) + after;
  });

/** Any log of Altiris: events in a row or on lines, half events, events in other letter case, texts that look like events. */
export const anyAltiris: fc.Arbitrary<string> = fc.array(event, { maxLength: 20 }).map((events) => events.join(''));
