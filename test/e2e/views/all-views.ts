import type { CommandView, PrescriptionView, StepView, WizardView } from '../../../flows/bridge/contract.ts';
import { helpFor } from '../../../flows/help/help-for.ts';
import { firewall, scenarios, taskServer } from './scenarios.ts';
import { base, notChecked, persistChange, rail, reads, spnChanges, spnFindings } from './server.ts';
import { brokenPictures, healthyPictures, longPictures, mixedPictures } from './ticket-pictures.ts';

const prescription: PrescriptionView = {
  prescribedBy: 'Ada Senior',
  ask: 'Ada Senior, extension 4711',
  validUntil: '2026-12-31T23:59:59Z',
  signedWith: 'ada.public.pem',
  server: 'SMP01.contoso.com (a real server)',
  introduction: 'After 22:00, when the agents are quiet.\nCall me when it is done.',
  steps: [{ id: 'service-principal-names', words: 'Three names, one after the other.\n<b>Then</b> wait a quarter of an hour.' }],
  never: ['useAppPoolCredentials anywhere', 'everything of Default Web Site/Altiris/NS and below'],
  notChecked: ['Who may write to C:\\ProgramData\\Kerbwise\\TrustedKeys was not looked at: make sure that only administrators can'],
  stopped: null,
};
const leftPrescription = {
  what: 'This server would need a change that is not prescribed',
  why: 'HTTP/smp01 is registered on CONTOSO\\svc-smp (step service-principal-names)',
  next: 'Ask Ada Senior, extension 4711',
  details: '',
};

const triage: WizardView = { ...base, scenarios };
const at = reads.length / 2;
const half: readonly CommandView[] = reads.map((command, index) =>
  index < at ? command : { ...command, output: '', milliseconds: null, state: index === at ? 'running' : 'waiting' },
);

const spnStep: StepView = {
  id: 'service-principal-names',
  title: 'Service principal names',
  purpose: 'Every name that clients use must be registered on the account that decrypts the ticket, and on no other.',
  stage: 'reviewing',
  statements: [
    'HTTP/smp.contoso.com is registered on CONTOSO\\svc-smp and on no other account.',
    'No SPN of this server is registered twice in the domain.',
  ],
  findings: spnFindings,
  withheld: [],
  notChecked,
  ticketPaths: brokenPictures,
  changes: spnChanges,
  planId: '7c1f0a92be54',
  failure: null,
  canUndo: false,
  undoPlanId: null,
};
/** With what the host tells to help. */
function helped(view: WizardView): WizardView {
  const help = helpFor(view);
  return help === undefined ? view : { ...view, help };
}
const onSpns = (step: Partial<StepView>, view: Partial<WizardView> = {}): WizardView =>
  helped({
    ...base,
    phase: 'step',
    discovery: { reads, done: true, stopped: false },
    rail: rail('service-principal-names', 'fine', 'to-decide'),
    commands: reads,
    step: { ...spnStep, ...step },
    ...view,
  });
const change = (index: number, state: CommandView['state'], output: string): CommandView => ({
  kind: 'change',
  text: spnChanges[index]?.command ?? '',
  state,
  milliseconds: state === 'running' ? null : 1_240,
  output,
});
const ran: readonly CommandView[] = [
  ...reads,
  change(0, 'done', 'Unregistering ServicePrincipalNames for CN=SMP01,OU=Servers,DC=contoso,DC=com\r\n\tHTTP/SMP01\r\nUpdated object'),
  change(
    1,
    'done',
    'Checking domain DC=contoso,DC=com\r\n\r\nRegistering ServicePrincipalNames for CN=svc-smp,OU=Service Accounts,DC=contoso,DC=com\r\n\tHTTP/SMP01\r\nUpdated object',
  ),
  change(2, 'done', 'Updated object'),
];
const midway = [...ran.slice(0, -2), change(1, 'running', 'Checking domain DC=contoso,DC=com\r\n')];
const broken = [
  ...ran.slice(0, -2),
  change(1, 'failed', 'Failed to assign SPN on account, error 0x2098/8344 -> Insufficient access rights to perform the operation.'),
];
const undone: readonly CommandView[] = [
  ...ran,
  ...spnChanges
    .toReversed()
    .map((each): CommandView => ({ kind: 'undo', text: each.undo, state: 'done', milliseconds: 980, output: 'Updated object' })),
];
const applying: Partial<WizardView> = { mode: 'apply', commands: midway, rail: rail('service-principal-names', 'fine', 'applying') };
const applied: Partial<WizardView> = { mode: 'apply', commands: ran, rail: rail('service-principal-names', 'fine', 'changed') };

