import { expect, test } from 'vitest';
import type { Answer } from '../model/reading.ts';
import { readLogonPackage, readSignInEvents } from './event-log.ts';

const said = (stdout: string, exitCode = 0, stderr = ''): Answer => ({ kind: 'output', output: { exitCode, stdout, stderr } });

function event(provider: string, id: string, data = ''): string {
  return (
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${provider}' Guid='{98e6cfcb}'/>${id}` +
    `<Level>2</Level><TimeCreated SystemTime='2026-11-21T20:15:04.1234567Z'/><Channel>System</Channel></System>${data}</Event>\r\n`
  );
}

test('knows events by source and number, whatever language their text has, each once', () => {
  const modified = event(
    'Microsoft-Windows-Security-Kerberos',
    "<EventID Qualifiers='16384'>4</EventID>",
    "<EventData><Data Name='Server'>svc-old$</Data><Data Name='TargetRealm'>CONTOSO.COM</Data><Data Name='TargetName'>HTTP/smp01</Data></EventData>",
  );
  const blocked = event('LsaSrv', '<EventID>40970</EventID>', '<EventData><Data>HTTP/a/b &amp; c</Data><Data>x</Data></EventData>');
  const keys = event('Microsoft-Windows-Kerberos-Key-Distribution-Center', '<EventID>203</EventID>', '<EventData></EventData>');
  const others = event('Microsoft-Windows-Kernel-General', '<EventID>11</EventID>') + event('Foo', '<EventID>4</EventID>');
  expect(readSignInEvents(said(`\ufeff${blocked}${modified}${others}${modified}${keys}`))).toEqual({
    ok: true,
    value: [
      { source: 'Kerberos', id: 4, about: 'HTTP/smp01' },
      { source: 'KDC', id: 203, about: null },
      { source: 'LSA', id: 40970, about: 'HTTP/a/b & c' },
    ],
  });
});

test('takes an empty answer for no events, and a refusal for an answer that was not given', () => {
  expect(readSignInEvents(said(''))).toEqual({ ok: true, value: [] });
  expect(readSignInEvents(said('', 5, 'Access is denied.'))).toMatchObject({ ok: false });
});

test.each(['Zugriff verweigert', '<Event><System>', '<Event><System><EventID>4</EventID></System></Event>', '<Event/>'])(
  'calls %j unreadable, never "no events"',
  (text) => {
    expect(readSignInEvents(said(text))).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
  },
);

test('finds the package of the newest network logon of one user', () => {
  const logon = (user: string, used: string) =>
    event(
      'Microsoft-Windows-Security-Auditing',
      '<EventID>4624</EventID>',
      `<EventData><Data Name='TargetUserName'>${user}</Data><Data Name='LogonType'>3</Data><Data Name='AuthenticationPackageName'>${used}</Data></EventData>`,
    );
  const log = said(logon('SMP01$', 'Kerberos') + logon('Anna', 'NTLM') + logon('anna', 'Kerberos'));
  expect(readLogonPackage(log, 'CONTOSO\\anna')).toEqual({ ok: true, value: 'NTLM' });
  expect(readLogonPackage(log, 'CONTOSO\\bert')).toEqual({ ok: true, value: null });
  expect(readLogonPackage(said('', 5, 'Access is denied.'), 'CONTOSO\\anna')).toMatchObject({ ok: false });
});
