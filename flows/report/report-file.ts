import type { ReportFile, ReportFormat } from '../bridge/contract.ts';
import type { Translate } from '../language/translate.ts';
import { reportHtml } from './report-html.ts';
import { reportJson } from './report-json.ts';
import { reportMarkdown } from './report-markdown.ts';
import type { Report } from './report-model.ts';

const FORMS = {
  html: { extension: 'html', mediaType: 'text/html; charset=utf-8', write: reportHtml },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8', write: reportMarkdown },
  json: { extension: 'json', mediaType: 'application/json', write: reportJson },
} as const satisfies Record<ReportFormat, object>;

/** In: a report and the form that is wanted. Out: the file to save, `kerbwise-SMP01.contoso.com-2026-11-22.html`; practice says so in its name. Only the page is for people alone: Markdown and JSON stay English. */
export function reportFile(report: Report, format: ReportFormat, translate?: Translate): ReportFile {
  const { extension, mediaType, write } = FORMS[format];
  return { fileName: `${nameOf(report)}.${extension}`, mediaType, text: write(report, translate) };
}

/** Only letters, digits, dots and dashes: no name of a server can become a path. */
function nameOf({ target, made }: Report): string {
  const server = safe(target.server ?? 'server');
  const day = /^\d{4}-\d\d-\d\d/.exec(made)?.[0];
  return ['kerbwise', ...(target.kind === 'live' ? [] : [target.kind]), server, ...(day === undefined ? [] : [day])].join('-');
}

function safe(name: string): string {
  const plain = name
    .replace(/[^A-Za-z0-9.-]+/g, '_')
    .replace(/\.{2,}/g, '.')
    .slice(0, 100);
  return plain.replace(/^[._-]+|[._-]+$/g, '') || 'server';
}
