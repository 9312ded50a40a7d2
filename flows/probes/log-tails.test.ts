import { expect, test } from 'vitest';
import { readingKey } from '../model/reading.ts';
import { fail } from '../model/result.ts';
import { readConfiguration } from '../server/read-configuration.ts';
import { logFacts, logReadings } from './log-tails.ts';

const KEY = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters';
const LIMITS = readingKey({ program: 'reg', args: ['query', KEY], effect: 'read', timeoutMs: 60_000 });
const FULL = 'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters';

function limitsOf(stdout: string) {
  const answers = { [LIMITS]: { kind: 'output', output: { exitCode: 0, stdout, stderr: '' } } } as const;
  return logFacts(answers, undefined, [], 'C:\\Windows').headerLimits;
}

test('reads the limits of http.sys; a value that is not there is not set, an error is no answer', () => {
  const both = `\r\n${FULL}\r\n    MaxFieldLength    REG_DWORD    0xfffe\r\n    MaxRequestBytes    REG_DWORD    0x8000\r\n\r\n`;
  expect(limitsOf(both)).toEqual({ known: true, value: { maxFieldLength: 65_534, maxRequestBytes: 32_768 } });
  expect(limitsOf(`\r\n${FULL}\\UrlAclInfo\r\n`)).toEqual({ known: true, value: { maxFieldLength: null, maxRequestBytes: null } });
  for (const text of [
    '',
    'ERROR: The system was unable to find the specified registry key or value.',
    `${FULL}\r\n    MaxFieldLength    REG_SZ    viel\r\n`,
  ])
    expect(limitsOf(text)).toMatchObject({ known: false });
});

test('names a log that was not collected, with its place, and no reading of Kerbwise', () => {
  const site =
    '<site name="Default Web Site" id="1"><application path="/"><virtualDirectory path="/" physicalPath="C:\\w" /></application></site>';
  const read = readConfiguration(`<configuration><system.applicationHost><sites>${site}</sites></system.applicationHost></configuration>`);
  if (!read.ok) throw new Error(JSON.stringify(read.failure));
  const [tail] = logReadings({}, read.value, ['Default Web Site/'], 'C:\\Windows');
  if (tail === undefined) throw new Error('no log is read');
  const answer = { kind: 'failure', ...fail({ code: 'notCollected', reading: 'log-tail C:\\logs', next: '' }) } as const;
  const { sites } = logFacts({ [readingKey(tail)]: answer }, read.value, ['Default Web Site/'], 'C:\\Windows');
  expect(sites['Default Web Site']).toMatchObject({
    known: false,
    why: expect.stringMatching(/^The newest log of Default Web Site \(.*W3SVC1\) is not in the evidence$/),
    next: expect.stringContaining('kerbwise logs'),
  });
});
