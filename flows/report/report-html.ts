import { say } from '../language/say.ts';
import type { Translate } from '../language/translate.ts';
import { withoutSecrets } from '../model/without-secrets.ts';
import { changesSection, proofSection, wayBackSection } from './html-changes.ts';
import { factsSection } from './html-facts.ts';
import { deviationsSection, findingsSection, notCheckedSection, tasksSection } from './html-findings.ts';
import { html, type Markup, NOTHING } from './html-template.ts';
import { acknowledgementsSection } from './report-acknowledgements.ts';
import type { Report } from './report-model.ts';
import { glance, titleOf } from './report-outline.ts';
import { pathsSection } from './report-paths.ts';
import { pageFoot, STYLE } from './report-style.ts';
import { momentText, TARGET_WORDS, TONE_WORDS } from './report-words.ts';

/** The language of the page, as BCP 47 names it. */
const LANGUAGE_TAG = say`en`;

const asItIs: Translate = (text) => text;

/**
 * The report as one file for a browser or printer: no script, nothing loaded, every value escaped.
 * Verdict first, then what was wrong, what was done, how to take it back, then the details.
 */
export function reportHtml(report: Report, translate: Translate = asItIs): string {
  const told = withoutSecrets(report);
  return html`<!doctype html>
<html lang="${LANGUAGE_TAG}" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${say`${titleOf(told)}: Kerbwise report`}</title>
${style(told)}
</head>
<body>
${banner(told)}
<main>
${head(told)}
${pathsSection(told.ticketPaths)}
${findingsSection(told)}
${changesSection(told)}
${wayBackSection(told)}
${proofSection(told)}
${tasksSection(told)}
${acknowledgementsSection(told.acknowledgements)}
${deviationsSection(told)}
${notCheckedSection(told)}
${factsSection(told)}
${notesSection(told)}
${foot(told)}
</main>
</body>
</html>
`.markup(translate);
}

/** The style is our own text and stands as it is: an escaped quote would end it. */
function style({ target }: Report): Markup {
  const foot = target.kind === 'live' ? '' : say`${TARGET_WORDS[target.kind].word}: not a live server`;
  return { markup: (translate) => `<style>${STYLE}${pageFoot(translate(foot))}</style>` };
}

/** A lab or evidence cannot be mistaken for a server. */
function banner({ target }: Report): Markup {
  if (target.kind === 'live') return NOTHING;
  const { word, says } = TARGET_WORDS[target.kind];
  return html`<div class="banner" role="note"><span>${say`${word}. ${says}`}</span></div>`;
}

function head(report: Report): Markup {
  const { verdict, made } = report;
  return html`<header>
<p class="eyebrow"><time datetime="${made}">${say`Kerbwise report, made ${momentText(made)}`}</time></p>
<h1><bdi>${titleOf(report)}</bdi></h1>
</header>
<section class="verdict ${verdict.tone}" aria-label="${say`Verdict`}">
<p class="tone">${TONE_WORDS[verdict.tone]}</p>
<p class="sentence">${verdict.sentence}</p>
<p>${verdict.done}</p>
</section>
<dl>
${glance(report).map(({ name, values }) => html`<dt>${name}</dt><dd>${values.map((value) => html`<div><bdi>${value}</bdi></div>`)}</dd>\n`)}</dl>`;
}

function notesSection({ notes }: Report): Markup {
  if (notes.length === 0) return NOTHING;
  return html`<section aria-labelledby="notes"><h2 id="notes">About the records</h2>
<ul>${notes.map((note) => html`<li>${note}</li>`)}</ul></section>`;
}

function foot({ made, versions }: Report): Markup {
  return html`<footer><p>${say`Kerbwise looks at the Kerberos sign-in of a server with the Symantec Management Platform, plans what has to change, and changes it when an administrator confirms. Made ${momentText(made)} by Kerbwise ${versions.at(-1) ?? ''}. Moments are as they were written down, with their distance from UTC. Passwords are left out.`}</p></footer>`;
}
