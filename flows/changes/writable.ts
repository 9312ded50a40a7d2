import { say } from '../language/say.ts';
import type { WindowsSwitch } from '../model/edit.ts';
import { type Configuration, isAtOrBelow, type Level, samePath } from '../server/configuration.ts';
import type { ServerFacts } from '../server/facts.ts';

/** What stands in the way of a value, and what to do about it. */
export interface NotWritable {
  readonly why: string;
  readonly next: string;
}

/**
 * Whether a value written for a path into applicationHost.config would hold there.
 * Out: why not and what to do, in words; `undefined` where nothing stands in the way. A section locked by default is no hindrance: it is written as a location.
 * Source: iis-docs, "How to Use Locking in IIS Configuration".
 */
export function whyNotWritable(facts: ServerFacts, path: string, setting: WindowsSwitch | 'providers'): NotWritable | undefined {
  const { configuration, sharedConfiguration } = facts;
  if (!configuration.known) return configuration;
  if (!sharedConfiguration.known)
    return {
      why: say`whether the configuration is shared with other servers is not known: ${sharedConfiguration.why}`,
      next: sharedConfiguration.next,
    };
  if (sharedConfiguration.value)
    return {
      why: say`the configuration is shared: one change would reach every server of the farm`,
      next: say`Make the change where the shared configuration is kept, once for all servers; then look again`,
    };
  return lockedAbove(configuration.value, path, setting) ?? overriddenByWebConfig(configuration.value, path, setting);
}

/** The level at or above a path that locks a setting, if any. */
export function lockOver(configuration: Configuration, path: string, setting: string): Level | undefined {
  return levelsOver(configuration, path).find(({ locks }) => Object.entries(locks).some(([kind, names]) => isLock(kind, names, setting)));
}

function lockedAbove(configuration: Configuration, path: string, setting: string): NotWritable | undefined {
  const level = lockOver(configuration, path, setting);
  if (level === undefined) return undefined;
  return {
    why: say`${setting} is locked by ${level.source} ${level.path === '' ? say`for the whole server` : say`at ${level.path}`}`,
    next: say`Change it by hand where it is set, or lift the lock; then look again`,
  };
}

function isLock(kind: string, names: string, setting: string): boolean {
  const listed = names.split(/[,;\s]+/).map((name) => name.toLowerCase());
  const covered = listed.includes('*') || listed.includes(setting.toLowerCase());
  const isElement = setting === 'providers';
  // Locks on the list itself are kept under its name: `providers/lockElements`, `providers/add[NTLM]/lockItem`.
  if (kind.toLowerCase().startsWith('providers/')) return isElement;
  switch (kind.toLowerCase()) {
    case 'lockattributes':
      return !isElement && covered;
    case 'lockelements':
      return isElement && covered;
    case 'lockallattributesexcept':
      return !isElement && !covered;
    case 'lockallelementsexcept':
      return isElement && !covered;
    case 'lockitem':
      return listed.includes('true');
    default:
      return false;
  }
}

function overriddenByWebConfig(configuration: Configuration, path: string, setting: WindowsSwitch | 'providers'): NotWritable | undefined {
  const level = levelsOver(configuration, path).find(
    (candidate) =>
      candidate.source === 'web.config' && (setting === 'providers' ? candidate.providers : candidate.windows[setting]) !== null,
  );
  if (level === undefined) return undefined;
  return {
    why: say`the web.config at ${level.path} sets ${setting} itself, and it comes after applicationHost.config`,
    next: say`Change it by hand in that web.config, or take it out there; then look again`,
  };
}

function levelsOver(configuration: Configuration, path: string): readonly Level[] {
  return configuration.levels.filter((level) => isAtOrBelow(path, level.path) || samePath(level.path, path));
}
