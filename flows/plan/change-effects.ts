import { listed, say } from '../language/say.ts';
import type { Edit } from '../model/edit.ts';
import type { ChangeEffect, EffectRow } from '../model/step.ts';
import { decryptingAccount, findPool } from '../server/accounts.ts';
import { type Application, type Configuration, isAtOrBelow, samePath } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { ServerFacts } from '../server/facts.ts';
import { describePlace } from '../server/judged.ts';
import { accountNameOf } from '../server/spns.ts';
import { predict } from './predict.ts';

/**
 * What one edit does to what holds, everywhere on the server.
 * In: the facts before it, and the edit. Out: for each place whose effective settings or owners differ afterwards, both values with where
 * each comes from; the place that is edited first, places of which the same is so together. Empty where nothing could be compared.
 */
export function changeEffects(facts: ServerFacts, edit: Edit): readonly ChangeEffect[] {
  const after = predict(facts, edit);
  return edit.kind === 'switch' || edit.kind === 'providers'
    ? settingEffects(facts, after, edit.path)
    : ownerEffects(facts, after, edit.spn);
}

function settingEffects(facts: ServerFacts, after: ServerFacts, path: string): readonly ChangeEffect[] {
  if (!facts.configuration.known || !after.configuration.known) return [];
  const [was, is] = [facts.configuration.value, after.configuration.value];
  const groups = new Map<string, { readonly where: string[]; readonly rows: readonly EffectRow[] }>();
  for (const application of placesBelow(was, path)) {
    const rows = differences(settingRows(facts, was, application), settingRows(after, is, application));
    if (rows.length === 0) continue;
    const key = JSON.stringify(rows);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { where: [application.path], rows });
    else group.where.push(application.path);
  }
  return [...groups.values()];
}

/** The edited place and every application below it, that place first. */
function placesBelow({ applications }: Configuration, path: string): readonly Pick<Application, 'path' | 'pool'>[] {
  const below = applications.filter((application) => isAtOrBelow(application.path, path));
  const own = below.find((application) => samePath(application.path, path));
  return own === undefined ? [{ path, pool: '' }, ...below] : [own, ...below.filter((application) => application !== own)];
}

interface Cell {
  readonly name: string;
  readonly value: string;
  readonly from: string;
}

function settingRows(
  facts: ServerFacts,
  configuration: Configuration,
  { path, pool }: Pick<Application, 'path' | 'pool'>,
): readonly Cell[] {
  const { windows, setAt } = effectiveAuthentication(configuration, path);
  const reader = findPool(configuration, pool);
  const decrypts = reader === undefined ? undefined : decryptingAccount(reader, windows, facts.host);
  return [
    { name: 'enabled', value: String(windows.enabled), from: fromText(setAt.enabled) },
    { name: 'providers', value: windows.providers.join(', ') || say`none`, from: fromText(setAt.providers) },
    { name: 'useAppPoolCredentials', value: String(windows.useAppPoolCredentials), from: fromText(setAt.useAppPoolCredentials) },
    { name: 'authPersistNonNTLM', value: String(windows.authPersistNonNTLM), from: fromText(setAt.authPersistNonNTLM) },
    ...(decrypts?.known ? [{ name: say`Tickets are decrypted by`, value: decrypts.value.name, from: '' }] : []),
  ];
}

function fromText(place: string | null): string {
  return place === null ? say`default of IIS` : say`set ${describePlace(place)}`;
}

/** A value that stays but comes from elsewhere is told too: what is written here no longer follows what is above. */
function differences(before: readonly Cell[], after: readonly Cell[]): readonly EffectRow[] {
  return before.flatMap(({ name, value, from }) => {
    const now = after.find((cell) => cell.name === name);
    if (now === undefined || (now.value === value && now.from === from)) return [];
    return [{ name, before: value, beforeFrom: from, after: now.value, afterFrom: now.from }];
  });
}

function ownerEffects(facts: ServerFacts, after: ServerFacts, spn: string): readonly ChangeEffect[] {
  const [was, is] = [ownersText(facts, spn), ownersText(after, spn)];
  if (was === undefined || is === undefined || was === is) return [];
  return [
    { where: [spn], rows: [{ name: say`Held by`, before: was, beforeFrom: say`the directory`, after: is, afterFrom: say`the directory` }] },
  ];
}

function ownersText(facts: ServerFacts, spn: string): string | undefined {
  const asked = facts.owners[spn.toLowerCase()];
  if (asked?.known !== true) return undefined;
  return (
    listed(
      asked.value.owners.map(({ dn }) => accountNameOf(dn, facts) ?? dn),
      ' and ',
    ) || say`nobody`
  );
}
