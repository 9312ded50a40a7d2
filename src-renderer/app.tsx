import { FluentProvider, makeStyles } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import type { Bridge } from '../flows/bridge/contract.ts';
import { Notice } from './parts/notice.tsx';
import { frameTexts } from './texts.ts';
import { useSystemTheme } from './theme.ts';
import { useConnection, type Watch } from './use-wizard-view.ts';
import { Wizard } from './wizard.tsx';

const StartScreen = lazy(async () => ({ default: (await import('./start/start-screen.tsx')).StartScreen }));
const LogsScreen = lazy(async () => ({ default: (await import('./logs/logs-screen.tsx')).LogsScreen }));

const useStyles = makeStyles({
  ground: { minHeight: '100dvh' },
  waiting: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: '16px', padding: '32px 24px', maxWidth: '640px' },
});

export function App({ bridge, watch }: { readonly bridge: Bridge; readonly watch: Watch }) {
  const styles = useStyles();
  const { view, lost } = useConnection(watch);
  const [isInLogs, setIsInLogs] = useState(false);
  const show = () => {
    if (view === null) return <NeverConnected why={lost ?? ''} />;
    const openLogs = () => setIsInLogs(true);
    const isStart = view.phase === 'start';
    if (isInLogs) return <LogsScreen bridge={bridge.logs} lost={lost} isFromStart={isStart} leave={() => setIsInLogs(false)} />;
    if (!isStart) return <Wizard bridge={bridge} view={view} lost={lost} openLogs={openLogs} />;
    return <StartScreen view={view} files={bridge.files} lost={lost} send={bridge.send} openLogs={openLogs} />;
  };
  return (
    <FluentProvider className={styles.ground} theme={useSystemTheme()}>
      <Suspense fallback={frameTexts.loading}>{show()}</Suspense>
    </FluentProvider>
  );
}

function NeverConnected({ why }: { readonly why: string }) {
  const styles = useStyles();
  return (
    <main className={styles.waiting}>
      <h1>{frameTexts.connecting}</h1>
      <Notice intent="error" title={frameTexts.lostTitle}>
        {why} {frameTexts.lostBody}
      </Notice>
    </main>
  );
}
