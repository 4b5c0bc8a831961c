/** Where there are kicks to be found: around one, on a walk, on a map of all. */

import { Lasso, Move } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useEffect, useState } from 'react';
import { capital } from '../../../src-preload/contract/instrument-words.ts';
import { saveKick } from '../../app/actions.ts';
import { useApp, useLibrary, useSession } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { useCommand } from '../../app/useCommand.ts';
import { useWords } from '../../app/words.ts';
import { Choice } from '../../components/Choice.tsx';
import { current } from '../../session/steps.ts';
import { Switch } from '../../components/Switch.tsx';
import { AlikePanel } from './AlikePanel.tsx';
import { ClustersPanel } from './ClustersPanel.tsx';
import { COLOUR_NAMES, type ColourBy } from './colours.ts';
import './ExploreScreen.css';
import { MapPanel } from './MapPanel.tsx';
import { SelectionPanel } from './SelectionPanel.tsx';
import { useMap } from './useExplore.ts';
import { WalkPanel } from './WalkPanel.tsx';

/** The last is called as the sounds of the model are. */
const TOOLS = [
  { value: 'alike', label: 'More like this', Panel: AlikePanel },
  { value: 'walk', label: 'Walk', Panel: WalkPanel },
  { value: 'clusters', label: 'Clusters', Panel: ClustersPanel },
  { value: 'kicks', label: null, Panel: SelectionPanel },
] as const;

export function ExploreScreen() {
  const { many } = useWords();
  const app = useApp();
  const { explore: { map, walk }, session, playback } = app;
  const model = useSession((state) => state.model?.id ?? null);
  const kick = useSession((state) => current(state.steps)?.kick ?? null);
  const saved = useLibrary((state) => state.recent);
  const [tool, setTool] = useState('alike');

  useEffect(() => {
    if (model !== null) void map.load(model);
  }, [map, model, saved]);
  useEffect(() => {
    if (kick !== null) void map.mark(kick.latent, kick.bundleId);
  }, [map, kick]);
  // Nobody hears where it goes once another screen is open.
  useEffect(() => () => { walk.pause(); }, [walk]);

  useCommand('play', () => { if (kick !== null) playback.press(kick); });
  useCommand('save', () => void saveKick(app));
  useCommand('randomise', () => { session.randomise(); });
  useCommand('stop', () => {
    walk.pause();
    playback.stop();
  });

  return (
    <main className="explore">
      <header className="explore-head">
        <ScreenHeading>Explore</ScreenHeading>
        <MapControls />
      </header>
      <MapPanel />
      <Tabs.Root className="explore-tools" value={tool} onValueChange={setTool}>
        <Tabs.List className="explore-tabs" aria-label="Ways to explore">
          {TOOLS.map(({ value, label }) => <Tabs.Trigger key={value} className="explore-tab" value={value}>{label ?? capital(many)}</Tabs.Trigger>)}
        </Tabs.List>
        {TOOLS.map(({ value, Panel }) => (
          <Tabs.Content key={value} className="explore-panel" value={value} tabIndex={-1}><Panel /></Tabs.Content>
        ))}
      </Tabs.Root>
    </main>
  );
}

/** How the map is shown. */
function MapControls() {
  const { explore: { map } } = useApp();
  const arrangement = useMap((state) => state.arrangement);
  const colourBy = useMap((state) => state.colourBy);
  const dimensions = useMap((state) => state.dimensions);
  const lasso = useMap((state) => state.lasso);
  const training = useMap((state) => state.training);
  return (
    <div className="explore-controls">
      <Switch label="Training set" checked={training} onChange={(on) => void map.showTraining(on)} />
      <Choice
        name="Arranged by"
        value={arrangement}
        options={[{ value: 'sound', label: 'Sound' }, { value: 'latent', label: 'Latent space' }]}
        onChange={(value) => { map.show({ arrangement: value }); }}
      />
      <label className="explore-select">
        <span>Colour</span>
        <select value={colourBy} onChange={(event) => { map.show({ colourBy: event.currentTarget.value as ColourBy }); }}>
          {Object.entries(COLOUR_NAMES).map(([value, name]) => <option key={value} value={value}>{name}</option>)}
        </select>
      </label>
      <Choice
        name="Dimensions"
        value={dimensions === 2 ? '2' : '3'}
        options={[{ value: '2', label: '2-D' }, { value: '3', label: '3-D' }]}
        onChange={(value) => { map.show({ dimensions: value === '2' ? 2 : 3 }); }}
      />
      <Choice
        name="A drag"
        value={lasso ? 'lasso' : 'move'}
        options={[
          { value: 'move', label: <Move size={16} aria-hidden />, title: 'A drag moves the map' },
          { value: 'lasso', label: <Lasso size={16} aria-hidden />, title: 'A drag selects' },
        ]}
        onChange={(value) => { map.show({ lasso: value === 'lasso' }); }}
      />
    </div>
  );
}
