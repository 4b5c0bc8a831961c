/** What the user decides once, in calm sections; and what this program is. */

import type { Theme } from '../../../src-preload/contract/settings.ts';
import { useApp, useMidi, usePiano, usePreferences, useSettings } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { MasterLevel } from '../../app/transport/MasterLevel.tsx';
import { OutputMenu } from '../../app/transport/OutputMenu.tsx';
import { canChooseDevice } from '../../audio/output.ts';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Switch } from '../../components/Switch.tsx';
import { About } from './About.tsx';
import { EngineSettings } from './EngineSettings.tsx';
import { ExportSettings, LibrarySettings } from './FileSettings.tsx';
import { MidiSettings } from './MidiSettings.tsx';
import { PrivacyFacts } from './PrivacyFacts.tsx';
import { ResetSettings } from './ResetSettings.tsx';
import './SettingsScreen.css';

export function SettingsScreen() {
  return (
    <main className="screen">
      <header className="screen-head">
        <ScreenHeading>Settings</ScreenHeading>
      </header>
      <div className="screen-body settings">
        <div className="settings-column">
          <ThemeSettings />
          <SoundSettings />
          <EngineSettings />
          <PlayingSettings />
          <KeySettings />
        </div>
        <div className="settings-column">
          <LibrarySettings />
          <ExportSettings />
          <PrivacyFacts />
          <About />
          <ResetSettings />
        </div>
      </div>
    </main>
  );
}

const THEMES: readonly { value: Theme; label: string }[] = [
  { value: 'dark', label: 'Dark' }, { value: 'light', label: 'Light' }, { value: 'system', label: 'As the system' },
];

function ThemeSettings() {
  const { settings } = useApp();
  const theme = useSettings((state) => state.known?.settings.theme ?? 'dark');
  return (
    <Panel title="Look">
      <div className="panel-row">
        <span>Theme</span>
        <Choice name="Theme" options={THEMES} value={theme} onChange={(next) => void settings.settle({ theme: next })} />
      </div>
    </Panel>
  );
}

function SoundSettings() {
  const chosen = usePreferences((state) => state.output);
  return (
    <Panel title="Sound">
      <div className="panel-row">
        <span>Output device</span>
        {canChooseDevice()
          ? <OutputMenu><Button>{chosen?.label ?? 'Where the system sends it'}</Button></OutputMenu>
          : <small>This browser leaves the choice to the system.</small>}
      </div>
      <div className="panel-row">
        <span>Master level</span>
        <MasterLevel />
      </div>
      <p>Both are for listening. What is saved or downloaded keeps its own level.</p>
    </Panel>
  );
}

function PlayingSettings() {
  const { piano } = useApp();
  const { state } = useMidi((midi) => midi);
  const on = usePiano((keys) => keys.on);
  return (
    <Panel title="Playing">
      <MidiSettings state={state} />
      <Switch
        label="Computer keys as a piano"
        note="A is the C; Z and X change the octave"
        checked={on}
        onChange={(next) => { piano.setState({ on: next }); }}
      />
      <p>
        A key tunes the sound at hand to its note; notes further than an octave from the sound&rsquo;s own sound in the nearest octave it reaches.
        How hard it is struck sets level and brightness; the hardest is the sound as it is.
      </p>
    </Panel>
  );
}

function KeySettings() {
  const { commands, preferences } = useApp();
  const singleKeys = usePreferences((state) => state.singleKeys);
  return (
    <Panel title="Keyboard">
      <Switch
        label="Single keys"
        note="Space plays, R randomises, S saves"
        checked={singleKeys}
        onChange={(on) => { preferences.getState().choose({ singleKeys: on }); }}
      />
      <div className="panel-row">
        <span>What every key does</span>
        <Button onClick={() => { commands.run('shortcuts'); }}>Show the list</Button>
      </div>
    </Panel>
  );
}
