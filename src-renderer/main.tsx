import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { openBridge } from './bridge.ts';
import { watchBridge } from './use-wizard-view.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
const bridge = openBridge();
const watch = await watchBridge(bridge);
createRoot(root).render(
  <StrictMode>
    <App bridge={bridge} watch={watch} />
  </StrictMode>,
);
