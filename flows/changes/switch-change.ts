import { say } from '../language/say.ts';
import type { Edit, WindowsSwitch } from '../model/edit.ts';
import { type Finding, offer, type PlannedEdit, type StepPlan, withhold } from '../model/step.ts';
import { type Configuration, type Level, levelPath, samePath } from '../server/configuration.ts';
import { effectiveAuthentication } from '../server/effective.ts';
import type { ServerFacts } from '../server/facts.ts';
import { describePlace } from '../server/judged.ts';
import { whyNotWritable } from './writable.ts';

/**
 * The change that writes one true-or-false value at one path, with an undo that brings back the value or its absence.
 * In: the finding that asks for it, the facts, the attribute, the wanted value, and what the administrator should weigh.
 */
export function planSwitch(
  finding: Finding,
  facts: ServerFacts,
  name: WindowsSwitch,
  value: boolean,
  weighed: Pick<PlannedEdit, 'risk' | 'consequence'>,
): StepPlan {
  const refused = whyNotWritable(facts, finding.subject, name);
  if (refused !== undefined) return withhold(finding.summary, refused.why, refused.next);
  if (!facts.configuration.known) return withhold(finding.summary, facts.configuration.why, facts.configuration.next);
  const path = levelPath(finding.subject);
  const { windows, setAt } = effectiveAuthentication(facts.configuration.value, path);
  const edit: Edit = { kind: 'switch', path, name, value };
  return offer({
    fixes: finding.id,
    target: path,
    before: say`${name} = ${windows[name]} (set ${describePlace(setAt[name])})`,
    after: say`${name} = ${value} (set at ${path})`,
    edit,
    undo: { ...edit, value: localLevel(facts.configuration.value, path)?.windows[name] ?? null },
    ...weighed,
    runBy: 'you',
  });
}

/** What applicationHost.config itself says at one path, if anything. */
export function localLevel(configuration: Configuration, path: string): Level | undefined {
  return configuration.levels.find((level) => level.source === 'applicationHost.config' && samePath(level.path, path));
}
