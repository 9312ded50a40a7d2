import { FAMILIES, GUARDING, JUDGING, NOT_JUDGED, PLACED_CARDS, type PlacedCard, RULE_IDS } from './catalogue.ts';

const RISKS = {
  R0: 'only reads',
  R1: 'reversible, without effect on users',
  R2: 'changes the sign-in at a live path',
  R3: 'changes the directory',
  R4: 'explained, never automated',
} as const;

/** The page of all rules as Markdown, made of the cards themselves: it promises nothing that no rule checks. */
export function rulesPage(): string {
  return [
    '# Rules',
    '',
    '<!-- Written by `npm run rules` from the cards of the rules; a test fails when it is stale. -->',
    '',
    `Of the ${RULE_IDS.length} rules of the catalogue ${JUDGING.length} judge a server: they give findings, which name what is so, what shows it and who says so.`,
    `${GUARDING.length} guard or explain and give no finding of their own (${GUARDING.join(', ')}); each says where it acts.`,
    'What could not be read is "not checked", never "healthy" and never "faulty".',
    '',
    `Risk: ${Object.entries(RISKS)
      .map(([risk, meaning]) => `**${risk}** ${meaning}`)
      .join('; ')}.`,
    ...FAMILIES.flatMap(({ letter, title }) => ['', `## ${title}`, ...RULE_IDS.filter((id) => id.startsWith(letter)).flatMap(ruleLines)]),
    '',
  ].join('\n');
}

function ruleLines(id: string): readonly string[] {
  const parts = PLACED_CARDS.filter(({ card }) => card.id === id);
  const why = NOT_JUDGED[id];
  if (parts.length === 0) return ['', `### ${id}`, '', `Not judged here, because ${why ?? 'nobody has said why'}.`];
  return parts.flatMap((part) => partLines(part, parts.length > 1));
}

function partLines({ place, card }: PlacedCard, isPart: boolean): readonly string[] {
  const { id, checks, reads, meaning, remedy, undo, risk, source, reviewedOn, finds, acts } = card;
  return [
    '',
    `### ${id} ${checks}`,
    '',
    `${meaning}`,
    '',
    `- Where: ${place}${isPart ? ' (one part of this rule)' : ''}`,
    `- Reads: ${reads}`,
    `- Remedy: ${remedy}`,
    ...(undo === '' ? [] : [`- Way back: ${undo}`]),
    `- Risk: ${risk}, ${RISKS[risk]}`,
    finds.length === 0 ? `- Findings: none of its own. It acts in ${acts}` : `- Findings: ${finds.map((one) => `\`${one}\``).join(', ')}`,
    `- Source: ${source}`,
    `- Reviewed on ${reviewedOn}`,
  ];
}
