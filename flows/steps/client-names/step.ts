import { say } from '../../language/say.ts';
import type { Edit } from '../../model/edit.ts';
import { defineStep, type Finding, type StepPlan, withhold } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { namesAreNoAlias, portsAgree, portsElsewhere } from './other-names.ts';
import { heldNamesLeadSomewhere, namesAreGathered, namesResolve } from './rules.ts';

export const clientNames = defineStep({
  id: 'client-names',
  title: say`Names that clients use`,
  purpose: say`Clients ask for a ticket by name, so the names that they really use come before where each is registered.`,
  rules: [namesAreGathered, namesAreNoAlias, portsAgree, namesResolve, heldNamesLeadSomewhere],
  planChanges: whyNotMended,
});

/** Names are given by DNS, by clients and by the owners of other services: nothing here is for a wizard to change. */
function whyNotMended(finding: Finding, facts: ServerFacts): StepPlan {
  const { why, next } = WAYS_OUT[finding.id] ?? OTHERWISE;
  return withhold(finding.summary, why, next, finding.id === 'client-names.port-on-another-account' ? removals(facts) : []);
}

/** What the directory team could take away; empty where an owner's name is not known. */
function removals(facts: ServerFacts): readonly Edit[] {
  const wrong = portsElsewhere(facts);
  const edits = wrong.flatMap(({ spn, ownerAccount }): readonly Edit[] =>
    ownerAccount === undefined ? [] : [{ kind: 'spn.remove', spn, account: ownerAccount }],
  );
  return edits.length === wrong.length ? edits : [];
}

const OTHERWISE = { why: say`DNS is not changed by this wizard`, next: say`Ask whoever keeps the DNS zone, then look again` };

const WAYS_OUT: Readonly<Record<string, typeof OTHERWISE>> = {
  'client-names.alias': {
    why: say`which of the two ways out is right is for whoever keeps the DNS zone to say`,
    next: say`Give the alias an address record (A) of its own; or name the canonical name with --name, so that it is registered too, and look again`,
  },
  'client-names.unresolved': {
    why: say`DNS is not changed by this wizard, and no service principal name is registered for a name that leads nowhere`,
    next: say`Ask whoever keeps the DNS zone for an address record (A), or leave the name out; then look again`,
  },
  'client-names.port-on-another-account': {
    why: say`another service on that port may need the entry`,
    next: say`Let the directory team take it away with setspn -D if nothing else needs it, then look again`,
  },
  'client-names.address': { why: say`bindings are not changed by this wizard`, next: say`Give the binding a name, and clients that name` },
};
