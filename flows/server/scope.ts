import { type Configuration, isAtOrBelow, samePath } from './configuration.ts';
import type { Choices } from './facts.ts';

/** The applications in scope, parents first, and what was asked for but is not there. */
export interface Scope {
  readonly applications: readonly string[];
  readonly missing: readonly string[];
}

/**
 * In: the configuration and what was chosen. Out: the chosen applications as IIS writes them;
 * where none was chosen, every application at or below an `/Altiris` path.
 */
export function applicationsInScope(configuration: Configuration, choices: Choices): Scope {
  const all = configuration.applications.map(({ path }) => path);
  if (choices.applications.length === 0) return { applications: parentsFirst(all.filter(isAltiris)), missing: [] };
  const found = choices.applications.map((wanted) => ({ wanted, path: all.find((path) => samePath(path, wanted)) }));
  return {
    applications: parentsFirst([...new Set(found.flatMap(({ path }) => (path === undefined ? [] : [path])))]),
    missing: found.filter(({ path }) => path === undefined).map(({ wanted }) => wanted),
  };
}

/** Whether a path lies at or below `SITE/Altiris`, wherever the site. */
export function isAltiris(path: string): boolean {
  return /^[^/]+\/altiris(?:\/|$)/i.test(path);
}

/** The task agent's endpoints: the vendor itself advises NTLM first there in some builds (KB 173598, KB 232242). */
export function isTaskAgentPath(path: string): boolean {
  return /\/(?:TaskManagement\/CTAgent|ClientTaskServer)(?:\/|$)/i.test(path);
}

export function siteOf(path: string): string {
  return path.split('/', 1)[0] ?? path;
}

function parentsFirst(paths: readonly string[]): readonly string[] {
  return [...paths].sort((a, b) => depth(a) - depth(b) || compare(a.toLowerCase(), b.toLowerCase()));
}

function depth(path: string): number {
  return path.split('/').filter((part) => part !== '').length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The nearest application in scope above this one, if any. */
export function parentInScope(path: string, applications: readonly string[]): string | undefined {
  return applications.filter((other) => !samePath(other, path) && isAtOrBelow(path, other)).at(-1);
}
