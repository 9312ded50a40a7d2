import { FluentProvider, makeStyles, Spinner } from '@fluentui/react-components';
import type { Bridge } from '../flows/bridge/contract.ts';
import { Notice } from './parts/notice.tsx';
import { frameTexts } from './texts.ts';
import { useSystemTheme } from './theme.ts';
import { useWizardView } from './use-wizard-view.ts';
import { Wizard } from './wizard.tsx';

const useStyles = makeStyles({
  ground: { minHeight: '100dvh' },
  waiting: { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', rowGap: '16px', padding: '32px 24px', maxWidth: '640px' },
});

export function App({ bridge }: { readonly bridge: Bridge }) {
  const styles = useStyles();
  const { view, lost } = useWizardView(bridge);
  return (
    <FluentProvider className={styles.ground} theme={useSystemTheme()}>
      {view === null ? <Waiting lost={lost} /> : <Wizard bridge={bridge} view={view} lost={lost} />}
    </FluentProvider>
  );
}

function Waiting({ lost }: { readonly lost: string | null }) {
  const styles = useStyles();
  return (
    <main className={styles.waiting}>
      <h1>{frameTexts.connecting}</h1>
      {lost === null ? (
        <Spinner label={frameTexts.connectingBody} size="small" />
      ) : (
        <Notice intent="error" title={frameTexts.lostTitle}>
          {lost} {frameTexts.lostBody}
        </Notice>
      )}
    </main>
  );
}
