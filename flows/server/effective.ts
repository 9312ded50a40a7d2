import { say } from '../language/say.ts';
import type { Edit } from '../model/edit.ts';
import {
  APPHOST,
  type Configuration,
  type EffectiveAuthentication,
  type Level,
  type LevelPath,
  levelPath,
  type OtherSetting,
  type ProviderEdit,
  type SettingName,
  samePath,
} from './configuration.ts';
import { EMPTY_LEVEL, saysSomething } from './read-levels.ts';

/**
 * Computes what holds at one path.
 * In: the configuration, the path of an application or level (trailing slash and letter case say nothing).
 * Out: the values, the level that set each, and what IIS would refuse to load there.
 * First every level of applicationHost.config applies, from the server down, then every web.config down the path; per attribute the last
 * written value holds; the provider list is carried down and edited at each level: it appends, so a child gets ahead only by `clear` or `remove`.
 * Source: iis-docs, "Deep Dive into IIS Configuration" and "How to Use Locking"; defaults from the schema of IIS 10.
 */
export function effectiveAuthentication(configuration: Configuration, path: string): EffectiveAuthentication {
  const steps = levelsOver(configuration, levelPath(path));
  const pick = <T extends boolean | string>(written: (level: Level) => T | null, otherwise: T): { value: T; at: string | null } => {
    const step = steps.findLast(({ level }) => written(level) !== null);
    return { value: (step && written(step.level)) ?? otherwise, at: step?.place ?? null };
  };
  const enabled = pick(({ windows }) => windows.enabled, false);
  const useKernelMode = pick(({ windows }) => windows.useKernelMode, true);
  const useAppPoolCredentials = pick(({ windows }) => windows.useAppPoolCredentials, false);
  const authPersistNonNTLM = pick(({ windows }) => windows.authPersistNonNTLM, false);
  const tokenChecking = pick(({ windows }) => windows.tokenChecking, 'None');
  const anonymous = pick(({ anonymous }) => anonymous, true);
  const { providers, at, problems } = foldProviders(steps);
  const setAt: Record<SettingName, string | null> = {
    enabled: enabled.at,
    providers: at,
    useKernelMode: useKernelMode.at,
    useAppPoolCredentials: useAppPoolCredentials.at,
    authPersistNonNTLM: authPersistNonNTLM.at,
    tokenChecking: tokenChecking.at,
    anonymous: anonymous.at,
  };
  return {
    windows: {
      enabled: enabled.value,
      providers,
      useKernelMode: useKernelMode.value,
      useAppPoolCredentials: useAppPoolCredentials.value,
      authPersistNonNTLM: authPersistNonNTLM.value,
      tokenChecking: tokenChecking.value,
    },
    anonymous: { enabled: anonymous.value },
    setAt,
    problems: [...problems, ...lockProblems(steps)],
  };
}

/** In: the same, and a setting. Out: the value that holds there and the level that wrote it; `null` where none did. */
export function effectiveOther(
  configuration: Configuration,
  path: string,
  name: OtherSetting,
): { readonly value: boolean; readonly at: string } | null {
  const step = levelsOver(configuration, levelPath(path)).findLast(({ level }) => level.others[name] !== undefined);
  return step === undefined ? null : { value: step.level.others[name] === true, at: step.place };
}

/**
 * Predicts the configuration after one edit with `/commit:apphost`: the edit is written into applicationHost.config for its path.
 * `null` takes the local attribute or the local provider list away; a provider list is written as `clear` and adds, so that it holds as it is.
 * A level that says nothing any more is left out, as `readConfiguration` leaves it out. Edits of the directory change nothing here.
 */
export function withEdit(configuration: Configuration, edit: Edit): Configuration {
  if (edit.kind !== 'switch' && edit.kind !== 'providers') return configuration;
  const isEdited = ({ source, path }: Level) => source === 'applicationHost.config' && samePath(path, edit.path);
  const at = configuration.levels.findIndex(isEdited);
  const before = configuration.levels[at] ?? { ...EMPTY_LEVEL, path: levelPath(edit.path) };
  const after: Level =
    edit.kind === 'switch'
      ? { ...before, windows: { ...before.windows, [edit.name]: edit.value } }
      : { ...before, providers: edit.value && [{ op: 'clear' }, ...edit.value.map((value): ProviderEdit => ({ op: 'add', value }))] };
  const start = at >= 0 ? at : configuration.levels.findLastIndex(({ source }) => source === 'applicationHost.config') + 1;
  const levels = configuration.levels.toSpliced(start, at >= 0 ? 1 : 0, ...(saysSomething(after) ? [after] : []));
  return { ...configuration, levels };
}

/** One level on the way down to a path, with the name of the place as the path itself writes it. */
interface Step {
  readonly level: Level;
  readonly place: string;
}

type Index = ReadonlyMap<string, readonly Level[]>;

/** Built once for each configuration: a hosting server has 10,000 sites and more. */
const indexes = new WeakMap<Configuration, Index>();

function indexOf(configuration: Configuration): Index {
  const known = indexes.get(configuration);
  if (known !== undefined) return known;
  const index = new Map<string, Level[]>();
  for (const level of configuration.levels) {
    const key = levelPath(level.path).toLowerCase();
    const same = index.get(key);
    if (same === undefined) index.set(key, [level]);
    else same.push(level);
  }
  indexes.set(configuration, index);
  return index;
}

function isServerFile({ source }: Level): boolean {
  return source === 'applicationHost.config';
}

function levelsOver(configuration: Configuration, path: LevelPath): readonly Step[] {
  const index = indexOf(configuration);
  const steps: Step[] = (index.get('') ?? []).map((level) => ({ level, place: APPHOST }));
  for (let end = 0; path !== '' && end < path.length; ) {
    const slash = path.indexOf('/', end + 1);
    end = slash < 0 ? path.length : slash;
    for (const level of index.get(path.slice(0, end).toLowerCase()) ?? []) steps.push({ level, place: `${APPHOST}/${path.slice(0, end)}` });
  }
  return [...steps.filter(({ level }) => isServerFile(level)), ...steps.filter(({ level }) => !isServerFile(level))];
}

/** Keys of a collection are compared without letter case (schema: `caseSensitive` is false unless said). A removal of what is not there is no error. */
function foldProviders(steps: readonly Step[]) {
  let providers: readonly string[] = [];
  let at: string | null = null;
  const problems: string[] = [];
  for (const { level, place } of steps) {
    if (level.providers === null || level.providers.length === 0) continue;
    at = place;
    for (const edit of level.providers) {
      if (edit.op === 'clear') providers = [];
      else if (edit.op === 'remove') providers = providers.filter((present) => !sameProvider(present, edit.value));
      else if (!providers.some((present) => sameProvider(present, edit.value))) providers = [...providers, edit.value];
      else problems.push(say`${level.source} adds the provider ${edit.value} at ${place}, where it is already: IIS answers 500.19`);
    }
  }
  return { providers, at, problems };
}

function sameProvider(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A web.config may write the section only where the nearest override mode above it is Allow: the section is locked by default. */
function lockProblems(steps: readonly Step[]): readonly string[] {
  return steps.flatMap(({ level, place }) => {
    if (isServerFile(level) || !saysSomething({ ...level, anonymous: null, others: {}, overrideMode: null })) return [];
    const above = steps.filter((step) => isServerFile(step.level) && step.place.length <= place.length);
    const mode = above.findLast((step) => step.level.overrideMode !== null)?.level.overrideMode;
    if (mode === 'Allow') return [];
    return [say`web.config writes windowsAuthentication at ${place}, where the section is locked: IIS answers 500.19`];
  });
}
