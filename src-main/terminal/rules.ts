import { NOT_JUDGED, PLACED_CARDS, RULE_IDS } from '../../flows/rules/catalogue.ts';
import { rulesPage } from '../../flows/rules/rules-page.ts';
import { EXIT, type ExitCode, printJson, printLines } from './answer.ts';

/** `kerbwise rules`: the page of all rules, or its cards as JSON. */
export function rules({ json }: { readonly json?: boolean }): ExitCode {
  if (!json) {
    printLines(rulesPage().trimEnd().split('\n'));
    return EXIT.done;
  }
  const judged = new Set(PLACED_CARDS.map(({ card }) => card.id));
  const open = RULE_IDS.filter((id) => !judged.has(id));
  printJson({
    kerbwise: 1,
    kind: 'rules',
    rules: PLACED_CARDS.map(({ place, card }) => ({ ...card, place })),
    notJudged: open.map((id) => ({ id, why: NOT_JUDGED[id] ?? null })),
  });
  return EXIT.done;
}
