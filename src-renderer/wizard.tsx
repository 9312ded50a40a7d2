import { lazy, Suspense, useState } from 'react';
import type { Bridge } from '../flows/bridge/bridge.ts';
import type { AdminEvent, ReportFormat, WizardView } from '../flows/bridge/contract.ts';
import type { HelpView } from '../flows/bridge/help-contract.ts';
import { say } from '../flows/language/say.ts';
import { type Act, actionsOf, type Question } from './actions.ts';
import { announcementOf } from './announcement.ts';
import { QuestionDialog } from './dialogs/question-dialog.tsx';
import { ActionsBar } from './parts/actions-bar.tsx';
import { CommandsPanel } from './parts/commands-panel.tsx';
import { Frame } from './parts/frame.tsx';
import { HelpContext } from './parts/help-context.ts';
import { ModeBar } from './parts/mode-bar.tsx';
import { More } from './parts/more.tsx';
import { Notice } from './parts/notice.tsx';
import { PrescriptionNote } from './parts/prescription-note.tsx';
import { StepRail } from './parts/step-rail.tsx';
import { TargetStrip } from './parts/target-badge.tsx';
import { railEntries } from './rail-entries.ts';
import { saveReport } from './save-report.ts';
import { isBusy, screenKey } from './screen-key.ts';
import { DiscoveryScreen } from './screens/discovery-screen.tsx';
import { ReportScreen } from './screens/report-screen.tsx';
import { ScenarioScreen } from './screens/scenario-screen.tsx';
import { StepScreen } from './screens/step-screen.tsx';
import { TriageScreen } from './screens/triage-screen.tsx';
import { frameTexts, reportTexts, windowTitle } from './texts.ts';
import { useMedia } from './theme.ts';
import { useAwaited } from './use-awaited.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { whileLost } from './while-lost.ts';

const CrashedScreen = lazy(async () => ({ default: (await import('./screens/crashed-screen.tsx')).CrashedScreen }));

const noHelp: HelpView = { stories: [], terms: [] };

interface WizardProps {
  readonly bridge: Bridge;
  readonly view: WizardView;
  readonly lost: string | null;
  readonly openLogs: () => void;
  readonly prescribe: () => void;
}

/** The frame around every screen, and what the buttons do: send an event, ask first, or save the report. */
export function Wizard({ bridge, view: heard, lost, openLogs, prescribe }: WizardProps) {
  const view = lost === null ? heard : whileLost(heard);
  const key = screenKey(view);
  const [asked, setAsked] = useState<{ readonly question: Question; readonly key: string } | null>(null);
  const [sent, setSent] = useState<{ readonly type: AdminEvent['type']; readonly key: string } | null>(null);
  const [saved, setSaved] = useState<Saved | null>(null);
  const [isAwaited, noteAsked] = useAwaited(view);
  const [isSaving, setIsSaving] = useState(false);
  const busy = isBusy(view) || lost !== null;
  const entries = railEntries(view);
  useDocumentTitle(windowTitle(entries.find(({ current }) => current)?.title, view.target.server));
  const narrow = useMedia('(max-width: 699px)');
  const send = (event: AdminEvent) => {
    setSent({ type: event.type, key });
    noteAsked();
    bridge.send(event);
  };
  const saveAs = async (format: ReportFormat) => {
    setIsSaving(true);
    setSaved(await save(bridge, format));
    setIsSaving(false);
  };
  const run = (act: Act) => {
    if (act.does === 'send') send(act.event);
    else if (act.does === 'ask') setAsked({ question: act.question, key });
    else if (act.does === 'save') saveAs(act.format);
    else prescribe();
  };
  const question = asked?.key === key ? asked.question : null;
  return (
    <Frame
      top={
        <>
          <ModeBar view={view} busy={busy} send={send} askForApply={() => setAsked({ question: 'mode', key })} />
          <TargetStrip target={view.target} />
        </>
      }
      rail={<StepRail key={narrow ? key : 'rail'} entries={entries} folded={narrow} free={!busy} send={send} />}
      commands={<CommandsPanel commands={view.commands} />}
      actions={
        <ActionsBar
          mode={view.mode}
          actions={actionsOf(view)}
          notChecked={view.step?.notChecked.length ?? 0}
          waits={lost !== null}
          works={isAwaited || isSaving}
          run={run}
        />
      }
      announcement={saved === null ? announcementOf(view) : saved.says}
    >
      {lost !== null && (
        <Notice intent="error" title={frameTexts.lostTitle}>
          {lost} {frameTexts.lostBody}
        </Notice>
      )}
      {view.notice !== null && (
        <Notice intent="info" title={frameTexts.noticeTitle}>
          {view.notice}
          {view.noticeDetails !== undefined && <More texts={view.noticeDetails} />}
        </Notice>
      )}
      {saved !== null && view.phase === 'report' && <Notice intent={saved.done ? 'success' : 'error'} title={saved.says} />}
      {view.prescription !== undefined && <PrescriptionNote prescription={view.prescription} stepId={view.step?.id ?? null} />}
      <Suspense fallback={frameTexts.loading}>
        <HelpContext value={view.help ?? noHelp}>
          <Screen key={key} view={view} send={send} openLogs={openLogs} sent={sent?.key === key ? sent.type : null} />
        </HelpContext>
      </Suspense>
      <QuestionDialog view={view} question={question} waits={lost !== null} send={send} close={() => setAsked(null)} />
    </Frame>
  );
}

interface ScreenProps {
  readonly view: WizardView;
  readonly send: (event: AdminEvent) => void;
  readonly openLogs: () => void;
  /** What was sent last from this screen. */
  readonly sent: AdminEvent['type'] | null;
}

function Screen({ view, send, openLogs, sent }: ScreenProps) {
  switch (view.phase) {
    case 'triage':
      return <TriageScreen view={view} send={send} openLogs={openLogs} />;
    case 'scenario':
      return view.scenario === null ? null : <ScenarioScreen scenario={view.scenario} />;
    case 'discovery':
      return <DiscoveryScreen view={view} />;
    case 'step':
      return view.step === null ? null : <StepScreen view={view} step={view.step} stopping={sent === 'apply.stopped'} send={send} />;
    case 'report':
      return view.report === null ? null : (
        <ReportScreen
          send={send}
          report={view.report}
          failure={view.failure}
          undoing={sent === 'undo.confirmed' && !view.report.undone && view.failure === null}
        />
      );
    case 'crashed':
      return <CrashedScreen failure={view.failure} />;
    default:
      return view.phase satisfies never;
  }
}

interface Saved {
  readonly done: boolean;
  readonly says: string;
}

async function save(bridge: Bridge, format: ReportFormat): Promise<Saved> {
  try {
    const file = await bridge.report(format);
    saveReport(file);
    return { done: true, says: reportTexts.saved(file.fileName) };
  } catch (reason) {
    return { done: false, says: say`${reportTexts.saveFailed}: ${reason instanceof Error ? reason.message : String(reason)}` };
  }
}
