import { useEffect, useState } from 'react';
import type { Bridge } from '../flows/bridge/bridge.ts';
import { App } from './app.tsx';
import { speak, spokenLanguage } from './language.ts';
import { useConnection, type Watch } from './use-wizard-view.ts';

/** The window, drawn anew whenever another language was chosen. */
export function InLanguage({ bridge, watch }: { readonly bridge: Bridge; readonly watch: Watch }) {
  const asked = useConnection(watch).view?.language ?? null;
  const [drawn, setDrawn] = useState(spokenLanguage);
  useEffect(() => {
    if (asked !== null && asked !== drawn) void speak(asked).then(() => setDrawn(asked));
  }, [asked, drawn]);
  return <App key={drawn} bridge={bridge} watch={watch} />;
}
