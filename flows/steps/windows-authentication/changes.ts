import { localLevel, planSwitch } from '../../changes/switch-change.ts';
import { whyNotWritable } from '../../changes/writable.ts';
import { listed, say } from '../../language/say.ts';
import type { Edit } from '../../model/edit.ts';
import { type Finding, offer, type StepPlan, withhold } from '../../model/step.ts';
import { acknowledgementOf } from '../../server/acknowledged.ts';
import { type Configuration, isAtOrBelow, levelPath, type ProviderEdit, samePath } from '../../server/configuration.ts';
import { effectiveAuthentication } from '../../server/effective.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { describePlace, inheritors, judgeServer } from '../../server/judged.ts';
import { ticketsCanBeDecrypted } from '../../server/judged-names.ts';
import { isTaskAgentPath } from '../../server/scope.ts';

/** In: one finding of this step. Out: the one command that ends it; Negotiate is put first only where tickets can be decrypted. */
export function planWindowsAuthentication(finding: Finding, facts: ServerFacts): StepPlan {
  switch (finding.id) {
    case 'windows-authentication.off':
      return planSwitch(finding, facts, 'enabled', true, {
        risk: 'medium',
        consequence: say`Users of this path are asked to sign in from now on. Anonymous access is not touched.`,
      });
    case 'windows-authentication.not-installed':
      return withhold(
        finding.summary,
        say`installing a role service is not done by this wizard`,
        say`Install-WindowsFeature Web-Windows-Auth, then look again`,
      );
    default:
      return planOrder(finding, facts);
  }
}

function planOrder(finding: Finding, facts: ServerFacts): StepPlan {
  const decrypted = ticketsCanBeDecrypted(facts);
  const reason = say`Negotiate first makes clients use Kerberos, and that has to work before`;
  if (!decrypted.known) return withhold(finding.summary, say`${reason}; whether it does is not known: ${decrypted.why}`, decrypted.next);
  if (!decrypted.value)
    return withhold(finding.summary, reason, say`Mend the service principal names and useAppPoolCredentials, then look again`);
  const kept = keptBelow(finding.subject, facts);
  if (kept !== undefined)
    return withhold(
      finding.summary,
      say`${kept} has its list from the same place and keeps NTLM first on purpose`,
      say`Withdraw that with kerbwise acknowledge ntlm-first --withdraw, or give that application a list of its own; then look again`,
    );
  const refused = whyNotWritable(facts, finding.subject, 'providers');
  if (refused !== undefined) return withhold(finding.summary, refused.why, refused.next);
  if (!facts.configuration.known) return withhold(finding.summary, facts.configuration.why, facts.configuration.next);
  const path = levelPath(finding.subject);
  const { windows, setAt } = effectiveAuthentication(facts.configuration.value, path);
  const after = rightOrder(windows.providers);
  const edit: Edit = { kind: 'providers', path, present: windows.providers, value: after };
  const local = localLevel(facts.configuration.value, path)?.providers ?? null;
  if (local !== null && !isWholeList(local, windows.providers)) {
    return withhold(
      finding.summary,
      say`the list at ${path} adds to the one it inherits or takes from it, and could not be put back as it is`,
      say`Write the whole list there in IIS Manager (Authentication, Windows Authentication, Providers), Negotiate first; then look again`,
    );
  }
  return offer({
    fixes: finding.id,
    target: path,
    before: say`providers = ${windows.providers.join(', ') || say`none`} (set ${describePlace(setAt.providers)})`,
    after: say`providers = ${after.join(', ')} (set at ${path})`,
    edit,
    undo: { kind: 'providers', path, present: after, value: local === null ? null : windows.providers },
    risk: 'medium',
    consequence: orderConsequence(taskAgentsOn(facts.configuration.value, path)),
    runBy: 'you',
  });
}

/** Where the vendor itself advises NTLM first in some builds, that is said before the order is changed there too. */
function orderConsequence(taskAgents: readonly string[]): string {
  return taskAgents.length === 0
    ? say`Clients try Kerberos first from now on and fall back to NTLM where they cannot.`
    : say`Clients try Kerberos first from now on and fall back to NTLM where they cannot; task agents at ${listed(taskAgents)} too, where the vendor prescribes NTLM first in some builds (KB 173598, KB 232242). If agents no longer register after it, put NTLM first at that path alone.`;
}

/** The task agent’s paths that have their list from the same place as `path`, and so change with it. `CTAgent` is a folder of its application. */
function taskAgentsOn(configuration: Configuration, path: string): readonly string[] {
  const paths = configuration.applications.map((application) => levelPath(application.path));
  const folders = paths.filter((one) => /\/TaskManagement$/i.test(one)).map((one) => `${one}/CTAgent`);
  const { setAt } = effectiveAuthentication(configuration, path);
  return [...new Set([...paths.filter(isTaskAgentPath), ...folders])].filter(
    (one) => isAtOrBelow(one, path) && effectiveAuthentication(configuration, one).setAt.providers === setAt.providers,
  );
}

/** An application below that would change with this one and is to keep its list. */
function keptBelow(path: string, facts: ServerFacts): string | undefined {
  if (facts.choices.acknowledged === undefined) return undefined;
  const server = judgeServer(facts);
  if (!server.known) return undefined;
  const { applications } = server.value;
  const at = applications.find((one) => samePath(one.path, path));
  const below = at === undefined ? [] : inheritors(at, applications, 'providers');
  return applications.find((one) => below.includes(one.path) && acknowledgementOf(facts, one) !== undefined)?.path;
}

/** Whether all that holds is added here, and last: only then does a list that is taken away and written again say the same as before. */
function isWholeList(edits: readonly ProviderEdit[], present: readonly string[]): boolean {
  const start = edits.findIndex(({ op }) => op === 'add');
  const added = (start < 0 ? [] : edits.slice(start)).map((edit) => (edit.op === 'add' ? edit.value : ''));
  return added.join() === present.join();
}

/** Negotiate first, then the rest in its order. NTLM is neither added nor taken away: who switched it off meant it. */
function rightOrder(present: readonly string[]): readonly string[] {
  const others = present.filter((provider) => !['negotiate', 'negotiate:kerberos'].includes(provider.toLowerCase()));
  return ['Negotiate', ...others];
}
