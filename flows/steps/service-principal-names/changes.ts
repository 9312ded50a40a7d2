import { say } from '../../language/say.ts';
import type { Edit } from '../../model/edit.ts';
import { type Finding, offer, type PlannedEdit, type RunBy, type StepPlan, withhold } from '../../model/step.ts';
import type { HostIdentity, ServerFacts } from '../../server/facts.ts';
import { judgeNames, type NameVerdict } from '../../server/judged-names.ts';
import { isOwnName } from '../../server/names.ts';
import { accountElsewhere, domainElsewhere } from '../../server/other-domain.ts';
import { sameSpn } from '../../server/spns.ts';

/** In: one finding of this step. Out: the registrations and removals that end it, a removal before the registration it makes room for. */
export function planNames(finding: Finding, facts: ServerFacts): StepPlan {
  const names = judgeNames(facts);
  if (!names.known) return withhold(finding.summary, names.why, names.next);
  const { account, verdicts } = names.value;
  const refused = whyNoChange(finding, account.name, facts);
  if (refused !== undefined) return refused;
  switch (finding.id) {
    case 'service-principal-names.missing':
      return offer(
        ...verdicts.filter(({ kind }) => kind === 'missing').map(({ spn, name }) => register(finding, spn, name, account.name, facts)),
      );
    case 'service-principal-names.wrong-account':
      return move(finding, verdicts, account.name, facts);
    case 'service-principal-names.duplicate':
      return thinOut(finding, verdicts, account.name, facts);
    case 'service-principal-names.winrm-collision':
      return offer(); // it warns of what the changes for the name would do
    default:
      return withhold(
        finding.summary,
        say`a removed value that the directory calls malformed could not be put back`,
        say`Let the directory team look at ${finding.subject} and correct it`,
      );
  }
}

/** Findings that are not ours to mend, and accounts that should get no name at all. */
function whyNoChange(finding: Finding, account: string, facts: ServerFacts): StepPlan | undefined {
  if (finding.id === 'service-principal-names.replicating') {
    return withhold(
      finding.summary,
      say`a change now would be made on one controller while another still tells something else`,
      say`Wait: within a site this takes about a minute, between sites by default up to three hours for each site link on the way, longer where it is set so. Look again; where it stays so, the directory team runs repadmin /showrepl. Then wait another 15 minutes, or run klist purge on the machine that tests, and klist -li 0x3e7 purge for its agent`,
    );
  }
  if (finding.id === 'service-principal-names.covered-elsewhere') {
    return withhold(
      finding.summary,
      say`registering it would take the name from that computer`,
      say`Ask the directory team whose name it is; a name of its own for the web site avoids the question`,
    );
  }
  const found = facts.directory.identities[account.toLowerCase()];
  if (finding.id === 'service-principal-names.malformed' || !found?.known || found.value?.adminCount !== 1) return undefined;
  return withhold(
    finding.summary,
    say`${account} is or was an administrator (adminCount = 1); with a service principal name anybody in the domain may ask for a ticket to guess its password from`,
    say`Let the pool run as an account without such rights, a group managed one if possible; then look again`,
  );
}

function move(finding: Finding, verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): StepPlan {
  const misplaced = verdicts.flatMap((verdict) => (verdict.kind === 'misplaced' ? [verdict] : []));
  const nameless = misplaced.find(({ ownerAccount }) => ownerAccount === undefined);
  if (nameless !== undefined) return ownerWithoutName(finding, nameless.owner, facts, suggestedMoves(misplaced, account, facts));
  return offer(
    ...misplaced.flatMap(({ spn, name, ownerAccount }) =>
      ownerAccount === undefined ? [] : [remove(finding, spn, ownerAccount, facts), register(finding, spn, name, account, facts)],
    ),
  );
}

function thinOut(finding: Finding, verdicts: readonly NameVerdict[], account: string, facts: ServerFacts): StepPlan {
  const duplicates = verdicts.flatMap((verdict) => (verdict.kind === 'duplicate' ? [verdict] : []));
  const nameless = duplicates.find(({ wrong }) => wrong.includes(undefined));
  if (nameless !== undefined)
    return ownerWithoutName(finding, nameless.owners.find((owner) => /DC=/i.test(owner)) ?? nameless.owners.join(', '), facts);
  return offer(
    ...duplicates.flatMap(({ spn, name, wrong, rightHoldsIt }) => [
      ...wrong.flatMap((owner) => (owner === undefined ? [] : [withoutReturn(remove(finding, spn, owner, facts), account)])),
      ...(rightHoldsIt ? [] : [register(finding, spn, name, account, facts)]),
    ]),
  );
}

