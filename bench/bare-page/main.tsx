import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root');
createRoot(root).render(
  <StrictMode>
    <h1 id="screen-heading">A bare React page</h1>
    <p>Nothing is shown but this.</p>
  </StrictMode>,
);
