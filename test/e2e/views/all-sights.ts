import type { ReportView, StepView, View, WizardView } from '../../../flows/bridge/contract.ts';
import type { LogsView } from '../../../flows/bridge/logs-contract.ts';
import { helpTexts } from '../../../src-renderer/help-texts.ts';
import { logsTexts } from '../../../src-renderer/logs/logs-texts.ts';
import { prescribeTexts } from '../../../src-renderer/prescribe/prescribe-texts.ts';
import { startTexts } from '../../../src-renderer/start/start-texts.ts';
import { actionTexts, dialogTexts, frameTexts, triageTexts } from '../../../src-renderer/texts.ts';
import { allViews } from './all-views.ts';
import { logsViews } from './logs-views.ts';
import { startViews } from './start-views.ts';

/** What an administrator can have in front of them: a view, and what was pressed since. */
export interface Sight {
  /** `null` while the host has not sent any. */
  readonly view: View | null;
  /** The names of the buttons that are pressed one after the other, and the fields that are filled between. */
  readonly presses?: readonly (string | { readonly field: string; readonly text: string })[];
  /** What the screen of logs is sent once it is open. */
  readonly logs?: LogsView;
  /** Whether the connection is cut at last. */
  readonly lost?: true;
}

/** The view of that name. */
function sampleView(name: string): WizardView {
  const view = allViews[name];
  if (view === undefined) throw new Error(`no sample view ${name}`);
  return view;
}

const onLab: WizardView['target'] = { kind: 'lab', label: 'practice lab', server: 'SMP01.contoso.com' };

function withStep(name: string, more: Partial<StepView>, view: Partial<WizardView> = {}): WizardView {
  const base = sampleView(name);
  return { ...base, step: base.step === null ? null : { ...base.step, ...more }, ...view };
}

function withReport(more: Partial<ReportView>, view: Partial<WizardView> = {}): WizardView {
  const base = sampleView('report');
  return { ...base, report: base.report === null ? null : { ...base.report, ...more }, ...view };
}

const LONGEST_COMPUTER = 'SMPPRODUCTION01';
const LONGEST_POOL = 'SymantecManagementPlatformProductionPoolOfTheEuropeanDataCentre1';
const LONGEST_PATH = `Default Web Site/${'Altiris/NotificationServer/'.repeat(9)}`.slice(0, 255);
const refused = {
  what: 'The directory could not be asked',
  why: 'No domain controller of contoso.com answered within 30 seconds.',
  next: 'Check the network of this server with nltest.exe /dsgetdc:contoso.com, then look again.',
  details: 'nltest.exe /dsgetdc:contoso.com\r\nGetting DC name failed: Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN',
};

/** As the rule of the provider order tells an acknowledgement. */
const keptFinding: StepView['findings'][number] = {
  id: 'windows-authentication.ntlm-acknowledged',
  severity: 'information',
  subject: 'Default Web Site/Altiris',
  summary: 'Default Web Site/Altiris keeps NTLM first on purpose; agents do not use Kerberos there',
  evidence:
    'providers = NTLM, Negotiate, set for the whole server; acknowledged by CONTOSO\\ada since 2026-03-02T20:00:00.000Z: ticket 4711, the firewall',
  meaning:
    'Agents and everything else that uses WinINet or WinHTTP take NTLM and ask for no ticket; Chrome and Edge choose Negotiate whatever the order. It is a workaround, not a repair, so nothing is planned for it; when the list changes, or the acknowledgement is withdrawn, it is a finding again.',
  source: 'iis-docs windowsAuthentication; Broadcom KB 434345',
};

