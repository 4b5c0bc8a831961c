/** The page's root: joins a connection to the core, the session, the library and the screen. */

import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import { setNonce } from 'get-nonce';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createCommands } from './app/commands.ts';
import { AppContext } from './app/context.ts';
import { createDragOut } from './app/drag/drag-out.ts';
import { saveFile } from './app/files.ts';
import { createNotices } from './app/notices.ts';
import { createPreferences } from './app/preferences.ts';
import { createSettings } from './app/settings.ts';
import { createOutput } from './audio/output.ts';
import { createPlayback } from './audio/playback.ts';
import { createPlayer } from './audio/player.ts';
import { axisSeconds } from './charts/axes.ts';
import { createPresets } from './features/effects/presets.ts';
import { createExplore } from './features/explore/explore.ts';
import { createLibrary } from './features/library/library.ts';
import { createModels } from './features/models/models.ts';
import { createMorph } from './features/morph/morph.ts';
import { createPacks } from './features/packs/packs.ts';
import { createTraining } from './features/train/training.ts';
import { createInstrument } from './playing/instrument.ts';
import { createMidi } from './playing/midi.ts';
import { createPiano } from './playing/piano.ts';
import { keepSteps, readSteps } from './session/kept-steps.ts';
import { createSession } from './session/session.ts';
import { createSlots, gainOf } from './session/slots.ts';
import { createStepStore } from './session/step-store.ts';
import { current } from './session/steps.ts';
import { createTimeline } from './session/timeline.ts';
import './styles/tokens.css';
import './styles/base.css';
import { showTheme } from './styles/theme.ts';
import { connect } from './transport/connect.ts';

const connection = connect();
const { api } = connection;
const notices = createNotices();
const preferences = createPreferences();
const { masterDb, tempo, output: device } = preferences.getState();
const output = createOutput();
output.setMaster(masterDb);
if (device !== null) void output.setDevice(device.id);
const player = createPlayer(output);
const slots = createSlots();
const playback = createPlayback(player, tempo, (samples) => gainOf(slots.getState(), samples));
const { fail } = notices;
const settings = createSettings({ connection, fail, show: showTheme });
void settings.refresh();
const session = createSession({
  api,
  fail,
  hear: playback.hear,
});
connection.on('modelChanged', ({ id }) => { session.setUsual(id); });
const timeline = createTimeline(() => {
  const kick = current(session.getState().steps)?.kick;
  return axisSeconds(kick === undefined ? 0 : kick.samples.length / kick.sampleRate);
});
preferences.subscribe(({ masterDb: db, tempo: bpm }) => {
  output.setMaster(db);
  playback.setTempo(bpm);
});
const instrument = createInstrument({
  api,
  fail,
  kickAtHand: () => current(session.getState().steps)?.kick ?? null,
  play: player.play,
});
// Without system exclusive messages, which nothing here needs.
const midi = createMidi('requestMIDIAccess' in navigator ? () => navigator.requestMIDIAccess() : undefined, (note, velocity) => void instrument.strike(note, velocity));
const library = createLibrary({ connection, notices, hear: playback.hear });
const explore = createExplore({ api, fail, hear: playback.hear });
const morph = createMorph({ api, fail, player, hear: playback.hear });
const models = createModels({ connection, session, notices, save: (name, bytes) => { saveFile(name, bytes, 'application/octet-stream'); } });
const dragOut = createDragOut({ connection, origin: location.origin, writeText: (text) => navigator.clipboard.writeText(text), fail, tell: notices.tell });
const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="kicklab-style-nonce"]')?.content ?? '';
// What stops the page behind a dialog from scrolling is a style element, admitted by the nonce too.
setNonce(styleNonce);
const app = { connection, session, explore, timeline, slots, library, packs: createPacks({ connection, fail, hear: playback.hear }), training: createTraining({ connection, notices, hear: playback.hear }), models, morph, presets: createPresets(), player, playback, output, instrument, midi, piano: createPiano(), dragOut, notices, preferences, settings, commands: createCommands(), styleNonce };

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <AppContext value={app}>
      <App />
    </AppContext>
  </StrictMode>,
);
const stepStore = createStepStore();
void readSteps(stepStore).then((kept) => {
  keepSteps(session, stepStore);
  return session.begin(kept);
});
library.refresh();
// What sounds are called together depends on which models there are.
void models.refresh();