/** What those who may write in both domains could run, in this order; empty where an owner's name is not known. */
function suggestedMoves(
  misplaced: readonly Extract<NameVerdict, { readonly kind: 'misplaced' }>[],
  account: string,
  facts: ServerFacts,
): readonly Edit[] {
  const holders = misplaced.map(({ spn, owner, ownerAccount }) => ownerAccount ?? accountElsewhere(owner, spn, facts));
  if (holders.includes(undefined)) return [];
  const removals = misplaced.map(({ spn }, at): Edit => ({ kind: 'spn.remove', spn, account: holders[at] ?? '' }));
  return [...removals, ...misplaced.map(({ spn }): Edit => ({ kind: 'spn.register', spn, account }))];
}

function ownerWithoutName(finding: Finding, owner: string, facts: ServerFacts, suggested: readonly Edit[] = []): StepPlan {
  const domain = domainElsewhere(owner, facts);
  if (domain !== undefined) {
    return withhold(
      finding.summary,
      say`${owner} is of another domain of the forest (${domain}); while it holds the name every controller refuses to register it here (8647)`,
      say`Let the directory team of ${domain} remove it there, wait for the global catalog, then look again`,
      suggested,
    );
  }
  return withhold(
    finding.summary,
    say`setspn wants an account name, and none was found for ${owner}`,
    say`Let the directory team move the name`,
  );
}

function register(finding: Finding, spn: string, name: string, account: string, facts: ServerFacts): PlannedEdit {
  const edit: Edit = { kind: 'spn.register', spn, account };
  return {
    fixes: finding.id,
    target: say`${spn} on ${account}`,
    before: say`not registered`,
    after: say`registered on ${account}`,
    edit,
    undo: { kind: 'spn.remove', spn, account },
    ...weigh(name, account, facts),
    runBy: takesFromComputer(name, account, facts) ? administratorOr(account, facts) : whoMayWrite(account, facts),
  };
}

function remove(finding: Finding, asked: string, account: string, facts: ServerFacts): PlannedEdit {
  const spn = spelled(asked, account, facts);
  return {
    fixes: finding.id,
    target: say`${spn} on ${account}`,
    before: say`registered on ${account}`,
    after: say`not registered there`,
    edit: { kind: 'spn.remove', spn, account },
    undo: { kind: 'spn.register', spn, account },
    risk: 'high',
    consequence: say`Whatever else relies on ${spn} being on ${account} gets no ticket for it any more. Clients keep old tickets until they expire.`,
    runBy: whoMayWrite(account, facts),
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
    consequence: say`${removal.consequence} Windows refuses to make a duplicate again, so the way back works only once ${account} no longer holds it.`,
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
      consequence: say`Clients get tickets for this name from now on. Clients keep a negative answer for up to 15 minutes.`,
    };
  return {
    risk: 'high',
    consequence: say`WinRM and PowerShell remoting ask for this name too and will fail with 0x80090322 unless they are told to use -IncludePortInSPN. A separate name for the web site avoids that.`,
  };
}

/** The directory itself says whether its names may be written; where it could not be asked, membership of Domain Admins tells. */
function whoMayWrite(account: string, { operator, directory }: ServerFacts): RunBy {
  if (!operator.known || operator.value.elevated !== true) return 'directory team';
  const found = directory.identities[account.toLowerCase()];
  const mayWrite = found?.known && found.value !== null ? found.value.maySetSpns : operator.value.domainAdministrator;
  return mayWrite ? 'you' : 'directory team';
}

/** A name that HOST of another account covers is refused to others than administrators, whatever rights they were given (KB5008382). */
function administratorOr(account: string, facts: ServerFacts): RunBy {
  return facts.operator.known && facts.operator.value.domainAdministrator ? whoMayWrite(account, facts) : 'directory team';
}

function takesFromComputer(name: string, account: string, { directory }: ServerFacts): boolean {
  const covering = directory.holders[`host/${name}`.toLowerCase()];
  const own = directory.identities[account.toLowerCase()];
  const guid = own?.known ? own.value?.guid : undefined;
  return covering?.known === true && covering.value.some((holder) => holder.guid !== guid);
}