const discovering = (view: Partial<WizardView>): WizardView => ({
  ...base,
  phase: 'discovery',
  commands: half,
  discovery: { reads: half, done: false, stopped: false },
  ...view,
});
/** Findings as a rule gives them. */
const ruled = spnFindings.map((finding) => ({ ...finding, rule: { id: 'S02', reviewedOn: '2026-11-22' } }));
const reported: WizardView = {
  ...base,
  mode: 'apply',
  phase: 'report',
  discovery: { reads, done: true, stopped: false },
  commands: ran,
  rail: rail('', 'fine', 'changed', 'fine', 'skipped', 'changed'),
  report: {
    verdict: 'Kerberos can work for both names of SMP01 now; one step was skipped.',
    healthy: false,
    steps: rail('', 'fine', 'changed', 'fine', 'skipped', 'changed').map(({ id, title, state, note }) => ({
      id,
      title,
      state,
      note,
      changes: id === 'service-principal-names' ? spnChanges : id === 'auth-persistence' ? [persistChange] : [],
    })),
    findings: spnFindings,
    notChecked,
    undoPlanId: '7c1f0a92be54',
    undone: false,
  },
};
const many = Array.from({ length: 500 }, (_, index) => `Default Web Site/App${index + 1}`);
const longName = `Default Web Site/${'Altiris/NS/Agent/VeryLongFolderName'.repeat(7)}`;

