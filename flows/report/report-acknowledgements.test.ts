import { expect, test } from 'vitest';
import type { JournalEntry } from '../model/journal.ts';
import type { TicketPath } from '../model/ticket-path.ts';
import { buildReport } from './report.ts';
import { reportHtml } from './report-html.ts';
import { reportJson } from './report-json.ts';
import { reportMarkdown } from './report-markdown.ts';
import { APPLY, CONFIRMED, VERIFIED, written } from './sample-story.ts';

const moment = '2026-11-23T10:00:00.000Z';
const { target } = CONFIRMED;
const said = { version: '0.1.0', workaround: 'ntlm-first', target, user: 'CONTOSO\\ada', application: 'Default Web Site/Altiris' } as const;
const KEPT: JournalEntry = {
  type: 'workaround.acknowledged',
  ...said,
  why: 'a <b>site</b> outside of the domain',
  applications: ['Default Web Site/Altiris'],
  providers: ['NTLM', 'Negotiate'],
  setAt: null,
};
const WITHDRAWN: JournalEntry = { type: 'workaround.withdrawn', ...said, why: 'it joined' };

test('every form tells who keeps a workaround, when and why, and that it is kept no more', () => {
  const report = buildReport({ document: null, journals: [written([...APPLY]), written([KEPT, WITHDRAWN])], moment });
  expect(report.acknowledgements.map(({ kept, providers }) => [kept, providers])).toEqual([
    [true, ['NTLM', 'Negotiate']],
    [false, []],
  ]);
  for (const form of [reportHtml, reportMarkdown, reportJson]) expect(form(report)).toContain('ada');
  expect(reportHtml(report)).toContain('NTLM first at Default Web Site/Altiris is kept no more');
  expect(reportHtml(report)).not.toContain('<b>site</b>');
});

test('what is kept on another server is left out, and nothing is said where nothing is kept', () => {
  const elsewhere: JournalEntry = { ...KEPT, target: { ...target, server: 'OTHER.contoso.com' } };
  const report = buildReport({ document: null, journals: [written([...APPLY]), written([elsewhere])], moment });
  expect(report.acknowledgements).toEqual([]);
  expect(reportMarkdown(report)).not.toContain('kept on purpose');
});

const path = (verdict: string): TicketPath => ({ names: ['smp01'], applications: ['Altiris'], outcome: 'kerberos', verdict, stations: [] });

test('a journal alone draws the path of the ticket, before and after as it was read', () => {
  const pictures = [{ now: path('NTLM it was'), after: path('Kerberos it is') }];
  const entries = [
    { ...CONFIRMED, ticketPaths: [{ now: path('NTLM it was'), after: null }] },
    { ...VERIFIED, ticketPaths: pictures },
  ];
  const report = buildReport({ document: null, journals: [written(entries)], moment });
  expect(report.ticketPaths).toEqual({ kind: 'run', pictures });
  expect(reportMarkdown(report)).toContain('**After, as read:** Kerberos it is');
});

test('a journal that keeps something else as its paths draws none', () => {
  const forged: JournalEntry = JSON.parse(JSON.stringify({ ...VERIFIED, ticketPaths: [{ now: { verdict: 'all is well' }, after: null }] }));
  expect(buildReport({ document: null, journals: [written([CONFIRMED, forged])], moment }).ticketPaths).toBeNull();
});
