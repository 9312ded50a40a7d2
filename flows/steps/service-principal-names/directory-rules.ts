import { listed, say } from '../../language/say.ts';
import type { Assessment, Finding } from '../../model/step.ts';
import { defineRule, NOTHING_FOUND } from '../../model/step.ts';
import type { ServerFacts } from '../../server/facts.ts';
import { type JudgedNames, judgeNames, type NameVerdict } from '../../server/judged-names.ts';
import { isOwnName } from '../../server/names.ts';
import { CONTROLLERS_AGREE, NAMES_MAY_BE_TAKEN, WITNESSES } from './cards.ts';

/** Whether a change has reached every controller of the site. */
export const controllersAgree = defineRule(CONTROLLERS_AGREE, (facts): Assessment => {
  const names = judgeNames(facts);
  const waiting = names.known ? names.value.verdicts.flatMap((verdict) => (verdict.kind === 'waiting' ? [verdict] : [])) : [];
  const finding: Finding = {
    id: 'service-principal-names.replicating',
    severity: 'problem',
    subject: waiting.map(({ spn }) => spn).join(', '),
    summary: say`The domain controllers do not agree on who holds a name`,
    evidence: listed(
      [...new Set(waiting.map(({ views }) => views))].map((views) => describeViews(views, waiting)),
      '; ',
    ),
    meaning: say`A change was made on one controller and has not reached the other yet. Until then clients of one controller get the right ticket and clients of the other do not. Within a site this takes about a minute, between sites by default up to three hours for each site link on the way, longer where it is set so.`,
    source: 'Microsoft Learn, Active Directory Replication Concepts',
  };
  return { ...NOTHING_FOUND, findings: [...(waiting.length > 0 ? [finding] : []), ...controllersUnasked(facts)] };
});

/** Names that the controllers see alike are told together. */
function describeViews(views: string, waiting: readonly { readonly spn: string; readonly views: string }[]): string {
  const names = waiting.filter((one) => one.views === views).map(({ spn }) => spn);
  return names.length === 1 ? say`${listed(names)} is ${views}` : say`${listed(names)} are ${views}`;
}

function controllersUnasked({ directory: { replication } }: ServerFacts): readonly Finding[] {
  if (!replication.known || replication.value.unread.length === 0) return [];
  const controllers = replication.value.unread.map(({ controller }) => controller);
  return [
    {
      id: 'service-principal-names.controllers-unasked',
      severity: 'information',
      subject: controllers.join(', '),
      summary: say`Not every controller of the site was asked for the names`,
      evidence: listed(
        replication.value.unread.map(({ controller, why }) => say`${controller}: ${why}`),
        '; ',
      ),
      meaning: say`Whether these controllers have the same names is not known. It matters where a name was changed a short while ago.`,
      source: 'This reading',
    },
  ];
}

/** What stands in the way of a registration: another computer, WinRM, missing rights. Silent where nothing has to be registered. */
export const namesMayBeTaken = defineRule(NAMES_MAY_BE_TAKEN, (facts): Assessment => {
  const names = judgeNames(facts);
  if (!names.known) return NOTHING_FOUND;
  return { ...NOTHING_FOUND, findings: [coveredElsewhere, collision, noRights].flatMap((find) => find(names.value, facts)) };
});

function coveredElsewhere({ verdicts, account }: JudgedNames): readonly Finding[] {
  const names = verdicts.flatMap((verdict) => (verdict.kind === 'elsewhere' ? [verdict] : []));
  if (names.length === 0) return [];
  return [
    {
      id: 'service-principal-names.covered-elsewhere',
      severity: 'problem',
      subject: account.name,
      summary: say`Tickets for a name of this server are made for another computer`,
      evidence: listed(
        names.map(({ name, spn, owner }) => say`nobody holds ${spn}, and HOST/${name} is on ${owner}`),
        '; ',
      ),
      meaning: say`HOST covers HTTP. A client gets a ticket that this server cannot decrypt; registering the name would take it from that computer.`,
      source: 'Microsoft KB5008382; setspn documentation, HOST aliases',
    },
  ];
}

function collision({ verdicts, account }: JudgedNames, { host }: ServerFacts): readonly Finding[] {
  if (!host.known || account.kind === 'computer') return [];
  const own = pending(verdicts).filter(({ name }) => isOwnName(name, host.value));
  if (own.length === 0) return [];
  return [
    {
      id: 'service-principal-names.winrm-collision',
      severity: 'advice',
      subject: own.map(({ spn }) => spn).join(', '),
      summary: say`WinRM asks for the computer’s own names too, and they are about to go to ${account.name}`,
      evidence: say`${own.map(({ spn }) => spn).join(', ')}: the name of this computer, to be registered on ${account.name}`,
      meaning: say`PowerShell remoting to this server will fail with 0x80090322 unless it is told -IncludePortInSPN. The way out is a name of its own for the web site, for example smp: register only that one, and let agents and browsers use it.`,
      source: 'Microsoft, WinRM and SPNs; PowerShell, New-PSSessionOption',
    },
  ];
}

function noRights({ verdicts, account }: JudgedNames, { directory, operator }: ServerFacts): readonly Finding[] {
  const found = directory.identities[account.name.toLowerCase()];
  if (pending(verdicts).length === 0 || !found?.known || found.value === null || found.value.maySetSpns) return [];
  return [
    {
      id: 'service-principal-names.no-rights',
      severity: 'information',
      subject: account.name,
      summary: say`${operator.known ? operator.value.user : say`This user`} may not write the names of ${account.name}`,
      evidence: say`allowedAttributesEffective of the account lacks servicePrincipalName`,
      meaning: say`setspn would be refused, so the commands are for the directory team.`,
      source: '[MS-ADTS] 3.1.1.4.5.22',
    },
  ];
}

function pending(verdicts: readonly NameVerdict[]): readonly NameVerdict[] {
  return verdicts.filter(
    (verdict) => verdict.kind === 'missing' || verdict.kind === 'misplaced' || (verdict.kind === 'duplicate' && !verdict.rightHoldsIt),
  );
}

/** Which of the two witnesses could not be asked; one is enough to judge by, and that is said. */
export const witnessesAreTwo = defineRule(WITNESSES, ({ directory: { alone } }): Assessment => {
  const findings = (['setspn', 'directory'] as const).flatMap((witness): readonly Finding[] => {
    const these = alone.filter((one) => one.witness === witness);
    const [first] = these;
    if (first === undefined) return [];
    const [asked, missing] = witness === 'setspn' ? ['setspn', say`The directory`] : [say`the directory`, 'setspn'];
    return [
      {
        id: 'service-principal-names.one-witness',
        severity: 'information',
        subject: asked,
        summary: say`${missing} could not be asked; what is said of ${these.length === 1 ? say`a name or account` : say`${these.length} names and accounts`} rests on ${asked} alone`,
        evidence: say`${these.map(({ what }) => what).join(', ')}. ${first.why}`,
        meaning:
          witness === 'setspn'
            ? say`Names are judged by setspn. Whether the accounts are locked, disabled or without AES keys, and whether all controllers agree, was not read.`
            : say`Names are judged by LDAP. Ask setspn by hand if you want to see them a second time.`,
        source: 'This reading',
      },
    ];
  });
  return { ...NOTHING_FOUND, findings };
});
