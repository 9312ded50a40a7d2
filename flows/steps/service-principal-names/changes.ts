import type { Edit } from '../../model/edit.ts';
import { type Finding, offer, type PlannedEdit, type RunBy, type StepPlan, withhold } from '../../model/step.ts';
import type { HostIdentity, ServerFacts } from '../../server/facts.ts';
import { judgeNames, type NameVerdict } from '../../server/judged-names.ts';
import { isOwnName } from '../../server/names.ts';
import { sameSpn } from '../../server/spns.ts';

/** In: one finding of this step. Out: the registrations and removals that end it, a removal before the registration it makes room for. */
export function planNames(finding: Finding, facts: ServerFacts): StepPlan {
  const names = judgeNames(facts);
  if (!names.known) return withhold(finding.summary, names.why, names.next);
  const { account, verdicts } = names.value;
  switch (finding.id) {
    case 'service-principal-names.missing':
      return offer(
        ...verdicts.filter(({ kind }) => kind === 'missing').map(({ spn, name }) => register(finding, spn, name, account.name, facts)),
      );
    case 'service-principal-names.wrong-account':
      return move(finding, verdicts, account.name, facts);
    case 'service-principal-names.duplicate':
      return thinOut(finding, verdicts, account.name, facts);
    default:
      return withhold(
        finding.summary,
        'a removed value that the directory calls malformed could not be put back',
        `Let the directory team look at ${finding.subject} and correct it`,
      );
  }
}

function move(finding: Finding, verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): StepPlan {
  const misplaced = verdicts.flatMap((verdict) => (verdict.kind === 'misplaced' ? [verdict] : []));
  const nameless = misplaced.find(({ ownerAccount }) => ownerAccount === undefined);
  if (nameless !== undefined) return ownerWithoutName(finding, nameless.owner);
  return offer(
    ...misplaced.flatMap(({ spn, name, ownerAccount }) =>
      ownerAccount === undefined ? [] : [remove(finding, spn, ownerAccount, facts), register(finding, spn, name, account, facts)],
    ),
  );
}

function thinOut(finding: Finding, verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): StepPlan {
  const duplicates = verdicts.flatMap((verdict) => (verdict.kind === 'duplicate' ? [verdict] : []));
  const nameless = duplicates.find(({ wrong }) => wrong.includes(undefined));
  if (nameless !== undefined) return ownerWithoutName(finding, nameless.owners.join(', '));
  return offer(
    ...duplicates.flatMap(({ spn, name, wrong, rightHoldsIt }) => [
      ...wrong.flatMap((owner) => (owner === undefined ? [] : [withoutReturn(remove(finding, spn, owner, facts), account)])),
      ...(rightHoldsIt ? [] : [register(finding, spn, name, account, facts)]),
    ]),
  );
}

function ownerWithoutName(finding: Finding, owner: string): StepPlan {
  return withhold(finding.summary, `setspn wants an account name, and none was found for ${owner}`, 'Let the directory team move the name');
}

function register(finding: Finding, spn: string, name: string, account: string, facts: ServerFacts): PlannedEdit {
  const edit: Edit = { kind: 'spn.register', spn, account };
  return {
    fixes: finding.id,
    target: `${spn} on ${account}`,
    before: 'not registered',
    after: `registered on ${account}`,
    edit,
    undo: { kind: 'spn.remove', spn, account },
    ...weigh(name, account, facts),
    runBy: whoMayWrite(facts),
  };
}

function remove(finding: Finding, asked: string, account: string, facts: ServerFacts): PlannedEdit {
  const spn = spelled(asked, account, facts);
  return {
    fixes: finding.id,
    target: `${spn} on ${account}`,
    before: `registered on ${account}`,
    after: 'not registered there',
    edit: { kind: 'spn.remove', spn, account },
    undo: { kind: 'spn.register', spn, account },
    risk: 'high',
    consequence: `Whatever else relies on ${spn} being on ${account} gets no ticket for it any more. Clients keep old tickets until they expire.`,
    runBy: whoMayWrite(facts),
  };
}

/** The name in the letter case in which the account holds it, so that the way back brings that very value. */
function spelled(spn: string, account: string, facts: ServerFacts): string {
  const holder = facts.accounts[account.toLowerCase()];
  return (holder?.known ? holder.value.spns.find((held) => sameSpn(held, spn)) : undefined) ?? spn;
}

/** A duplicate is removed for good while the right account holds the name: said before it runs. */
function withoutReturn(removal: PlannedEdit, account: string): PlannedEdit {
  return {
    ...removal,
    consequence: `${removal.consequence} Windows refuses to make a duplicate again, so the way back works only once ${account} no longer holds it.`,
  };
}

/** Registering the computer's own name on another account takes it from everything else on that computer: WinRM asks for it too. */
function weigh(name: string, account: string, facts: ServerFacts): Pick<PlannedEdit, 'risk' | 'consequence'> {
  const computer: HostIdentity | undefined = facts.host.known ? facts.host.value : undefined;
  const ownName =
    computer !== undefined && isOwnName(name, computer) && account.toLowerCase() !== `${computer.computerName}$`.toLowerCase();
  if (!ownName)
    return {
      risk: 'medium',
      consequence: 'Clients get tickets for this name from now on. Clients keep a negative answer for up to 15 minutes.',
    };
  return {
    risk: 'high',
    consequence:
      `WinRM and PowerShell remoting ask for HTTP/${name} too and will fail with 0x80090322 unless they are told to use -IncludePortInSPN. ` +
      'A separate name for the web site avoids that.',
  };
}

function whoMayWrite(facts: ServerFacts): RunBy {
  return facts.operator.known && facts.operator.value.domainAdministrator && facts.operator.value.elevated === true
    ? 'you'
    : 'directory team';
}
