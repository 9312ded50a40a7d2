import { say } from '../language/say.ts';
import type { LinkState, TicketPath, TicketPicture, TicketStation } from '../model/ticket-path.ts';
import { breakable, html, type Markup, NOTHING } from './html-template.ts';
import { bullets, plain } from './markdown-text.ts';

/** The paths of the tickets for a report. `run`: before what was run, and as read now. `plan`: as read now, and as planned. */
export interface ReportPaths {
  readonly kind: 'run' | 'plan';
  readonly pictures: readonly TicketPicture[];
}

const HEADING = say`The path of the ticket`;

const STATE_WORDS: Readonly<Record<LinkState, string>> = { holds: say`Fits`, broken: say`Does not fit`, unknown: say`Not known` };

const STATE_MARKS: Readonly<Record<LinkState, string>> = { holds: '✓', broken: '✕', unknown: '?' };

const TONES: Readonly<Record<LinkState, string>> = { holds: 'right', broken: 'wrong', unknown: 'unclear' };

interface Told {
  readonly when: string;
  readonly path: TicketPath;
}

/** In: one picture. Out: its one or two paths, each with what it is called. */
function told({ kind }: ReportPaths, { now, after }: TicketPicture): readonly Told[] {
  const [first, second] =
    kind === 'run' ? [say`Before`, say`After, as read`] : [say`As read`, say`After the planned changes, as predicted`];
  return after === null
    ? [{ when: say`As read`, path: now }]
    : [
        { when: first, path: now },
        { when: second, path: after },
      ];
}

function titleOf({ names, applications: [first = '', ...more] }: TicketPath): string {
  return say`${names.join(', ')} → ${first}${more.length === 0 ? '' : say` and ${more.length} more`}`;
}

function stationText({ title, names: [first, second, ...more], detail }: TicketStation): string {
  const shown = [first, more.length === 0 ? second : say`${more.length + 1} more`].filter((name) => name !== undefined);
  return say`${[title, ...(shown.length === 0 ? [] : [shown.join(', ')])].join(': ')}, ${detail}`;
}

/** The pictures as lists that need no script and read the same aloud; nothing where none was drawn. */
export function pathsSection(paths: ReportPaths | null): Markup {
  if (paths === null || paths.pictures.length === 0) return NOTHING;
  return html`<section aria-labelledby="paths"><h2 id="paths">${HEADING}</h2>
${paths.pictures.map((picture) => html`<article class="card long"><h3><bdi>${titleOf(picture.now)}</bdi></h3>\n${told(paths, picture).map(pathMarkup)}</article>\n`)}</section>`;
}

function pathMarkup({ when, path }: Told): Markup {
  return html`<p><b>${say`${when}:`}</b> ${path.verdict}</p>
<ol class="path">${path.stations.map(stationMarkup)}</ol>
`;
}

function stationMarkup({ title, names, detail, link }: TicketStation): Markup {
  const shown = names.length > 2 ? [names[0] ?? '', say`and ${names.length - 1} more`] : names;
  const state =
    link === null
      ? NOTHING
      : html`<p class="link ${TONES[link.state]}"><b><span aria-hidden="true">${STATE_MARKS[link.state]} </span>${say`${STATE_WORDS[link.state]}:`}</b> ${link.sentence}</p>`;
  return html`<li>${state}<p><span class="quiet">${title}</span> ${shown.map((name) => html`<b><bdi>${breakable(name)}</bdi></b> `)}<bdi>${detail}</bdi></p></li>`;
}

/** The same as Markdown. */
export function pathsPart(paths: ReportPaths | null): readonly string[] {
  if (paths === null || paths.pictures.length === 0) return [];
  return [
    say`## ${HEADING}`,
    ...paths.pictures.flatMap((picture) => [
      say`### ${plain(titleOf(picture.now))}`,
      ...told(paths, picture).flatMap(({ when, path }) => [
        say`**${when}:** ${plain(path.verdict)}`,
        bullets(path.stations.flatMap(stationTexts)),
      ]),
    ]),
  ];
}

function stationTexts(station: TicketStation): readonly string[] {
  const { link } = station;
  return [...(link === null ? [] : [say`${STATE_WORDS[link.state]}: ${link.sentence}`]), stationText(station)];
}
