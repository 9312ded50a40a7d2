import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { browserProgram } from './kerbwise.ts';
import { windowForEach } from './open-window.ts';

const program = browserProgram();
/** One client that was asked, sent something, and is heard of no more. */
const BEGUN = [
  '#Fields: date time cs-method cs-uri-stem cs-username c-ip cs(User-Agent) sc-status sc-substatus sc-win32-status',
  '2026-03-02 08:00:00 GET /Altiris/x - 10.0.0.1 Agent 401 2 5',
  '2026-03-02 08:00:01 GET /Altiris/x - 10.0.0.1 Agent 401 1 2148074254',
  '',
].join('\n');
const STEPS = ALL_STEPS.map(({ title }) => title);

describe.skipIf(program === undefined)('the first minute in a real browser (skipped where no Chromium is installed)', () => {
  const own = windowForEach(program, (folder) => ['--state', join(folder, 'state')]);
  beforeEach(() => heading('Where shall Kerbwise look?').waitFor());

  const button = (name: string | RegExp) => own.page.getByRole('button', { name });
  const heading = (name: string) => own.page.getByRole('heading', { level: 1, name, exact: true });
  const openLab = async (fault: string) => {
    await own.page.getByLabel('What shall be wrong with it').selectOption(fault);
    await button('Make the lab and open it').click();
    await heading('What do you see?').waitFor();
  };
  const openPath = async (path: string) => {
    await own.page.getByLabel('Its whole path on this computer').fill(path);
    await own.page.getByRole('button', { name: 'Open it', exact: true }).click();
  };
  const leave = async () => {
    await button('Open something else').click();
    await heading('Where shall Kerbwise look?').waitFor();
  };
  const lookAtTheServer = async () => {
    await button('Check everything').click();
    await button('Look at the server').click();
    await heading(STEPS[0] ?? '').waitFor();
  };

  test('leads into the lab, to a collected folder, and back to where one was', { timeout: 240_000 }, async () => {
    await openLab('ntlm-first');
    await own.page.getByRole('region', { name: 'Practice lab' }).waitFor();
    await lookAtTheServer();
    await button(`Go on to ${STEPS[1]}`).click();
    await heading(STEPS[1] ?? '').waitFor();

    await leave();
    await mkdir(join(own.folder, 'smp01'));
    await copyFile(join(own.folder, 'state', 'lab', 'applicationHost.config'), join(own.folder, 'smp01', 'applicationHost.config'));
    await openPath(join(own.folder, 'smp01'));
    await heading('What do you see?').waitFor();
    await own.page.getByRole('region', { name: 'Evidence' }).waitFor();
    expect(await own.page.getByRole('region', { name: 'Practice lab' }).count()).toBe(0);

    await leave();
    await own.page.getByRole('heading', { level: 3, name: join(own.folder, 'smp01') }).waitFor();
    await own.page.getByText(`At step 2 of ${STEPS.length}, ${STEPS[1]}`).waitFor();
    await button('Go on with SMP01.contoso.com').click();
    await heading(STEPS[1] ?? '').waitFor();
    await own.page.getByText('You are back where you stopped.').first().waitFor();
    await own.page.getByRole('region', { name: 'Practice lab' }).waitFor();
  });

  test('remembers over the end of the program, and forgets what is removed', { timeout: 180_000 }, async () => {
    await openLab('healthy');
    await lookAtTheServer();
    await own.restart();
    await heading('Where shall Kerbwise look?').waitFor();
    await own.page.getByText(`At step 1 of ${STEPS.length}, ${STEPS[0]}`).waitFor();
    await button('Remove from the list: SMP01.contoso.com').click();
    await expect.poll(() => own.page.getByRole('heading', { name: 'Recent work' }).count()).toBe(0);
  });

  test('says what is wrong with what was chosen, and stays', async () => {
    await writeFile(join(own.folder, 'notes.zip'), 'no zip at all');
    await openPath('notes.zip');
    await own.page.getByText(/^This is not a whole path on this computer/).waitFor();
    await openPath(join(own.folder, 'notes.zip'));
    await own.page
      .getByText(`${join(own.folder, 'notes.zip')} is not a zip`)
      .first()
      .waitFor();
    await openPath(join(own.folder, 'gone'));
    await own.page
      .getByText(`${join(own.folder, 'gone')} is not there`)
      .first()
      .waitFor();
    await own.page.getByRole('main').dispatchEvent('drop', { dataTransfer: await own.page.evaluateHandle(() => new DataTransfer()) });
    await own.page.getByText('A page in a browser does not learn where a dropped file lies.').waitFor();
    await openLab('surprise');
  });

  test('tells a surprise at the end, by keyboard alone', { timeout: 180_000 }, async () => {
    await own.page.getByLabel('What shall be wrong with it').focus();
    await own.page.keyboard.press('Tab');
    await own.page.keyboard.press('Enter');
    await heading('What do you see?').waitFor();
    await expect.poll(() => own.page.evaluate(() => document.activeElement?.id)).toBe('screen-heading');
    await lookAtTheServer();
    for (const [at] of STEPS.entries()) {
      const onward = button(at === STEPS.length - 1 ? 'Open the report' : `Go on to ${STEPS[at + 1]}`);
      await onward.focus();
      await own.page.keyboard.press('Enter');
    }
    await heading('Report').waitFor();
    await button('Tell me what it was').focus();
    await own.page.keyboard.press('Enter');
    await own.page.getByText('What gave it away:').waitFor();
  });

  test('has logs too, and comes back from them', async () => {
    await button('Look at logs').click();
    await heading('Logs').waitFor();
    await writeFile(join(own.folder, 'u_begun.log'), BEGUN);
    await own.page.getByRole('textbox').fill(join(own.folder, 'u_begun.log'));
    await button('Read these logs').click();
    await own.page.getByText('1 client began a sign-in and did not complete it before these logs end').first().waitFor();
    await own.page.getByText('Open a server or evidence, and look at the logs from there').waitFor();
    await button('Back to the start screen').click();
    await heading('Where shall Kerbwise look?').waitFor();
  });
});
