import { say } from '../language/say.ts';
import type { WrittenEntry } from '../model/journal.ts';
import type { PlanTarget } from '../plan/plan-document.ts';
import { html, type Markup, NOTHING } from './html-template.ts';
import { pairs, plain } from './markdown-text.ts';
import type { ReportAcknowledgement } from './report-model.ts';
import { momentText, userText } from './report-words.ts';
import { compareTexts, isSameServer } from './timeline.ts';

/** In: the server, and journals as they were read. Out: every word on it about workarounds, oldest first. */
export function acknowledgementsOn(server: PlanTarget, journals: readonly (readonly WrittenEntry[])[]): readonly ReportAcknowledgement[] {
  return journals
    .flatMap((entries) =>
      entries.flatMap((entry): readonly ReportAcknowledgement[] => {
        if (entry.type !== 'workaround.acknowledged' && entry.type !== 'workaround.withdrawn') return [];
        const { target, user, why, application, at } = entry;
        const kept = entry.type === 'workaround.acknowledged';
        return [{ kept, target, user, why, application, providers: kept ? entry.providers : [], at }];
      }),
    )
    .filter(({ target }) => isSameServer(server, target))
    .sort((one, other) => compareTexts(one.at, other.at));
}

const HEADING = say`What is kept on purpose`;
const LEAD = say`Somebody weighed it and said so. Kerbwise asks for nothing there as long as it is kept, and changed nothing for it.`;

/** The words about workarounds, for the page; nothing where nobody said any. */
export function acknowledgementsSection(all: readonly ReportAcknowledgement[]): Markup {
  if (all.length === 0) return NOTHING;
  return html`<section aria-labelledby="acknowledged"><h2 id="acknowledged">${HEADING}</h2>
<p>${LEAD}</p>
${all.map(
  (one) => html`<article class="card"><h3><bdi>${titleOf(one)}</bdi></h3>
<dl>${rowsOf(one).map(([name, value]) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}</dl></article>
`,
)}</section>`;
}

/** The same as Markdown. */
export function acknowledgementsPart(all: readonly ReportAcknowledgement[]): readonly string[] {
  if (all.length === 0) return [];
  return [say`## ${HEADING}`, LEAD, ...all.flatMap((one) => [`**${plain(titleOf(one))}**`, pairs(rowsOf(one))])];
}

function titleOf({ kept, application }: ReportAcknowledgement): string {
  return kept ? say`NTLM stays first at ${application}` : say`NTLM first at ${application} is kept no more`;
}

function rowsOf({ user, why, providers, at }: ReportAcknowledgement): readonly (readonly [string, string])[] {
  return [
    [say`Who`, userText(user)],
    [say`When`, momentText(at)],
    ['Why', why],
    ...(providers.length === 0 ? [] : [[say`Providers, in order`, providers.join(', ')] as const]),
  ];
}
