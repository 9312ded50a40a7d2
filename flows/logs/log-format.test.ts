import { expect, test } from 'vitest';
import { recogniseLog } from './log-format.ts';

const FIELDS =
  '#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer) sc-status sc-substatus sc-win32-status time-taken';

test.each([
  ['a W3C log', `#Software: Microsoft Internet Information Services 10.0\r\n#Version: 1.0\r\n${FIELDS}\r\n`, 'iis-log'],
  ['a W3C log with a byte order mark', `\u00ef\u00bb\u00bf${FIELDS}\r\n`, 'iis-log'],
  ['a short W3C log with space set aside', `${FIELDS}\r\n${'\0'.repeat(60_000)}`, 'iis-log'],
  ['a W3C log without a status', '#Fields: date time c-ip cs-uri-stem\n2026-03-02 08:00:00 10.0.0.1 /\n', 'iis-log'],
  [
    'HTTPERR with its columns',
    '#Fields: date time c-ip c-port s-ip s-port cs-version cs-method cs-uri sc-status s-siteid s-reason s-queuename\r\n',
    'httperr-log',
  ],
  ['HTTPERR without', '2026-03-02 08:00:00 10.0.0.7 50123 10.0.0.1 443 HTTP/1.1 GET /Altiris/ 400 - FieldLength -\r\n', 'httperr-log'],
  [
    'HTTPERR of an idle connection',
    '2026-03-02 08:00:00 fe80::1%4 50123 fe80::2%4 443 - - - - - Timer_ConnectionIdle -\r\n',
    'httperr-log',
  ],
  ['an Altiris log', "<event date='May 16 11:51:05' severity='2' hostName='xx100' > <![CDATA[x]]></event>", 'altiris-log'],
  ['an Altiris log cut off at its beginning', 'rest of a text]]></event><event date="May 16 11:51:05">', 'altiris-log'],
])('recognises %s', (_, head, kind) => {
  expect(recogniseLog(head).kind).toBe(kind);
});

test.each([
  ['nothing', '', 'it is empty'],
  ['zeros', '\0'.repeat(1000), 'it holds nothing but blanks or zeros'],
  [
    'an FTP log',
    '#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time c-ip cs-username s-ip s-port cs-method cs-uri-stem sc-status sc-win32-status sc-substatus x-session x-fullpath\r\n',
    'it is a log of an FTP site',
  ],
  [
    'an FTP log by its rows',
    '#Fields: time c-ip cs-method cs-uri-stem sc-status\r\n08:00:00 10.0.0.1 [1]USER anonymous 331\r\n',
    'it is a log of an FTP site',
  ],
  [
    'a mail log',
    '#Fields: date time c-ip cs-method cs-uri-stem sc-status\r\n2026-03-02 08:00:00 10.0.0.1 EHLO - 250\r\n',
    'it is a log of a mail server (SMTP)',
  ],
  [
    'the log of a firewall',
    '#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Fields: date time action protocol src-ip dst-ip\r\n',
    'its columns are not those of IIS (Microsoft Windows Firewall)',
  ],
  [
    'the native format',
    '192.168.114.201, -, 03/20/01, 7:55:20, W3SVC2, SALES1, 172.21.13.45, 4502, 163, 3223, 200, 0, GET, /DeptLogo.gif, -,',
    'it is a log in the native format of IIS, which has no Windows status: choose W3C in IIS',
  ],
  [
    'NCSA',
    '172.21.13.45 - Microsoft\\fred [08/Apr/2001:17:39:04 -0800] "GET /scripts/iisadmin/ism.dll HTTP/1.0" 200 3401',
    'it is a log in the NCSA format, which has no substatus: choose W3C in IIS',
  ],
  ['no columns', '2026-03-02 08:00:00 10.0.0.1 GET / 200\r\n', 'it has no #Fields line, so nothing says what its columns are'],
  ['an event log', `ElfFile\0${'\u0001\u0002'.repeat(100)}`, 'it is an event log of Windows (.evtx): export it as text'],
  ['any binary file', '\u0001\u0002\u0003abc'.repeat(100), 'it is binary, not text'],
  ['XML', '<?xml version="1.0"?><configuration/>', 'it is XML of another kind'],
])('refuses %s and says what it is', (_, head, why) => {
  expect(recogniseLog(head)).toEqual({ kind: 'refused', why });
});
