import { describe, expect, test } from 'vitest';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { browserProgram, kerbwise } from './kerbwise.ts';
import { windowForEach } from './open-window.ts';

const program = browserProgram();
const STEPS = ALL_STEPS.map(({ title }) => title);

describe.skipIf(program === undefined)('the wizard in a real browser, on the practice lab (skipped where no Chromium is installed)', () => {
  const own = windowForEach(program, (folder) => ['--target', 'lab', '--state', folder]);

  const labState = async () => (await kerbwise(['lab', 'show', '--json', '--state', own.folder])).stdout;
  const button = (name: string | RegExp) => own.page.getByRole('button', { name });
  const heading = (name: string) => own.page.getByRole('heading', { level: 1, name, exact: true });

  async function lookAtTheServer() {
    await button('Check everything').click();
    await button('Look at the server').click();
    await heading(STEPS[0] ?? '').waitFor();
  }

  test('walks every step in dry run and leaves the lab byte for byte as it was', { timeout: 60_000 }, async () => {
    const before = await labState();
    await lookAtTheServer();
    for (const [at, title] of STEPS.entries()) {
      await heading(title).waitFor();
      const onward = at === STEPS.length - 1 ? 'Open the report' : `Go on to ${STEPS[at + 1]}`;
      await button(onward).click();
    }
    await own.page.getByText('This was a dry run: nothing was changed.').first().waitFor();
    expect(await own.page.getByText('Apply this step').count()).toBe(0);
    expect(await labState()).toBe(before);
  });

  test('applies every step, ends healthy, and takes everything back', { timeout: 120_000 }, async () => {
    const before = await labState();
    await lookAtTheServer();
    await button('Switch to apply mode…').click();
    await own.page.getByRole('alertdialog').getByRole('button', { name: 'Switch to apply mode' }).click();
    for (const [at, title] of STEPS.entries()) {
      await heading(title).waitFor();
      await button(/^(Apply this step…|Go on to .*|Open the report)$/)
        .first()
        .waitFor();
      if ((await button('Apply this step…').count()) > 0) {
        await button('Apply this step…').click();
        const dialog = own.page.getByRole('alertdialog');
        expect(await dialog.textContent()).toContain('SMP01.contoso.com');
        const weighed = dialog.getByRole('checkbox');
        if ((await weighed.count()) > 0) await weighed.check();
        await dialog.getByRole('button', { name: /^Run \d+ commands? on SMP01/ }).click();
        await own.page.getByText('Fixed and verified').first().waitFor();
      }
      await button(at === STEPS.length - 1 ? 'Open the report' : `Go on to ${STEPS[at + 1]}`).click();
    }
    await own.page.getByText('Everything that was wrong is mended and was read again.').first().waitFor();
    expect((await kerbwise(['check', '--target', 'lab', '--state', own.folder])).exit).toBe(0);

    await button('Back to dry run').click();
    await button('Take everything back…').click();
    await own.page.getByRole('alertdialog').getByRole('button', { name: 'Switch to apply mode' }).click();
    await button('Take everything back…').click();
    await own.page.getByRole('alertdialog').getByRole('button', { name: 'Take everything back' }).click();
    await own.page.getByText('What was changed has been taken back.').first().waitFor();
    expect(await labState()).toBe(before);
  });

  test('goes on where it was after the program was ended', { timeout: 60_000 }, async () => {
    await lookAtTheServer();
    await button(`Go on to ${STEPS[1]}`).click();
    await heading(STEPS[1] ?? '').waitFor();
    await own.restart();
    await heading(STEPS[1] ?? '').waitFor();
    await own.page.getByText('You are back where you stopped.').first().waitFor();
    own.complaints.length = 0;
  });
});
