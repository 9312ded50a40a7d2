import type { PlanFacts } from '../plan/plan-document.ts';

/** In: the facts as a journal keeps them. Out: the facts; `null` where they have another shape. */
export function readPlanFacts(value: unknown): PlanFacts | null {
  return isPlanFacts(value) ? value : null;
}

function isPlanFacts(value: unknown): value is PlanFacts {
  if (!isRecord(value)) return false;
  const { server, sharedConfiguration, windowsAuthenticationInstalled, applications, names, accounts, owners, why } = value;
  return (
    (server === null || typeof server === 'string') &&
    isSwitch(sharedConfiguration) &&
    isSwitch(windowsAuthenticationInstalled) &&
    Array.isArray(applications) &&
    applications.every(isRecord) &&
    isTexts(names) &&
    isRecord(accounts) &&
    Object.values(accounts).every((account) => account === null || isRecord(account)) &&
    isRecord(owners) &&
    Object.values(owners).every((found) => found === null || isTexts(found)) &&
    isRecord(why) &&
    Object.values(why).every((reason) => typeof reason === 'string')
  );
}

function isSwitch(value: unknown): boolean {
  return value === null || typeof value === 'boolean';
}

export function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