/** Everything wrong at once: each step has something, nothing could be mended. */
const everythingWrong: WizardView = {
  ...withStep('step-not-elevated', {
    withheld: [
      {
        what: 'Default Web Site/Altiris/NS has no right to hold Windows Authentication',
        why: 'The section is locked for the whole server.',
        next: 'Ask whoever locked it. Kerbwise never unlocks a section.',
      },
    ],
  }),
  notice:
    'An earlier run was interrupted in the step “Service principal names”: look at that step, and go on with its plan or take it back in apply mode.',
  noticeDetails: [
    'Not confirmed: a run of plan 7c1f0a92, begun 2026-03-02T21:00:00Z by CONTOSO\\ada, has no end: 1 of 3 commands are known to have ended. The server is read again before anything else. Its journal is C:\\ProgramData\\Kerbwise\\journals\\2026-03-02.jsonl.',
  ],
  failure: null,
};
const wrongRail = everythingWrong.rail.map((item, at) => ({
  ...item,
  state: at % 2 === 0 ? ('failed' as const) : ('could-not-look' as const),
  note: at % 2 === 0 ? 'Command 2 of 3 failed: setspn.exe could not write to CONTOSO\\svc-smp.' : 'Some checks could not be made',
}));

const inLogs = (logs: LogsView, more: readonly string[] = []): Sight => ({
  view: sampleView('triage'),
  presses: [triageTexts.logsOpen, ...more],
  logs,
});

/** What a senior says before the prescription is shown. */
const prescribing: NonNullable<Sight['presses']> = [
  actionTexts.prescribe,
  { field: prescribeTexts.prescribedBy, text: 'Ada Senior' },
  { field: prescribeTexts.ask, text: 'Ada Senior, extension 4711' },
  { field: prescribeTexts.validUntil, text: '2026-12-31' },
  prescribeTexts.show,
];

