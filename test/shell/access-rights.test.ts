import { afterAll, expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { accessRightsReading, readAccessRights } from '../../flows/probes/access-rights.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();
const shell = powershellShell({ programs: windowsPrograms('C:\\Windows'), executable: engine.path ?? '' });
afterAll(() => shell.close());

test.skipIf(engine.path === undefined)(
  `the real PowerShell answers for each path, and says where it cannot read its rights${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    const paths = ['/', '/no such place/it’s %25 gone'];
    const ran = await shell.run(accessRightsReading(paths), new AbortController().signal);
    if (!ran.ok) throw new Error(JSON.stringify(ran.failure));
    const read = readAccessRights(paths, ran.value.stdout);
    // Elsewhere than on Windows there are no such rights, and .NET says so.
    if (process.platform !== 'win32')
      expect(read).toEqual({ ok: true, value: paths.map((path) => ({ path, why: expect.stringMatching(/\S/) })) });
    else expect(read).toMatchObject({ ok: true, value: [{ rights: expect.stringMatching(/^O:/) }, { why: expect.stringMatching(/\S/) }] });
  },
);
