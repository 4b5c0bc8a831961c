/** The page's root: joins a transport and the first screen. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DesignScreen } from './features/design/DesignScreen.tsx';
import './styles/tokens.css';
import './styles/base.css';
import { createHttpApi } from './transport/http.ts';

const token = document.querySelector<HTMLMetaElement>('meta[name="kicklab-token"]')?.content ?? '';
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <DesignScreen api={createHttpApi({ token })} />
  </StrictMode>,
);
