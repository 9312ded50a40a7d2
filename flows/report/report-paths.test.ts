import { expect, test } from 'vitest';
import { SVC, serverFacts } from '../../test/flow/server-facts.ts';
import { ticketPictures } from '../ticket-path/ticket-pictures.ts';
import { buildReport } from './report.ts';
import { reportHtml } from './report-html.ts';
import { reportMarkdown } from './report-markdown.ts';
import type { ReportPaths } from './report-paths.ts';

const moment = '2026-11-22T21:30:00.000Z';
const broken = serverFacts({ spns: { [SVC]: [], SMP01$: [] } });
const forms = (ticketPaths?: ReportPaths) => {
  const report = buildReport({ document: null, journals: [], moment, ...(ticketPaths === undefined ? {} : { ticketPaths }) });
  return [reportHtml(report), reportMarkdown(report)];
};

test('tells the path as it is and as planned, the broken link by its words', () => {
  const pictures = ticketPictures(broken, [{ step: 'Names', facts: serverFacts() }]);
  for (const form of forms({ kind: 'plan', pictures })) {
    expect(form).toContain('The path of the ticket');
    expect(form).toContain('Does not fit:');
    expect(form).toContain('No account holds HTTP/smp01');
    expect(form).toContain('After the planned changes, as predicted');
    expect(form).toContain('clients sign in by Kerberos');
  }
});

test('tells the path before and after what was run', () => {
  const pictures = ticketPictures(broken, [{ step: '', facts: serverFacts() }]);
  for (const form of forms({ kind: 'run', pictures })) {
    expect(form).toContain('Before:');
    expect(form).toContain('After, as read:');
  }
});

test('says nothing of a path where only records are at hand', () => {
  for (const form of forms()) expect(form).not.toContain('The path of the ticket');
});

test('shows a hostile name as text', () => {
  const hostile = ticketPictures(serverFacts({ names: ['<script>alert(1)</script>|[x](http://y)'] }), []);
  const [page = '', text = ''] = forms({ kind: 'plan', pictures: hostile });
  expect(page).not.toContain('<script');
  expect(text).not.toContain('<script');
  expect(text).not.toContain('[x](http');
});
