import { say } from '../language/say.ts';
import { canonical, factDifferences, type PlanFacts } from '../plan/plan-document.ts';
import { isRecord, isTexts } from './read-plan-facts.ts';
import type { FactCell, FactRow, ReportFacts } from './report-model.ts';
import { compareTexts, type Timeline } from './timeline.ts';

/** In: every reading, and whether anything was run. Out: the server before and after, side by side. */
export function reportFacts({ readings, readAfterLastCommand }: Timeline, hasRun: boolean): ReportFacts {
  const [first, last] = [readings[0], readings.at(-1)];
  const before = first?.facts ?? null;
  const again = hasRun && readAfterLastCommand && readings.length > 1 ? last : undefined;
  const after = again?.facts ?? null;
  return {
    beforeAt: first?.at ?? null,
    afterAt: after === null ? null : (again?.at ?? null),
    before,
    after,
    differences: before === null || after === null ? [] : factDifferences(before, after),
    server: serverRows(before, after),
    applications: applicationGroups(before, after),
    names: rows(before?.owners, after?.owners, (spn, facts) => ownersCell(facts, spn), before, after),
    accounts: rows(before?.accounts, after?.accounts, (name, facts) => accountCell(facts, name), before, after),
  };
}

const SERVER: readonly { readonly name: string; readonly read: (facts: PlanFacts) => unknown }[] = [
  { name: 'Server', read: ({ server }) => server },
  {
    name: say`Role service Windows Authentication is installed`,
    read: ({ windowsAuthenticationInstalled }) => windowsAuthenticationInstalled,
  },
  { name: say`Configuration is shared with other servers`, read: ({ sharedConfiguration }) => sharedConfiguration },
  { name: say`Names that clients use`, read: ({ names }) => names },
];

function serverRows(before: PlanFacts | null, after: PlanFacts | null): readonly FactRow[] {
  if (before === null && after === null) return [];
  const cell = (facts: PlanFacts, read: (facts: PlanFacts) => unknown): FactCell => ({ values: settingTexts(read(facts)), setAt: null });
  return SERVER.map(({ name, read }) =>
    factRow(name, before === null ? NOT_READ : cell(before, read), after === null ? null : cell(after, read)),
  );
}

type Application = Readonly<Record<string, unknown>>;
type Keyed = Readonly<Record<string, unknown>> | undefined;

/** Where a row takes its value from, and which key of `setAt` says who set it. */
const SETTINGS: readonly { readonly name: string; readonly read: (application: Application) => unknown; readonly setAt?: string }[] = [
  { name: say`Application pool`, read: ({ pool }) => pool },
  { name: say`Pool identity`, read: ({ identity }) => identity },
  { name: say`Tickets are decrypted by`, read: ({ decryptedBy }) => decryptedBy },
  { name: 'Windows Authentication', read: windows('enabled'), setAt: 'enabled' },
  { name: say`Anonymous access`, read: ({ anonymous }) => anonymous, setAt: 'anonymous' },
  { name: say`Providers, in order`, read: windows('providers'), setAt: 'providers' },
  { name: 'useAppPoolCredentials', read: windows('useAppPoolCredentials'), setAt: 'useAppPoolCredentials' },
  { name: 'authPersistNonNTLM', read: windows('authPersistNonNTLM'), setAt: 'authPersistNonNTLM' },
  { name: 'useKernelMode', read: windows('useKernelMode'), setAt: 'useKernelMode' },
  { name: 'tokenChecking', read: windows('tokenChecking'), setAt: 'tokenChecking' },
];

function windows(name: string): (application: Application) => unknown {
  return (application) => (isRecord(application['windows']) ? application['windows'][name] : null);
}

function applicationGroups(before: PlanFacts | null, after: PlanFacts | null): ReportFacts['applications'] {
  const paths = [...new Set([...pathsOf(before), ...pathsOf(after)])];
  const groups = new Map<string, { readonly paths: string[]; readonly rows: readonly FactRow[] }>();
  for (const path of paths) {
    const settings = SETTINGS.map(({ name, read, setAt }) => {
      const cell = (facts: PlanFacts) => settingCell(applicationAt(facts, path), read, setAt);
      return factRow(name, before === null ? NOT_READ : cell(before), after === null ? null : cell(after));
    });
    const key = canonical(settings);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { paths: [path], rows: settings });
    else group.paths.push(path);
  }
  return [...groups.values()];
}

function pathsOf(facts: PlanFacts | null): readonly string[] {
  return (facts?.applications ?? []).flatMap((item) => (isRecord(item) && typeof item['path'] === 'string' ? [item['path']] : []));
}

function applicationAt(facts: PlanFacts, path: string): Application | undefined {
  return facts.applications.filter(isRecord).find((item) => item['path'] === path);
}

const NOT_READ: FactCell = { values: [say`not read`], setAt: null };

function settingCell(
  application: Application | undefined,
  read: (application: Application) => unknown,
  setAt: string | undefined,
): FactCell {
  if (application === undefined) return { values: [say`not there`], setAt: null };
  const places = application['setAt'];
  const place = setAt !== undefined && isRecord(places) ? places[setAt] : undefined;
  return { values: settingTexts(read(application)), setAt: place === null ? '' : typeof place === 'string' ? place : null };
}

/** Booleans as IIS writes them. */
function settingTexts(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [say`not known`];
  if (isTexts(value)) return [value.length === 0 ? 'none' : value.join(', ')];
  return [typeof value === 'object' ? canonical(value) : String(value)];
}

function rows(
  keysBefore: Keyed,
  keysAfter: Keyed,
  cell: (key: string, facts: PlanFacts) => FactCell,
  before: PlanFacts | null,
  after: PlanFacts | null,
): readonly FactRow[] {
  const keys = [...new Set([...Object.keys(keysBefore ?? {}), ...Object.keys(keysAfter ?? {})])].sort(compareTexts);
  return keys.map((key) => factRow(key, before === null ? NOT_READ : cell(key, before), after === null ? null : cell(key, after)));
}

function ownersCell(facts: PlanFacts, spn: string): FactCell {
  const owners = facts.owners[spn];
  if (owners === undefined) return { values: [say`not asked for`], setAt: null };
  if (owners === null) return notKnown(facts, spn);
  return { values: owners.length === 0 ? ['nobody'] : owners, setAt: null };
}

function accountCell(facts: PlanFacts, name: string): FactCell {
  const account = facts.accounts[name];
  if (account === undefined) return { values: [say`not asked for`], setAt: null };
  if (!isRecord(account)) return notKnown(facts, name);
  const { dn, spns, malformed } = account;
  const names = isTexts(spns) ? (spns.length === 0 ? [say`no service principal names`] : spns) : [];
  const broken = isTexts(malformed) ? malformed.map((value) => say`malformed: ${value}`) : [];
  return { values: [...(typeof dn === 'string' ? [dn] : []), ...names, ...broken], setAt: null };
}

function notKnown(facts: PlanFacts, key: string): FactCell {
  return { values: [say`not known: ${facts.why[key] ?? say`no reason is recorded`}`], setAt: null };
}

function factRow(name: string, before: FactCell, after: FactCell | null): FactRow {
  return { name, before, after, changed: after !== null && canonical(before) !== canonical(after) };
}
