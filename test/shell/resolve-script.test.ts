import { expect, test } from 'vitest';
import { windowsPrograms } from '../../flows/model/command.ts';
import { readingKey } from '../../flows/model/reading.ts';
import { resolutionFacts, resolveName } from '../../flows/probes/resolutions.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { findEngine } from './engine.ts';

const engine = await findEngine();

test.skipIf(engine.path === undefined)(
  `the script that resolves names finds this computer, and a name that nobody can have in none, in PowerShell itself${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    const shell = powershellShell({ programs: windowsPrograms('C:\\Windows'), executable: engine.path ?? '' });
    const ask = async (name: string) => {
      const ran = await shell.run(resolveName(name), new AbortController().signal);
      if (!ran.ok) throw new Error(JSON.stringify(ran.failure));
      expect(ran.value).toMatchObject({ exitCode: 0, stderr: '' });
      return resolutionFacts({ [readingKey(resolveName(name))]: { kind: 'output', output: ran.value } }, [name])[name];
    };
    try {
      const here = await ask('localhost');
      expect(here).toMatchObject({ known: true, value: { canonical: expect.any(String) } });
      expect(here?.known && here.value.addresses.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
      // RFC 6761: no name ends in .invalid. Where no DNS server answers at all, that is no "no".
      const nobody = await ask('nobody.invalid');
      expect(nobody?.known ? nobody.value : nobody?.why).toEqual(
        nobody?.known ? { canonical: null, addresses: [], pointer: null } : expect.stringContaining('name resolution failed'),
      );
    } finally {
      await shell.close();
    }
  },
);
