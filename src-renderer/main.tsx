/** The page's root: joins a connection to the core, the session, the library and the screen. */

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { AppContext } from './app/context.ts';
import { createNotices } from './app/notices.ts';
import { createPreferences } from './app/preferences.ts';
import { createPlayer } from './audio/player.ts';
import { createLibrary } from './features/library/library.ts';
import { createSession } from './session/session.ts';
import './styles/tokens.css';
import './styles/base.css';
import { connect } from './transport/connect.ts';

const connection = connect();
const { api } = connection;
const notices = createNotices();
const player = createPlayer();
const { fail } = notices;
const session = createSession({
  api,
  fail,
  hear: ({ samples, sampleRate }) => { player.play(samples, sampleRate); },
});
const library = createLibrary({ api, fail });
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="kicklab-style-nonce"]')?.content ?? '';
// What stops the page behind a dialog from scrolling is a style element, admitted by the nonce too.
setNonce(styleNonce);
const app = { connection, session, library, player, notices, preferences: createPreferences(), styleNonce };

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AppContext value={app}>
      <App />
    </AppContext>
  </StrictMode>,
);
void session.begin();
library.refresh();
