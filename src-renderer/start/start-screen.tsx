import { Button, makeStyles } from '@fluentui/react-components';
import { type DragEvent, useState } from 'react';
import type { FilesBridge } from '../../flows/bridge/bridge.ts';
import type { AdminEvent } from '../../flows/bridge/contract.ts';
import type { StartView } from '../../flows/bridge/start-contract.ts';
import { Busy } from '../parts/busy.tsx';
import { FailureBox } from '../parts/failure-box.tsx';
import { LanguageButtons } from '../parts/language-buttons.tsx';
import { Notice } from '../parts/notice.tsx';
import { usePageStyles } from '../parts/page-styles.ts';
import { ScreenHeading } from '../parts/screen-heading.tsx';
import { useSurfaceStyles } from '../parts/surface-styles.ts';
import { frameTexts, windowTitle } from '../texts.ts';
import { useDocumentTitle } from '../use-document-title.ts';
import { Choice } from './choice.tsx';
import { OpenFiles } from './open-files.tsx';
import { PickFault } from './pick-fault.tsx';
import { RecentWork } from './recent-work.tsx';
import { startTexts } from './start-texts.ts';

const useStyles = makeStyles({
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: '16px',
    // Where two have room beside each other the first of three has a row of its own, so that none is left alone below.
    '@media (min-width: 704px) and (max-width: 1039px)': {
      '& > :first-child:nth-last-child(3)': { gridColumnStart: 1, gridColumnEnd: -1 },
    },
  },
});

interface StartScreenProps {
  readonly view: StartView;
  readonly files: FilesBridge;
  readonly lost: string | null;
  readonly send: (event: AdminEvent) => void;
  readonly openLogs: () => void;
}

/** Before anything is open: this server, something collected or prescribed, the practice lab, or what was open before. */
export function StartScreen({ view, files, lost, send, openLogs }: StartScreenProps) {
  const page = usePageStyles();
  const styles = useStyles();
  const surface = useSurfaceStyles();
  const [isDropRefused, setIsDropRefused] = useState(false);
  const { opening, failure, recent } = view;
  const waits = opening !== null || lost !== null;
  useDocumentTitle(windowTitle(startTexts.title, null));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (files.drop === undefined) setIsDropRefused(true);
    else files.drop([...event.dataTransfer.files]);
  };
  const toLookAt = recent.filter((one) => one.needsLook);
  const needsLook = toLookAt.length > 0;
  const inOrder = [...toLookAt, ...recent.filter((one) => !one.needsLook)];
  const work = recent.length > 0 && <RecentWork recent={inOrder} waits={waits} send={send} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the buttons are the first
    <div className={page.screen} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <header className={page.bar}>
        <b>Kerbwise</b>
        <span>{startTexts.nothingOpen}</span>
        <LanguageButtons send={send} />
      </header>
      <main className={page.column}>
        <ScreenHeading title={startTexts.heading} stage={failure?.what ?? ''}>
          {startTexts.lead}
        </ScreenHeading>
        {lost !== null && (
          <Notice intent="error" title={frameTexts.lostTitle}>
            {lost} {frameTexts.lostBody}
          </Notice>
        )}
        {view.notes.map((note) => (
          <Notice key={note} intent="warning" title={note} />
        ))}
        {isDropRefused && <Notice intent="warning" title={startTexts.dropRefused} />}
        {failure !== null && (
          <>
            <Notice intent="error" title={failure.what} />
            <FailureBox failure={failure} />
          </>
        )}
        {opening !== null && <Busy text={startTexts.opening(opening)} />}
        {needsLook && work}
        <div className={styles.choices}>
          {view.canLookHere && (
            <Choice title={startTexts.serverHeading} lead={startTexts.serverLead}>
              <div>
                <Button appearance="primary" disabledFocusable={waits} onClick={() => send({ type: 'server.chosen' })}>
                  {startTexts.serverLook}
                </Button>
              </div>
            </Choice>
          )}
          <OpenFiles files={files} waits={waits} />
          <PickFault view={view} waits={waits} send={send} />
        </div>
        {!needsLook && work}
        <Choice title={startTexts.logsHeading} lead={startTexts.logsLead}>
          <div>
            <Button onClick={openLogs}>{startTexts.logsOpen}</Button>
          </div>
        </Choice>
      </main>
      <div className={surface.hidden} role="status">
        {opening !== null ? startTexts.opening(opening) : (failure?.what ?? '')}
      </div>
    </div>
  );
}
