import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { openBridge } from './bridge.ts';
import { InLanguage } from './in-language.tsx';
import { speakAtFirst, speakBefore } from './language.ts';
import { watchBridge } from './use-wizard-view.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
await speakBefore(navigator.languages);
const bridge = openBridge();
const watch = await watchBridge(bridge);
await speakAtFirst(bridge, watch);
createRoot(root).render(
  <StrictMode>
    <InLanguage bridge={bridge} watch={watch} />
  </StrictMode>,
);
