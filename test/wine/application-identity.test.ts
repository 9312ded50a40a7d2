import { expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { unknown } from '../../flows/model/fact.ts';
import { readingKey } from '../../flows/model/reading.ts';
import { applicationIdentityReading, directoryOf } from '../../flows/probes/directory-facts.ts';
import { openWindows } from './windows.ts';
import { findWine } from './wine.ts';

const wine = await findWine();
const POWERSHELL = 'C:\\windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

/** A registry with the values as ITMS might name them: what they are really called is not published. */
const REGISTRY = `Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\\SOFTWARE\\Altiris\\express\\Notification Server\\AppIdentity]
"Identity"="CONTOSO\\\\svc-appid"
"Password"="CONTOSO\\\\hidden"
"Other"="AQAAANCMnd8BFdERjHoAwEhidden"
`;

/** Node of this Windows imports the registry, and hands PowerShell its text. */
const DRIVER = `
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
spawnSync('C:\\\\windows\\\\regedit.exe', ['/S', 'C:\\\\given.reg']);
const { stdout } = spawnSync(${JSON.stringify(POWERSHELL)}, [], { input: readFileSync('C:\\\\given.txt') });
process.stdout.write(stdout);
`;

test.skipIf(wine.prefix === undefined)(
  `the Application Identity is read from a registry of Windows, and nothing that may be a password${wine.missing ? ` (skipped: ${wine.missing})` : ''}`,
  async () => {
    const text = commandText(applicationIdentityReading, windowsPrograms('C:\\Windows'));
    const windows = await openWindows(wine.prefix ?? '');
    try {
      await windows.write('C:\\given.reg', REGISTRY);
      await windows.write('C:\\given.txt', text.ok ? `${text.value}\n` : '');
      await windows.write('C:\\driver.mjs', DRIVER);
      const output = await windows.runNode('C:\\driver.mjs', []);
      expect(output.stdout).not.toContain('hidden');
      const answers = { [readingKey(applicationIdentityReading)]: { kind: 'output' as const, output } };
      const { directory } = directoryOf(answers, unknown('not asked', ''), [], []);
      expect(directory.applicationIdentity).toEqual({
        known: true,
        value: {
          valueNames: expect.arrayContaining(['Identity', 'Other', 'Password']),
          accounts: [{ name: 'Identity', text: 'CONTOSO\\svc-appid' }],
        },
      });
    } finally {
      await windows.close();
    }
  },
  300_000,
);
