import { Button } from '@fluentui/react-components';
import { type DragEvent, startTransition, useEffect, useState } from 'react';
import type { LogsBridge, LogsProgress, LogsView } from '../../flows/bridge/logs-contract.ts';
import { say } from '../../flows/language/say.ts';
import { FailureBox } from '../parts/failure-box.tsx';
import { Notice } from '../parts/notice.tsx';
import { usePageStyles } from '../parts/page-styles.ts';
import { Progress } from '../parts/progress.tsx';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { frameTexts, windowTitle } from '../texts.ts';
import { useDocumentTitle } from '../use-document-title.ts';
import { ChooseLogs } from './choose-logs.tsx';
import { LogsAnswerView } from './logs-answer-view.tsx';
import { logsTexts, progressText, verdictTitles } from './logs-texts.ts';

interface LogsScreenProps {
  readonly bridge: LogsBridge;
  readonly lost: string | null;
  /** Whether it was opened from the start screen, where there is no wizard to go back to. */
  readonly isFromStart: boolean;
  readonly leave: () => void;
}

/** Logs beside the wizard: choose, watch, stop, look. The wizard stands where it was. */
export function LogsScreen({ bridge, lost, isFromStart, leave }: LogsScreenProps) {
  const page = usePageStyles();
  const surface = useSurfaceStyles();
  const view = useLogsView(bridge);
  const [isDropRefused, setIsDropRefused] = useState(false);
  useDocumentTitle(windowTitle(logsTexts.heading, null));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (bridge.drop === undefined) setIsDropRefused(true);
    else bridge.drop([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons are the first
    <div className={page.screen} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <header className={page.bar}>
        <Button
          onClick={() => {
            bridge.send({ type: 'logs.left' });
            leave();
          }}
        >
          {isFromStart ? logsTexts.backToStart : logsTexts.back}
        </Button>
      </header>
      <main className={page.column}>
        <ScreenHeading title={logsTexts.heading} stage={view?.stage ?? ''}>
          {logsTexts.lead}
        </ScreenHeading>
        {lost !== null && (
          <Notice intent="error" title={frameTexts.lostTitle}>
            {lost} {frameTexts.lostBody}
          </Notice>
        )}
        {isDropRefused && <Notice intent="warning" title={logsTexts.dropRefused} />}
        {view !== null && <Stage bridge={bridge} view={view} hasServer={!isFromStart} />}
      </main>
      <div className={surface.hidden} role="status">
        {view === null ? '' : announcement(view)}
      </div>
    </div>
  );
}

interface StageProps {
  readonly bridge: LogsBridge;
  readonly view: LogsView;
  readonly hasServer: boolean;
}

function Stage({ bridge, view, hasServer }: StageProps) {
  const { stage, places, progress, answer, failure } = view;
  const choose = <ChooseLogs bridge={bridge} places={places} />;
  switch (stage) {
    case 'choosing':
      return choose;
    case 'reading':
      return <Reading paths={view.paths} progress={progress} stop={() => bridge.send({ type: 'logs.stopped' })} />;
    case 'stopped':
      return (
        <>
          <Notice intent="info" title={logsTexts.stoppedTitle}>
            {logsTexts.stoppedBody}
          </Notice>
          {choose}
        </>
      );
    case 'failed':
      return (
        <>
          {failure !== null && (
            <>
              <Notice intent="error" title={failure.what} />
              <FailureBox failure={failure} />
            </>
          )}
          {choose}
        </>
      );
    case 'done':
      return (
        <>
          <div>
            <Button onClick={() => bridge.send({ type: 'logs.left' })}>{logsTexts.again}</Button>
          </div>
          {answer !== null && <LogsAnswerView bridge={bridge} answer={answer} hasServer={hasServer} />}
        </>
      );
    default:
      return stage satisfies never;
  }
}

interface ReadingProps {
  readonly paths: readonly string[];
  readonly progress: LogsProgress | null;
  readonly stop: () => void;
}

function Reading({ paths, progress, stop }: ReadingProps) {
  const surface = useSurfaceStyles();
  const hasTotal = progress !== null && progress.totalBytes > 0;
  const says = hasTotal
    ? progressText(progress.bytes, progress.totalBytes, progress.bytesPerSecond, progress.secondsLeft)
    : logsTexts.looking;
  return (
    <div className={surface.stack}>
      <p className={surface.text}>{paths.join(', ')}</p>
      <Progress label={logsTexts.reading} says={says} {...(hasTotal ? { done: progress.bytes, all: progress.totalBytes } : {})} />
      <p className={surface.strong}>{says}</p>
      <div>
        <Button onClick={stop}>{logsTexts.stop}</Button>
      </div>
    </div>
  );
}

/** The stages are said; the progress is not, for it would never be silent. */
function announcement({ stage, answer }: LogsView): string {
  if (stage === 'reading') return logsTexts.reading;
  if (stage === 'stopped') return logsTexts.stoppedTitle;
  return answer === null ? '' : say`${verdictTitles[answer.verdict.level]}. ${answer.verdict.summary}`;
}

/** An answer is drawn in slices, so that the window never stands still for it. */
function useLogsView(bridge: LogsBridge): LogsView | null {
  const [view, setView] = useState<LogsView | null>(null);
  useEffect(() => bridge.subscribe((next) => startTransition(() => setView(next))), [bridge]);
  return view;
}
