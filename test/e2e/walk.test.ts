import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import windowInGerman from '../../flows/language/de/window.json';
import { GERMAN } from '../../flows/language/german.ts';
import { asMessages, type Language } from '../../flows/language/languages.ts';
import { type Translate, translator } from '../../flows/language/translate.ts';
import { keyboard, mouse } from './hands.ts';
import { axeFindings, cutOff, type Look, looks, setLook } from './judge-page.ts';
import { browserProgram, openChromium } from './kerbwise.ts';
import { openWindow } from './open-window.ts';
import { settled } from './show-sight.ts';
import { WALKS, type Walk, walk } from './walk.ts';

const program = browserProgram();
const hands = { mouse, keyboard };

type With = keyof typeof hands;

/** In: a text of the code. Out: what stands in a window that speaks that language. */
const told: Readonly<Record<Language, Translate>> = {
  en: (text) => text,
  de: translator('de', { ...GERMAN, ...asMessages(windowInGerman) }),
};

/** Every scenario with each hand, in each look, and in every language. */
const rounds = [...looks.map((look) => ({ look, language: 'en' as const })), { look: 'light' as const, language: 'de' as const }];
const walks = rounds.flatMap((round) =>
  (['mouse', 'keyboard'] as const).flatMap((hand) => WALKS.map((given) => ({ ...round, hand, ...given }))),
);

describe.skipIf(program === undefined)('every scenario on the practice lab (skipped where no Chromium is installed)', () => {
  let browser: Browser;
  /** What was judged in a look already, without its numbers. */
  const judged = new Set<string>();

  beforeAll(async () => {
    browser = await openChromium(program ?? '');
  });
  afterAll(async () => {
    await browser.close();
  });

  test.each(walks)('$scenario by $hand in $look, $language', { timeout: 400_000 }, async ({ hand, look, language, ...given }) => {
    await inWindow(given.lab, look, language, async (page) => {
      await walk({ page, hand: hands[hand as With](page), told: told[language], judge: (where) => judge(page, look, where) }, given);
    });
  });

  /** A screen is judged once in each look, however it was reached. */
  async function judge(page: Page, look: Look, where: string): Promise<void> {
    await settled(page);
    const seen = await page.evaluate(lookOfPage);
    if (judged.has(`${look} ${seen}`)) return;
    judged.add(`${look} ${seen}`);
    expect([where, ...(await cutOff(page)), ...(await axeFindings(page))]).toEqual([where]);
  }

  async function inWindow(target: Walk['lab'], look: Look, locale: Language, use: (page: Page) => Promise<void>): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'kerbwise-walk-'));
    const window = await openWindow(browser, ['--target', target, '--state', folder], { locale, before: (page) => setLook(page, look) });
    try {
      await use(window.page);
      expect(window.complaints).toEqual([]);
    } finally {
      await window.close();
      await rm(folder, { recursive: true, force: true });
    }
  }
});

/** Runs in the page. Out: what is there, without numbers, and without the marks that a focus leaves. */
function lookOfPage(): string {
  const marks = / (?:id|for|name|style|value|tabindex|aria-[a-z]+by|data-[a-z-]+)="[^"]*"/g;
  return document.body.innerHTML.replaceAll(marks, '').replaceAll(/\d+/g, '');
}
