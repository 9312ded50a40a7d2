import { say } from '../language/say.ts';
import { sourceOf } from '../model/finding-source.ts';
import { html, lines, type Markup, NOTHING } from './html-template.ts';
import { deviationRows } from './report-deviations.ts';
import type { Report, ReportFinding, Task } from './report-model.ts';
import { findingGroups, findingTag, seenText } from './report-outline.ts';
import { RUN_BY_WORDS } from './report-words.ts';

/** What was wrong: the first thing after the verdict. */
export function findingsSection(report: Report): Markup {
  const groups = findingGroups(report);
  return html`<section aria-labelledby="findings"><h2 id="findings">What was found</h2>
${groups.length === 0 ? html`<p>Nothing was found that asks for action.</p>` : NOTHING}
${groups.map(({ title, findings }) => html`<h3>${say`${title} (${findings.length})`}</h3>\n${findings.map((finding) => card(finding))}`)}
</section>`;
}

function card(finding: ReportFinding): Markup {
  const { summary, meaning, evidence, subject } = finding;
  return html`<article class="card"><div class="heading"><h4><bdi>${summary}</bdi></h4>
<span class="tag ${tone(finding)}">${findingTag(finding)}</span></div>
<p>${meaning}</p>
<dl><dt>Evidence</dt><dd><code>${evidence}</code></dd>
<dt>About</dt><dd><bdi>${subject}</bdi></dd>
<dt>Source</dt><dd>${sourceOf(finding)}</dd>
<dt>Read</dt><dd>${seenText(finding)}</dd></dl></article>
`;
}

function tone({ severity, status }: ReportFinding): string {
  if (status === 'gone') return 'right';
  if (severity === 'information') return '';
  return status === 'open' && severity === 'problem' ? 'wrong' : 'unclear';
}

export function notCheckedSection({ notChecked }: Report): Markup {
  if (notChecked.length === 0) return NOTHING;
  return html`<section aria-labelledby="not-checked"><h2 id="not-checked">${say`What was not checked (${notChecked.length})`}</h2>
<p>Nothing is said about these. They may be right or wrong.</p>
${notChecked.map(
  ({ what, why, next }) => html`<article class="card"><h4><bdi>${what}</bdi></h4>
<dl><dt>Why not</dt><dd>${why}</dd><dt>How to find out</dt><dd>${next}</dd></dl></article>
`,
)}</section>`;
}

export function deviationsSection({ deviations }: Report): Markup {
  if (deviations.length === 0) return NOTHING;
  return html`<section aria-labelledby="deviations"><h2 id="deviations">${say`Where a prescription was left (${deviations.length})`}</h2>
<p>Each was refused, and nothing was run by it.</p>
${deviations.map(
  (one) => html`<article class="card"><h3><bdi>${one.what}</bdi></h3>
<dl>${deviationRows(one).map(([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}</dl></article>
`,
)}</section>`;
}

export function tasksSection({ tasks }: Report): Markup {
  return html`<section aria-labelledby="tasks"><h2 id="tasks">What stays to be done</h2>
${tasks.length === 0 ? html`<p>Nothing.</p>` : html`<ol class="steps">${tasks.map(task)}</ol>`}
</section>`;
}

function task({ what, why, next, command, runBy }: Task): Markup {
  return html`<li><strong><bdi>${what}</bdi></strong>
<p>${say`${why} ${next}`}</p>
${command === null ? NOTHING : html`<pre><code dir="ltr">${lines(command)}</code></pre>`}
${runBy === null ? NOTHING : html`<p class="quiet">${say`Who does it: ${RUN_BY_WORDS[runBy]}`}</p>`}</li>
`;
}
