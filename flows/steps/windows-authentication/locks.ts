import { lockOver } from '../../changes/writable.ts';
import { listed, say } from '../../language/say.ts';
import { defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import type { Level } from '../../server/configuration.ts';
import { judgeServer, windowsApplications } from '../../server/judged.ts';
import { SECTION_CAN_BE_WRITTEN } from './cards.ts';

/** What Kerbwise may have to write at a path. */
const WRITTEN = ['enabled', 'useAppPoolCredentials', 'authPersistNonNTLM', 'providers'] as const;

/** Whether somebody locked what a change would write. The lock of the whole section against web.config is the normal state, and none. */
export const sectionCanBeWritten = defineRule(SECTION_CAN_BE_WRITTEN, (facts) => {
  const server = judgeServer(facts);
  if (!server.known) return NOTHING_FOUND; // said by the rules that judge the settings themselves
  const { configuration } = server.value;
  const locked = new Map<Level, ReadonlySet<string>>();
  for (const { path } of windowsApplications(server.value)) {
    for (const setting of WRITTEN) {
      const level = lockOver(configuration, path, setting);
      if (level !== undefined) locked.set(level, new Set([...(locked.get(level) ?? []), setting]));
    }
  }
  return { ...NOTHING_FOUND, findings: [...locked].map(([level, settings]) => lockedAt(level, [...settings])) };
});

function lockedAt({ path, source, locks }: Level, settings: readonly string[]): Finding {
  const place = path === '' ? say`the whole server` : path;
  return {
    id: 'windows-authentication.locked',
    severity: 'information',
    subject: place,
    summary: say`Settings of the sign-in are locked: ${settings.join(', ')}`,
    evidence: say`${listed(Object.entries(locks).map(([kind, names]) => `${kind}="${names}"`))} in ${source} for ${place}`,
    meaning: say`Whoever set the lock wants them to stay as they are. Kerbwise offers no change of them below it, and lifts no lock.`,
    source: 'iis-docs, How to Use Locking in IIS Configuration',
  };
}