/** Every screen, stage, dialog and state by the name of its picture. */
export const allSights: Readonly<Record<string, Sight>> = {
  ...Object.fromEntries(Object.entries(allViews).map(([name, view]): [string, Sight] => [name, { view }])),
  ...Object.fromEntries(Object.entries(startViews).map(([name, view]): [string, Sight] => [name, { view }])),
  'start-lost': { view: startViews['start-recent'] ?? null, lost: true },
  'start-path-missing': { view: startViews.start ?? null, presses: [startTexts.openPath] },
  prescribe: { view: sampleView('report'), presses: [actionTexts.prescribe] },
  'prescribe-missing': { view: sampleView('report'), presses: [actionTexts.prescribe, prescribeTexts.show] },
  'prescribe-shown': { view: sampleView('report'), presses: prescribing },
  'prescribe-key-missing': {
    view: sampleView('step-reviewing-dry-run'),
    presses: [...prescribing, prescribeTexts.sign],
  },
  'prescribe-saved': {
    view: sampleView('report'),
    presses: [...prescribing, prescribeTexts.unsigned],
  },
  connecting: { view: null },
  'connecting-lost': { view: null, lost: true },
  'triage-lost': { view: sampleView('triage'), lost: true },
  'step-lost': { view: sampleView('step-reviewing-apply'), lost: true },
  'triage-notice': {
    view: { ...sampleView('triage-lab'), notice: 'You are back where you stopped. The server is read again, and dry run is on.' },
  },
  'triage-unknown-server': {
    view: { ...sampleView('triage'), target: { kind: 'live', label: 'this server', server: null }, applications: [] },
  },
  'discovery-failed': { view: { ...sampleView('discovery-running'), failure: refused } },
  'discovery-some-failed': {
    view: {
      ...sampleView('discovery-done'),
      discovery: {
        done: true,
        stopped: false,
        reads: sampleView('discovery-done').discovery.reads.map((read, at) => (at % 3 === 1 ? { ...read, state: 'failed' } : read)),
      },
    },
  },
  'step-worth-knowing': {
    view: withStep('step-healthy', {
      title: 'What the logs say',
      findings: (sampleView('step-reviewing-dry-run').step?.findings ?? []).slice(0, 1).map((finding) => ({
        ...finding,
        severity: 'information',
        summary: 'Sign-ins by Kerberos and none that failed stand in the newest logs',
        meaning: 'This is how it looks where everything works.',
      })),
    }),
  },
  'step-withheld-finding': {
    view: withStep('step-reviewing-dry-run', {
      changes: [],
      planId: null,
      withheld: (sampleView('step-reviewing-dry-run').step?.findings ?? []).map(({ summary, meaning }, at) => ({
        what: summary,
        why: 'The section is locked for the whole server.',
        next: at === 0 ? meaning : 'Ask whoever locked it. Kerbwise never unlocks a section.',
      })),
    }),
  },
  'step-withheld': {
    view: withStep('step-reviewing-dry-run', { changes: [], planId: null, withheld: everythingWrong.step?.withheld ?? [] }),
  },
  'step-names': {
    view: withStep('step-healthy', {
      names: {
        given: ['itms.contoso.com'],
        refused: {
          what: '"http://smp/" is no name that clients could use',
          why: 'it is a whole address of the web, and a ticket is asked for by the host name alone',
          next: 'Type smp',
          details: '',
        },
      },
    }),
  },
  'step-kept': { view: withStep('step-healthy', { findings: [keptFinding] }) },
  'report-kept': {
    view: withReport({ verdict: 'Everything that was looked at is right. Nothing was changed.', healthy: true, findings: [keptFinding] }),
  },
  'everything-wrong': { view: { ...everythingWrong, rail: wrongRail } },
  'longest-names': {
    view: {
      ...sampleView('long-names'),
      applications: [LONGEST_PATH],
      target: { ...onLab, server: LONGEST_COMPUTER },
      step: {
        ...(sampleView('long-names').step ?? everythingWrong.step ?? fail()),
        statements: [`${LONGEST_PATH} runs in ${LONGEST_POOL}.`, `${LONGEST_POOL} runs as CONTOSO\\svc-smp.`],
      },
    },
  },
  'dialog-mode': { view: sampleView('triage'), presses: [frameTexts.toApply] },
  'dialog-mode-lab': { view: sampleView('triage-lab'), presses: [frameTexts.toApply] },
  'dialog-confirm-lab': { view: { ...sampleView('step-confirming'), target: onLab } },
  'dialog-confirm-longest': { view: withStep('long-names', { stage: 'confirming' }) },
  'dialog-confirm-many': { view: withStep('many-applications', { stage: 'confirming' }, { mode: 'apply' }) },
  'dialog-skip': { view: sampleView('step-reviewing-dry-run'), presses: [actionTexts.skip] },
  'dialog-skip-without-reason': { view: sampleView('step-reviewing-dry-run'), presses: [actionTexts.skip, dialogTexts.skipRun] },
  'dialog-undo': { view: sampleView('step-fixed'), presses: [actionTexts.takeBack] },
  'dialog-undo-all': { view: sampleView('report'), presses: [actionTexts.takeAllBack] },
  'dialog-lost': { view: sampleView('step-confirming'), lost: true },
  'report-healthy': {
    view: withReport(
      {
        verdict: 'Everything that was looked at is right. Nothing was changed.',
        healthy: true,
        findings: [],
        notChecked: [],
        undoPlanId: null,
        steps: sampleView('report').rail.map(({ id, title }) => ({ id, title, state: 'fine', note: '', changes: [] })),
      },
      { mode: 'dry-run', rail: sampleView('report').rail.map((item) => ({ ...item, state: 'fine', note: '' })) },
    ),
  },
  'report-undo-failed': { view: { ...withReport({}), failure: { ...refused, what: 'The way back stopped at command 2 of 3' } } },
  'report-nothing-looked-at': {
    view: withReport({ verdict: 'Nothing was looked at.', findings: [], notChecked: [], steps: [], undoPlanId: null }, { rail: [] }),
  },
  'step-why': {
    view: sampleView('step-reviewing-dry-run'),
    presses: [helpTexts.whyOf('HTTP/SMP01.contoso.com is not registered on any account'), 'domain controller'],
  },
  'report-saved': { view: sampleView('report'), presses: [actionTexts.saveAs.markdown] },
  'logs-choosing': inLogs(logsViews.choosing),
  'logs-missing': inLogs(logsViews.choosing, [logsTexts.typeRead]),
  'logs-looking': inLogs(logsViews.looking),
  'logs-reading': inLogs(logsViews.reading),
  'logs-stopped': inLogs(logsViews.stopped),
  'logs-failed': inLogs(logsViews.failed),
  'logs-answered': inLogs(logsViews.answered),
  'logs-empty': inLogs(logsViews.empty),
};

function fail(): never {
  throw new Error('the sample view has no step');
}
