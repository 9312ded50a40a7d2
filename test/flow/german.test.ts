import { expect, test } from 'vitest';
import { translateView } from '../../flows/bridge/translate-view.ts';
import { GERMAN } from '../../flows/language/german.ts';
import { translator } from '../../flows/language/translate.ts';
import { buildReport } from '../../flows/report/report.ts';
import { reportHtml } from '../../flows/report/report-html.ts';
import { LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { pathsForReport } from '../../src-main/session/ticket-pictures.ts';
import { englishIn } from './english-words.ts';
import { serverWith } from './lab-server.ts';
import { mute } from './mute.ts';

/** Inside of a message each language has its own forms of these, by the value in it. */
const FORMS = /\b(?:is|are|has|have|on)\b/g;

const german = translator('de', GERMAN);

/** What a reader of the page sees, without what the tools said, the commands and the sources. */
function textsOfPage(page: string): readonly string[] {
  const read = page.slice(page.indexOf('<body>')).replace(/<(code|pre)\b[^>]*>.*?<\/\1>|<dt>Quelle<\/dt><dd>.*?<\/dd>/gs, ' ');
  return [...new Set(read.split(/<[^>]*>/))].filter((text) => text.trim() !== '');
}

test.each(['healthy', ...LAB_FAULTS.map(({ id }) => id)])('all that is said of a server with %s can be said in German', async (fault) => {
  const server = await serverWith(...(fault === 'healthy' ? [] : [fault]));
  const planned = await server.plan();
  const { findings, notChecked, withheld, changes } = planned.document;
  const statements = planned.plan.steps.map(({ assessment }) => assessment.statements);
  const said = { findings, notChecked, withheld, changes, statements, pictures: pathsForReport(planned, null) };
  expect(englishIn(translateView(said, mute), FORMS)).toEqual([]);
  expect(englishIn(translateView(said, german))).toEqual([]);
  const page = reportHtml(buildReport({ document: planned.document, journals: [], moment: '2026-11-22T12:00:00Z' }), german);
  expect(englishIn(textsOfPage(page))).toEqual([]);
});
