import { say } from '../language/say.ts';
import type { ChangeText } from '../model/step.ts';
import { html, lines, type Markup, NOTHING } from './html-template.ts';
import type { Attempt, ChangeState, Report, ReportChange, ReportRun } from './report-model.ts';
import { proofTexts, wayBackText } from './report-outline.ts';
import { attemptText, momentText, RISK_WORDS, RUN_BY_WORDS, STATE_WORDS, userText } from './report-words.ts';

/** What was done, run by run, and what is planned and not run. */
export function changesSection({ runs, planned }: Report): Markup {
  return html`<section aria-labelledby="changes"><h2 id="changes">What was changed</h2>
${runs.length === 0 ? html`<p>Nothing was changed.</p>` : runs.map(runPart)}
${planned.length === 0 ? NOTHING : html`<h3>${say`Planned, and not run (${planned.length})`}</h3>\n${planned.map((change, at) => plannedCard(change, at + 1))}`}
</section>`;
}

function runPart(run: ReportRun): Markup {
  const { planId, confirmed, user, undos, changes } = run;
  return html`<h3>${say`Plan ${planId}`}</h3>
<p>${say`Confirmed ${momentText(confirmed)} by ${userText(user)}.`}${undos.map((undo) => say` Undo confirmed ${momentText(undo.at)} by ${userText(undo.user)}.`)}</p>
${changes.length === 0 ? html`<p>The plan holds no change.</p>` : changes.map(changeCard)}`;
}

function changeCard(change: ReportChange): Markup {
  const { number, target, state, attempts } = change;
  return html`<article class="card long"><div class="heading"><h4>${number}. <bdi>${target}</bdi></h4>
<span class="tag ${TONES[state]}">${STATE_WORDS[state]}</span></div>
<dl>${changeRows(change)}
<dt>What happened</dt><dd>${attempts.length === 0 ? html`<p>It was not run.</p>` : attempts.map((attempt) => attemptPart(attempt, change))}</dd>
${undoRow(change)}</dl></article>
`;
}

const TONES: Readonly<Record<ChangeState, string>> = {
  'not run': '',
  made: 'right',
  failed: 'wrong',
  'not confirmed': 'wrong',
  'taken back': 'unclear',
  needless: '',
  'left alone': 'unclear',
  'undo failed': 'wrong',
  'undo not confirmed': 'wrong',
};

function plannedCard(change: ChangeText, number: number): Markup {
  return html`<article class="card long"><div class="heading"><h4>${number}. <bdi>${change.target}</bdi></h4><span class="tag">Not run</span></div>
<dl>${changeRows(change)}
${undoRow(change)}</dl></article>
`;
}

function changeRows({ before, after, command, risk, consequence, runBy, fixes }: ChangeText): Markup {
  return html`<dt>Before</dt><dd><code>${before}</code></dd>
<dt>After</dt><dd><code>${after}</code></dd>
<dt>What to weigh</dt><dd>${consequence}</dd>
<dt>Risk</dt><dd>${RISK_WORDS[risk]}</dd>
<dt>Who runs it</dt><dd>${RUN_BY_WORDS[runBy]}</dd>
<dt>Mends the finding</dt><dd><code>${fixes}</code></dd>
<dt>Command</dt><dd><pre><code dir="ltr">${lines(command)}</code></pre></dd>`;
}

function undoRow({ undo }: ChangeText): Markup {
  return html`<dt>Undo</dt><dd><pre><code dir="ltr">${lines(undo)}</code></pre></dd>`;
}

function attemptPart(attempt: Attempt, { command, undo }: ReportChange): Markup {
  const shown = attempt.kind === 'change' ? command : undo;
  const isOther = attempt.command !== null && attempt.command !== shown;
  return html`<p>${attemptText(attempt)}</p>
${isOther && attempt.command !== null ? html`<p>The command that ran:</p><pre><code dir="ltr">${lines(attempt.command)}</code></pre>` : NOTHING}
${[attempt.stdout, attempt.stderr].filter((text) => text.trim() !== '').map((text) => html`<pre class="output"><code>${lines(text.trimEnd())}</code></pre>`)}`;
}

export function wayBackSection(report: Report): Markup {
  const { says, commands, byHand } = wayBackText(report);
  return html`<section aria-labelledby="undo"><h2 id="undo">How to take it back</h2>
<p>${says}</p>
${commands.map((command) => html`<pre><code dir="ltr">${lines(command)}</code></pre>`)}
${
  byHand.length === 0
    ? NOTHING
    : html`<p>Without Kerbwise, run these in this order. Look first whether somebody changed the same places since.</p>
<ol class="steps">${byHand.map(({ target, undo }) => html`<li><bdi>${target}</bdi><pre><code dir="ltr">${lines(undo)}</code></pre></li>\n`)}</ol>`
}
</section>`;
}

export function proofSection(report: Report): Markup {
  return html`<section aria-labelledby="proof"><h2 id="proof">What was read afterwards</h2>
<ul>${proofTexts(report).map((text) => html`<li>${text}</li>`)}</ul></section>`;
}
