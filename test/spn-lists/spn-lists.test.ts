import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ListLines } from '../../src-main/spn-lists/list-lines.ts';
import { readSpnLists } from '../../src-main/spn-lists/read-spn-lists.ts';
import { SpnHolders } from '../../src-main/spn-lists/spn-holders.ts';
import { takeLdif, takeSetspn } from '../../src-main/spn-lists/take-lines.ts';
import { withFolder } from '../logs/log-files.ts';

const signal = new AbortController().signal;
const names = ['HTTP/smp01', 'http/SMP01', 'HTTP/smp01.contoso.com', 'HTTP/größe', 'HTTP/GRÖSSE', 'http/GRÖẞE', 'MSSQLSvc/db:1433'];
const accounts = ['CN=a,DC=contoso,DC=com', 'cn=A,dc=contoso,dc=com', 'CN=b,OU=x y,DC=contoso,DC=com', 'CN=Größe,DC=contoso,DC=com'];
const records = fc.array(
  fc.record({ account: fc.constantFrom(...accounts), spns: fc.array(fc.constantFrom(...names), { maxLength: 5 }) }),
  {
    maxLength: 8,
  },
);
type Records = readonly { readonly account: string; readonly spns: readonly string[] }[];

/** The plain way: a table of names, each with the accounts that hold it. */
function slowDuplicates(all: Records): readonly (readonly [string, readonly string[]])[] {
  const holders = new Map<string, Set<string>>();
  for (const { account, spns } of all) {
    for (const spn of spns) holders.set(spn.toLowerCase(), (holders.get(spn.toLowerCase()) ?? new Set()).add(account.toLowerCase()));
  }
  const shared = [...holders].filter(([, held]) => held.size > 1).map(([spn, held]) => [spn, [...held]] as const);
  return shared.sort(([a], [b]) => (a < b ? -1 : 1));
}

const told = (holders: SpnHolders) =>
  holders.duplicates().map(({ spn, accounts: held }) => [spn.toLowerCase(), held.map((dn) => dn.toLowerCase())]);

/** Gives the bytes in pieces of any size. */
function feed(text: string, lines: ListLines, sizes: readonly number[]): void {
  const bytes = Buffer.from(text);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const piece = bytes.subarray(at, at + (sizes[turn % sizes.length] ?? 1));
    lines.space().set(piece);
    lines.accept(piece.length);
    at += piece.length;
  }
  lines.end();
}

const fold = (line: string, width: number) => line.replace(new RegExp(`(.{${width}})(?=.)`, 'gu'), '$1\r\n ');
const base64 = (text: string) => Buffer.from(text).toString('base64');

test('finds in any LDIF export what a slow and obviously right reader finds, folded, in base64, in pieces of any size', () => {
  const style = fc.record({
    width: fc.integer({ min: 10, max: 80 }),
    isCoded: fc.boolean(),
    end: fc.constantFrom('\n', '\r\n'),
    name: fc.constantFrom('servicePrincipalName', 'SERVICEPRINCIPALNAME'),
  });
  fc.assert(
    fc.property(
      records,
      style,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
      (all, { width, isCoded, end, name }, sizes) => {
        const line = (key: string, value: string) => fold(isCoded ? `${key}:: ${base64(value)}` : `${key}: ${value}`, width);
        const text = all.map(({ account, spns }) =>
          [line('dn', account), 'objectClass: user', ...spns.map((spn) => line(name, spn)), ''].join('\r\n'),
        );
        const holders = new SpnHolders();
        feed(`version: 1\r\n\r\n${text.join('\r\n')}`.replaceAll('\r\n', end), new ListLines(takeLdif(holders), true), sizes);
        expect(told(holders)).toEqual(slowDuplicates(all));
      },
    ),
    { numRuns: 300 },
  );
});

test('finds the same in lists of setspn -L and -Q', () => {
  fc.assert(
    fc.property(records, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), fc.boolean(), (all, sizes, isListed) => {
      const text = all.map(({ account, spns }) =>
        [isListed ? `Registered ServicePrincipalNames for ${account}:` : account, ...spns.map((spn) => `\t${spn}`), ''].join('\r\n'),
      );
      const holders = new SpnHolders();
      feed(
        `Checking domain DC=contoso,DC=com\r\n${text.join('')}\r\nExisting SPN found!\r\n`,
        new ListLines(takeSetspn(holders), false),
        sizes,
      );
      expect(told(holders)).toEqual(slowDuplicates(all));
    }),
    { numRuns: 300 },
  );
});

const X = `Processing entry 0
HTTP/smp01 is registered on these accounts:
\tCN=a,DC=contoso,DC=com
\tCN=b,DC=contoso,DC=com

found 1 group of duplicate SPNs.
`;

test('reads groups of setspn -X, and lists together with exports of the same accounts', () =>
  withFolder(async (folder) => {
    const write = (name: string, text: string | Uint8Array) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const groups = write('x.txt', X);
    const ldif = write(
      'a.ldf',
      Buffer.from(
        `\ufeffdn: CN=A,DC=contoso,DC=com\r\nservicePrincipalName: http/SMP01\r\nservicePrincipalName: HTTP/own\r\n\r\ndn: CN=c,DC=contoso,DC=com\r\nservicePrincipalName: HTTP/OWN\r\n`,
        'utf16le',
      ),
    );
    expect(await readSpnLists([groups, ldif], signal)).toEqual({
      ok: true,
      value: {
        kerbwise: 1,
        kind: 'spn-list',
        lists: [
          { name: groups, form: 'setspn' },
          { name: ldif, form: 'ldif' },
        ],
        accounts: 3,
        names: 2,
        values: 5,
        duplicates: [
          { spn: 'HTTP/OWN', accounts: ['CN=a,DC=contoso,DC=com', 'CN=c,DC=contoso,DC=com'] },
          { spn: 'HTTP/smp01', accounts: ['CN=a,DC=contoso,DC=com', 'CN=b,DC=contoso,DC=com'] },
        ],
        notes: [],
      },
    });
  }));

test.each([
  ['an empty file', '', 'it is empty'],
  ['a log', '#Fields: date time\r\n2026-03-02 08:00:00\r\n', 'it is neither an LDIF export, with lines "dn: …", nor an output of setspn'],
])('refuses %s', (_, text, why) =>
  withFolder(async (folder) => {
    const path = join(folder, 'list.txt');
    writeFileSync(path, text);
    expect(await readSpnLists([path], signal)).toMatchObject({ ok: false, failure: { code: 'input.refused', why } });
    expect(await readSpnLists([folder], signal)).toMatchObject({ ok: false, failure: { why: 'it is a folder: name the files in it' } });
    expect(await readSpnLists([join(folder, 'none')], signal)).toMatchObject({ ok: false, failure: { code: 'file.missing' } });
  }),
);

test('counts lines that are too long, and names outside of any account', () =>
  withFolder(async (folder) => {
    const path = join(folder, 'list.ldf');
    writeFileSync(path, `dn: CN=a,DC=x\ncomment: ${'x'.repeat(5_000_000)}\n\nservicePrincipalName: HTTP/stray\n`);
    const read = await readSpnLists([path], signal);
    expect(read.ok && read.value.notes).toEqual([`${path}: 1 line too long to be read`, '1 name outside of any account: not compared']);
  }));