const views: Readonly<Record<string, WizardView>> = {
  triage,
  'triage-lab': { ...triage, target: { kind: 'lab', label: 'practice lab', server: 'SMP01.contoso.com' } },
  'triage-evidence': {
    ...triage,
    canApply: false,
    target: { kind: 'evidence', label: 'evidence', server: 'SMP01.contoso.com', collected: '2025-11-20 21:40 +01:00' },
  },
  'scenario-ends-here': { ...triage, phase: 'scenario', scenario: firewall },
  'scenario-goes-on': { ...triage, phase: 'scenario', scenario: taskServer },
  'discovery-running': discovering({}),
  'discovery-done': discovering({ commands: reads, discovery: { reads, done: true, stopped: false } }),
  'discovery-stopped': discovering({ discovery: { reads: half, done: false, stopped: true } }),
  'step-probing': onSpns(
    { stage: 'probing', statements: [], findings: [], changes: [], notChecked: [], planId: null },
    { rail: rail('service-principal-names', 'fine', 'looking') },
  ),
  'step-healthy': onSpns(
    { stage: 'healthy', findings: [], changes: [], notChecked: [], planId: null, ticketPaths: healthyPictures },
    { rail: rail('service-principal-names', 'fine', 'fine') },
  ),
  'step-unclear': onSpns({ stage: 'healthy', findings: [], changes: [], planId: null, ticketPaths: mixedPictures }),
  'step-reviewing-dry-run': onSpns({}),
  'step-not-elevated': onSpns({}, { notElevated: true }),
  'step-reviewing-apply': onSpns({}, { mode: 'apply' }),
  'step-reviewing-lab-apply': onSpns({}, { mode: 'apply', target: { kind: 'lab', label: 'practice lab', server: 'SMP01.contoso.com' } }),
  'step-confirming': onSpns({ stage: 'confirming' }, { mode: 'apply' }),
  'step-applying': onSpns({ stage: 'applying' }, applying),
  'step-verifying': onSpns({ stage: 'verifying' }, { ...applied, rail: rail('service-principal-names', 'fine', 'verifying') }),
  'step-fixed': onSpns({ stage: 'fixed', findings: [], ticketPaths: healthyPictures, canUndo: true, undoPlanId: '7c1f0a92be54' }, applied),
  'step-not-fixed': onSpns({ stage: 'not-fixed', canUndo: true, undoPlanId: '7c1f0a92be54' }, applied),
  'step-failed': onSpns(
    {
      stage: 'failed',
      canUndo: true,
      undoPlanId: '7c1f0a92be54',
      failure: {
        what: 'Command 2 of 3 failed: setspn.exe could not write to CONTOSO\\svc-smp.',
        why: 'Your account may not write servicePrincipalName on svc-smp. Command 1 has run, command 3 has not.',
        next: 'Take command 1 back, then copy the commands for the directory team. Or let them run the rest, and look again.',
        details: 'exit code 1\nFailed to assign SPN on account, error 0x2098/8344 -> Insufficient access rights to perform the operation.',
      },
    },
    { mode: 'apply', commands: broken, rail: rail('service-principal-names', 'fine', 'failed') },
  ),
  'step-undoing': onSpns(
    { stage: 'undoing' },
    { ...applied, commands: undone.slice(0, -1), rail: rail('service-principal-names', 'fine', 'undoing') },
  ),
  'step-undone': onSpns({ stage: 'undone' }, { ...applied, commands: undone, rail: rail('service-principal-names', 'fine', 'undone') }),
  'step-skipped': onSpns({ stage: 'skipped' }, { rail: rail('service-principal-names', 'fine', 'skipped') }),
  'prescription-intro': { ...triage, scenarios: scenarios.slice(0, 1), prescription },
  'step-waiting': onSpns(
    {
      stage: 'waiting',
      waiting:
        'Waiting for the directory team since 2026-03-02T08:00:00Z: http/smp01.contoso.com; done: http/smp01. The page and the script are in C:\\ProgramData\\Kerbwise\\handovers\\7c1f0a92be54.',
    },
    { rail: rail('service-principal-names', 'fine', 'waiting') },
  ),
  'prescription-step': onSpns({}, { prescription }),
  'prescription-stopped': onSpns(
    { stage: 'failed', changes: [], planId: null, failure: leftPrescription },
    {
      canApply: false,
      applyRefusal: `${leftPrescription.what}. ${leftPrescription.next}`,
      prescription: { ...prescription, stopped: leftPrescription },
    },
  ),
  report: reported,
  'report-undone': { ...reported, report: reported.report === null ? null : { ...reported.report, undone: true } },
  'report-surprise': { ...reported, report: reported.report === null ? null : { ...reported.report, surprise: null } },
  'report-surprise-told': {
    ...reported,
    report:
      reported.report === null
        ? null
        : {
            ...reported.report,
            surprise: {
              title: 'No HTTP service principal name is registered for the server',
              symptom: 'Sign-ins by smp.contoso.com use NTLM; by the computer name the browser asks again and again',
              gaveAway: ruled,
            },
          },
  },
  crashed: {
    ...base,
    phase: 'crashed',
    failure: {
      what: 'The wizard met something that it does not know.',
      why: 'The step "Service principal names" ended with an error of its own.',
      next: 'Start again. Nothing that was changed is lost: the journal has it. Send the details to whoever looks after Kerbwise.',
      details: 'TypeError: Cannot read properties of undefined\n    at assess (service-principal-names/rules.ts:41:18)',
    },
  },
  'many-applications': onSpns(
    {
      findings: many.flatMap((subject) => spnFindings.slice(1).map((finding) => ({ ...finding, subject }))),
      changes: many.map((target) => ({ ...persistChange, target, title: `Turn on authPersistNonNTLM at ${target}` })),
    },
    {
      applications: many,
      commands: many.flatMap(() => reads.slice(4, 5)),
      notice: 'An earlier run stopped in the middle of this step. Look before you go on.',
    },
  ),
  'long-names': onSpns(
    {
      findings: spnFindings.map((finding) => ({
        ...finding,
        subject: longName,
        evidence: longName,
        summary: `${longName} has no Windows Authentication`,
      })),
      changes: [
        {
          ...persistChange,
          target: longName,
          title: `Turn on authPersistNonNTLM at ${longName}`,
          before: longName,
          command: persistChange.command.replaceAll('Default Web Site/Altiris', longName),
        },
      ],
      ticketPaths: longPictures,
      title: 'Keep the Kerberos sign-in for the whole connection, at every place that sets it',
    },
    {
      mode: 'apply',
      applications: [longName],
      target: { kind: 'live', label: 'this server', server: 'SMP-PRODUCTION1.corporate.emea.contoso-holding.example' },
    },
  ),
};

/** Every phase and stage, and the sights that break a layout, by the name of their picture. */
export const allViews: Readonly<Record<string, WizardView>> = Object.fromEntries(
  Object.entries(views).map(([name, view]) => [name, view.help === undefined ? helped(view) : view]),
);
