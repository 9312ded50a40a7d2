import { FluentProvider, makeStyles, mergeClasses, typographyStyles } from '@fluentui/react-components';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Bridge } from '../flows/bridge/bridge.ts';
import { Notice } from './parts/notice.tsx';
import { usePageStyles } from './parts/page-styles.ts';
import { frameTexts } from './texts.ts';
import { useSystemTheme } from './theme.ts';
import { useConnection, type Watch } from './use-wizard-view.ts';
import { Wizard } from './wizard.tsx';

const StartScreen = lazy(async () => ({ default: (await import('./start/start-screen.tsx')).StartScreen }));
const PrescribeScreen = lazy(async () => ({ default: (await import('./prescribe/prescribe-screen.tsx')).PrescribeScreen }));
const LogsScreen = lazy(async () => ({ default: (await import('./logs/logs-screen.tsx')).LogsScreen }));

const useStyles = makeStyles({
  ground: { minHeight: '100dvh' },
  slim: { maxWidth: '640px' },
  heading: { ...typographyStyles.title3, margin: 0 },
});

/** A screen beside the wizard, which stands where it was. */
type Aside = { readonly shows: 'logs' } | { readonly shows: 'prescribing'; readonly stepId: string | null };

export function App({ bridge, watch }: { readonly bridge: Bridge; readonly watch: Watch }) {
  const styles = useStyles();
  const { view, lost } = useConnection(watch);
  const [aside, setAside] = useState<Aside | null>(null);
  const show = () => {
    if (view === null) return <NeverConnected why={lost ?? ''} />;
    const openLogs = () => setAside({ shows: 'logs' });
    const leave = () => setAside(null);
    const isStart = view.phase === 'start';
    if (aside?.shows === 'logs') return <LogsScreen bridge={bridge.logs} lost={lost} isFromStart={isStart} leave={leave} />;
    if (isStart) return <StartScreen view={view} files={bridge.files} lost={lost} send={bridge.send} openLogs={openLogs} />;
    if (aside !== null) return <PrescribeScreen bridge={bridge.prescriptions} lost={lost} stepId={aside.stepId} leave={leave} />;
    const prescribe = () => setAside({ shows: 'prescribing', stepId: view.step?.id ?? null });
    return <Wizard bridge={bridge} view={view} lost={lost} openLogs={openLogs} prescribe={prescribe} />;
  };
  return (
    <FluentProvider className={styles.ground} theme={useSystemTheme()}>
      <Suspense fallback={<Loading />}>{show()}</Suspense>
    </FluentProvider>
  );
}

function Loading() {
  return <Unframed>{frameTexts.loading}</Unframed>;
}

function NeverConnected({ why }: { readonly why: string }) {
  const styles = useStyles();
  return (
    <Unframed>
      <h1 className={styles.heading}>{frameTexts.silent}</h1>
      <Notice intent="error" title={why}>
        {frameTexts.silentBody}
      </Notice>
    </Unframed>
  );
}

/** As long as there is no view: the same bar and ground as before React was there. */
function Unframed({ children }: { readonly children: ReactNode }) {
  const styles = useStyles();
  const page = usePageStyles();
  return (
    <div className={page.screen}>
      <header className={page.bar}>
        <b>Kerbwise</b>
      </header>
      <main className={mergeClasses(page.column, styles.slim)}>{children}</main>
    </div>
  );
}
