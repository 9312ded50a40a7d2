import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { browserProgram, kerbwise } from './kerbwise.ts';
import { windowForEach } from './open-window.ts';

const program = browserProgram();
const STEP = 'Service principal names';
const TITLES = ALL_STEPS.map(({ title }) => title);
const [FIRST = '', ...BEFORE] = TITLES.slice(0, TITLES.indexOf(STEP) + 1);

describe.skipIf(program === undefined)('prescribing in a real browser (skipped where no Chromium is installed)', () => {
  const own = windowForEach(program, async (folder) => {
    await mkdir(join(folder, 'trust'));
    expect((await kerbwise(['prescription', 'new-key', '--out', join(folder, 'ada.pem')])).exit).toBe(0);
    await rename(join(folder, 'ada.public.pem'), join(folder, 'trust', 'ada.public.pem'));
    return ['--state', join(folder, 'state'), '--trust', join(folder, 'trust')];
  });

  const button = (name: string | RegExp) => own.page.getByRole('button', { name, exact: true });
  const heading = (name: string) => own.page.getByRole('heading', { level: 1, name, exact: true });

  /** The senior looks at a lab without names and prescribes the step that registers them. */
  async function prescribe(): Promise<string> {
    await own.page.getByLabel('What shall be wrong with it').selectOption('spn-missing');
    await button('Make the lab and open it').click();
    await button('Check everything').click();
    await button('Look at the server').click();
    await heading(FIRST).waitFor();
    for (const title of BEFORE) await button(`Go on to ${title}`).click();
    await heading(STEP).waitFor();
    const fold = button(/^Other actions/); // where the actions do not fit in one row
    if ((await fold.count()) > 0) await fold.click();
    await button('Prescribe this…').click();
    await heading('Prescribe this').waitFor();
    await button('Show the prescription').click();
    expect(await own.page.getByText('This has to be said.').count()).toBe(3);
    await own.page.getByLabel('Your name').fill('Ada Senior');
    await own.page.getByLabel('Whom to ask where something differs').fill('Ada Senior, extension 4711');
    await own.page.getByLabel('Valid until the end of this day (UTC)').fill('2099-12-31');
    await own.page.getByLabel(`Your words for the step ${STEP}`).fill('Two names.\n<b>Then</b> call me.');
    await own.page.getByRole('checkbox', { name: 'useAppPoolCredentials anywhere' }).check();
    await button('Show the prescription').click();
    await own.page.getByText('| <b>Then</b> call me.').waitFor();
    await own.page.getByLabel('The file of your private key, its whole path on this computer').fill(join(own.folder, 'none.pem'));
    await button('Sign and save').click();
    await own.page.getByText(`${join(own.folder, 'none.pem')} is not there`).waitFor();
    await own.page.getByLabel('The file of your private key, its whole path on this computer').fill(join(own.folder, 'ada.pem'));
    const [download] = await Promise.all([own.page.waitForEvent('download'), button('Sign and save').click()]);
    expect(download.suggestedFilename()).toBe('kerbwise-prescription-SMP01.contoso.com-until-2099-12-31.json');
    const file = join(own.folder, download.suggestedFilename());
    await download.saveAs(file);
    return file;
  }

  test('a senior writes it, a junior opens it from the start screen, and the walk ends verified', { timeout: 240_000 }, async () => {
    const file = await prescribe();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ prescribedBy: 'Ada Senior', signature: { algorithm: 'Ed25519' } });
    await button('Back to the wizard').click();
    await button('Open something else').click();

    await own.page.getByLabel('Its whole path on this computer').fill(file);
    await button('Open it').click();
    await own.page.getByText('Prescribed by Ada Senior').waitFor();
    await own.page.getByText('Signed with the trusted key ada.public.pem.').waitFor();
    await button('Go on as prescribed').click();
    await button('Look at the server').click();
    await heading(STEP).waitFor();
    await own.page.getByText('<b>Then</b> call me.').waitFor();
    expect(await button('Prescribe this…').count()).toBe(0);
    await button('Switch to apply mode…').click();
    await own.page.getByRole('alertdialog').getByRole('button', { name: 'Switch to apply mode' }).click();
    await button('Apply this step…').click();
    const dialog = own.page.getByRole('alertdialog');
    const weighed = dialog.getByRole('checkbox');
    if ((await weighed.count()) > 0) await weighed.check();
    await dialog.getByRole('button', { name: /^Run \d+ commands? on SMP01/ }).click();
    await own.page.getByText('Fixed and verified').first().waitFor();
    await button('Open the report').click();
    await own.page.getByText('Everything that was wrong is mended and was read again.').first().waitFor();
    expect((await kerbwise(['check', '--target', 'lab', '--state', join(own.folder, 'state')])).exit).toBe(0);
  });
});
