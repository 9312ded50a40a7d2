import { expect, test } from 'vitest';
import { fixture } from '../../test/fixture.ts';
import { readOperator, readWhoami } from './whoami.ts';

test('judges a German token by its identifiers', () => {
  expect(readWhoami(fixture('german-server', 'whoami-all.txt'))).toEqual({
    ok: true,
    value: {
      user: 'firma\\jörg',
      sid: 'S-1-5-21-1004336348-1177238915-682003330-1108',
      groups: [
        { name: 'Jeder', sid: 'S-1-1-0' },
        { name: 'VORDEFINIERT\\Administratoren', sid: 'S-1-5-32-544' },
        { name: 'FIRMA\\Domänen-Admins', sid: 'S-1-5-21-1004336348-1177238915-682003330-512' },
        { name: 'Verbindliche Beschriftung\\Hohe Stufe', sid: 'S-1-16-12288' },
      ],
      integrity: 'high',
      elevated: true,
      domainAdministrator: true,
      notes: [],
    },
  });
});

test.each([
  ['whoami-table.txt', 'medium', false, false],
  ['whoami-csv.txt', 'high', true, true],
  ['whoami-list.txt', 'system', true, false],
])('reads %s', (file, integrity, elevated, domainAdministrator) => {
  expect(readWhoami(fixture('smp-server', file))).toMatchObject({
    ok: true,
    value: {
      user: 'contoso\\anna',
      groups: expect.arrayContaining([{ name: 'Everyone', sid: 'S-1-1-0' }]),
      integrity,
      elevated,
      domainAdministrator,
    },
  });
});

test('reads a table without headings', () => {
  const lines = fixture('smp-server', 'whoami-table.txt').split('\r\n');
  const bare = lines.filter((line) => line.includes('S-1-')).join('\r\n');
  expect(readWhoami(bare)).toEqual(readWhoami(fixture('smp-server', 'whoami-table.txt')));
});

test('says what is not known where only one half was printed', () => {
  const [user = '', ...groups] = fixture('smp-server', 'whoami-csv.txt').trim().split('\r\n');
  expect(readWhoami(user)).toMatchObject({
    value: {
      integrity: null,
      elevated: null,
      domainAdministrator: null,
      why: { elevated: expect.any(String), domainAdministrator: expect.any(String) },
    },
  });
  expect(readWhoami(groups.join('\n'))).toMatchObject({ value: { user: null, integrity: 'high', why: { user: expect.any(String) } } });
  expect(readOperator(user).ok || readOperator(groups.join('\n')).ok).toBe(false);
});

test('knows who runs Kerbwise', () => {
  expect(readOperator(fixture('smp-server', 'whoami-csv.txt'))).toEqual({
    ok: true,
    value: { user: 'contoso\\anna', elevated: true, domainAdministrator: true },
  });
});

test.each(['', 'contoso\\anna', 'ERROR: Invalid argument/option', 'Logged in as  S-1-5-21-1-2-3-1104'])('finds no token in %j', (text) => {
  expect(readWhoami(text)).toMatchObject({ ok: false, failure: { code: 'output.unreadable' } });
});
