/** Two models side by side: what each makes of one seed, or of the kick at hand. */

import { Play } from 'lucide-react';
import { useId, useState } from 'react';
import { useStore } from 'zustand';
import { sliderLabels } from '../../../src-preload/contract/instrument-words.ts';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { Button } from '../../components/Button.tsx';
import { figureOf, measuredBy } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import type { Installed } from './models.ts';

export function ModelCompare({ installed }: { installed: readonly Installed[] }) {
  const { models } = useApp();
  const { compared, working } = useStore(models);
  const kick = useSession((state) => current(state.steps)?.kick ?? null);
  const [a, setA] = useState(installed[0].dir);
  const [b, setB] = useState(installed[1].dir);
  const ready = working === null && a !== b;
  return (
    <section className="models-compare" aria-label="Compare two models">
      <h3>Compare</h3>
      <div className="models-compare-of">
        <ModelChoice label="A" installed={installed} value={a} onChange={setA} />
        <ModelChoice label="B" installed={installed} value={b} onChange={setB} />
        <Button disabled={!ready} onClick={() => void models.compare(a, b, { seed: crypto.getRandomValues(new Uint32Array(1))[0] })}>By chance</Button>
        <Button disabled={!ready || kick === null} onClick={() => { if (kick !== null) void models.compare(a, b, { latent: [...kick.latent] }); }}>The sound at hand</Button>
      </div>
      {compared !== null && (
        <div className="models-sides">
          <Side letter="A" told={compared.a} samples={compared.samples.subarray(0, compared.a.length)} />
          <Side letter="B" told={compared.b} samples={compared.samples.subarray(compared.a.length)} />
        </div>
      )}
    </section>
  );
}

function ModelChoice({ label, installed, value, onChange }: { label: string; installed: readonly Installed[]; value: string; onChange: (dir: string) => void }) {
  const id = useId();
  return (
    <span className="models-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => { onChange(event.currentTarget.value); }}>
        {installed.map(({ dir, name }) => <option key={dir} value={dir}>{name}</option>)}
      </select>
    </span>
  );
}

type Told = NonNullable<ReturnType<ReturnType<typeof useApp>['models']['getState']>['compared']>['a'];

function Side({ letter, told: { name, instrument, descriptors, sampleRate }, samples }: { letter: string; told: Told; samples: Float32Array }) {
  const { player } = useApp();
  const labels = sliderLabels(instrument);
  return (
    <div className="models-side">
      <Button icon={<Play size={16} aria-hidden />} aria-label={`${letter}: hear ${name}`} onClick={() => { player.play(samples, sampleRate); }}>{letter}</Button>
      <span className="thumbnail-frame"><Thumbnail samples={samples} /></span>
      <dl>
        {SLIDERS.map((slider) => {
          const { number, unit } = figureOf(slider, measuredBy(slider, descriptors));
          return <div key={slider}><dt>{labels[slider]}</dt><dd className="figure">{number} <small>{unit}</small></dd></div>;
        })}
      </dl>
    </div>
  );
}
