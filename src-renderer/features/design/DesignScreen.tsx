/** The first screen: one kick, four sliders, play, randomise, download. */

import { Slider } from '../../components/Slider.tsx';
import { SLIDERS, type SliderName } from '../../../src-preload/contract/sliders.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import { figureOf, noteOf } from './units.ts';
import { useKick, type KickState } from './useKick.ts';
import { Waveform } from './Waveform.tsx';
import './DesignScreen.css';

const WORDS: Record<SliderName, { name: string; hint: string }> = {
  decay: { name: 'Decay', hint: 'How long the kick rings. Right: longer.' },
  brightness: { name: 'Brightness', hint: 'Where its spectrum is centred. Right: brighter.' },
  subby: { name: 'Subby', hint: 'How much of it lies below 100 Hz. Right: more.' },
  click: { name: 'Click', hint: 'How much of its attack lies above 2 kHz. Right: more.' },
};

export function DesignScreen({ api }: { api: Api }) {
  const state = useKick(api);
  const { kick, set, error } = state;
  const ready = kick !== null;
  return (
    <main className="design">
      <header className="design-head">
        <h1>Kicklab</h1>
        <Reading state={state} />
      </header>

      <section className="design-picture" aria-label="Sound">
        <Waveform samples={kick?.samples ?? null} sampleRate={kick?.sampleRate ?? 1} />
      </section>

      <section className="design-controls" aria-label="Shape">
        {SLIDERS.map((slider) => (
          <Slider
            key={slider}
            {...WORDS[slider]}
            position={set[slider] ?? kick?.sliders[slider] ?? 0.5}
            figure={kick && figureOf(slider, kick.descriptors)}
            disabled={!ready}
            onMove={(position) => { state.move(slider, position); }}
          />
        ))}
      </section>

      <footer className="design-transport">
        <button type="button" className="primary" disabled={!ready} onClick={state.play}>Play</button>
        <button type="button" disabled={state.model === null} onClick={state.randomise}>Randomise</button>
        <button type="button" disabled={!ready} onClick={state.download}>Download WAV</button>
        {error !== null && (
          <p className="design-error" role="alert">
            {error.message}. <span>{error.hint}</span>
          </p>
        )}
        <Machine state={state} />
      </footer>
    </main>
  );
}

/** What was measured on the kick and has no slider. */
function Reading({ state: { kick } }: { state: KickState }) {
  return (
    <dl className="reading">
      <div>
        <dt>Note</dt>
        <dd>{kick === null ? '\u2013' : noteOf(kick.descriptors)}</dd>
      </div>
    </dl>
  );
}

/** Which model and provider answered, and how fast. */
function Machine({ state: { model, kick } }: { state: KickState }) {
  if (model === null) return <p className="machine">Opening the model&hellip;</p>;
  const time = kick === null ? '' : `${kick.timing.total.toFixed(0)} ms`;
  return (
    <p className="machine">
      {model.name} <span>{model.provider.toUpperCase()}</span> <span>{time}</span>
    </p>
  );
}
