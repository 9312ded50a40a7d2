import { say } from '../language/say.ts';
import { breakable, html, type Markup, NOTHING } from './html-template.ts';
import type { FactCell, FactRow, Report } from './report-model.ts';
import { captionOf } from './report-outline.ts';
import { momentText, setAtText } from './report-words.ts';

/** The server as it was and as it is, side by side. */
export function factsSection({ facts }: Report): Markup {
  const { before, after, beforeAt, afterAt, differences, server, applications, names, accounts } = facts;
  if (before === null && after === null) {
    return html`<section aria-labelledby="facts"><h2 id="facts">The server in detail</h2><p>No facts are on record.</p></section>`;
  }
  const hasAfter = after !== null;
  return html`<section aria-labelledby="facts"><h2 id="facts">${hasAfter ? say`Before and after` : say`The server in detail`}</h2>
<p>${beforeAt === null ? '' : hasAfter ? say`Before: ${momentText(beforeAt)}.` : say`Read: ${momentText(beforeAt)}.`} ${afterAt === null ? '' : say`After: ${momentText(afterAt)}. What differs is marked.`}</p>
${hasAfter && differences.length === 0 ? html`<p>Nothing differs between the two.</p>` : NOTHING}
${table(say`The server`, say`Fact`, server, hasAfter)}
${applications.map(({ paths, rows }) => html`${pathList(paths)}${table(captionOf(paths), say`Setting`, rows, hasAfter)}`)}
${table(say`Service principal names, and the accounts that hold them`, say`Name`, names, hasAfter)}
${table(say`Accounts, and the names on them`, say`Account`, accounts, hasAfter)}
${differences.length === 0 ? NOTHING : html`<h3>${say`What differs (${differences.length})`}</h3><ul>${differences.map((text) => html`<li><bdi>${text}</bdi></li>`)}</ul>`}
</section>`;
}

function pathList(paths: readonly string[]): Markup {
  return paths.length === 1 ? NOTHING : html`<ul>${paths.map((path) => html`<li><bdi>${path}</bdi></li>`)}</ul>`;
}

/** The roles say what the elements are even where a narrow screen lays the rows out as a grid. */
function table(caption: string, first: string, rows: readonly FactRow[], hasAfter: boolean): Markup {
  if (rows.length === 0) return NOTHING;
  return html`<table role="table"><caption><bdi>${caption}</bdi></caption>
<thead role="rowgroup"><tr role="row"><th scope="col" role="columnheader">${first}</th><th scope="col" role="columnheader">${hasAfter ? say`Before` : say`Value`}</th>${hasAfter ? html`<th scope="col" role="columnheader">After</th>` : NOTHING}</tr></thead>
<tbody role="rowgroup">
${rows.map(
  ({ name, before, after, changed }) =>
    html`<tr role="row"${changed ? html` class="changed"` : NOTHING}><th scope="row" role="rowheader"><bdi>${breakable(name)}</bdi>${changed ? html` <span class="mark">changed</span>` : NOTHING}</th>${cell(before)}${after === null ? NOTHING : cell(after)}</tr>
`,
)}</tbody></table>`;
}

function cell({ values, setAt }: FactCell): Markup {
  return html`<td role="cell">${values.map((value) => html`<div><bdi>${breakable(value)}</bdi></div>`)}${setAt === null ? NOTHING : html`<span class="set">${breakable(setAtText(setAt))}</span>`}</td>`;
}
