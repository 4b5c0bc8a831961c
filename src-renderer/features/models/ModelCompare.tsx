/** Two models side by side: what each makes of one seed, of the sound at hand, or of the sound in a file. */

import { useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { sliderLabels } from '../../../src-preload/contract/instrument-words.ts';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { useApp, useSession } from '../../app/context.ts';
import { droppedSounds, readFile } from '../../app/files.ts';
import { Button } from '../../components/Button.tsx';
import { figureOf, measuredBy } from '../../session/figures.ts';
import { gainOfDb, matchedDb } from '../../session/level-match.ts';
import { current } from '../../session/steps.ts';
import { CompareSide } from './CompareSide.tsx';
import type { Compared, Installed } from './models.ts';

export function ModelCompare({ installed }: { installed: readonly Installed[] }) {
  const { models } = useApp();
  const { compared, working } = useStore(models);
  const kick = useSession((state) => current(state.steps)?.kick ?? null);
  const [a, setA] = useState(installed[0].dir);
  const [b, setB] = useState(installed[1].dir);
  const chooser = useRef<HTMLInputElement>(null);
  const ready = working === null && a !== b;
  const compareFile = (file: File): void => void readFile(file).then(({ name, bytes }) => models.compareSound(a, b, name, bytes));
  return (
    <section
      className="models-compare"
      aria-label="Compare two models"
      onDrop={(event) => {
        const file = droppedSounds(event.dataTransfer).at(0);
        if (file === undefined || !ready) return;
        event.preventDefault();
        compareFile(file);
      }}
    >
      <h3>Compare</h3>
      <div className="models-compare-of">
        <ModelChoice label="A" installed={installed} value={a} onChange={setA} />
        <ModelChoice label="B" installed={installed} value={b} onChange={setB} />
        <Button disabled={!ready} onClick={() => void models.compare(a, b, { seed: crypto.getRandomValues(new Uint32Array(1))[0] })}>By chance</Button>
        <Button disabled={!ready || kick === null} onClick={() => { if (kick !== null) void models.compare(a, b, { latent: [...kick.latent] }); }}>The kick at hand</Button>
        <Button disabled={!ready} onClick={() => { chooser.current?.click(); }}>A sound file</Button>
        <input
          ref={chooser}
          type="file"
          accept="audio/*"
          hidden
          aria-label="Sound to compare by"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file !== undefined) compareFile(file);
          }}
        />
        <small>Or drop one here.</small>
      </div>
      {compared !== null && <Sides {...compared} />}
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

/** The sound of the file, where there was one, and what each made of it; all are heard as loud as the quietest. */
function Sides({ told: { original, a, b }, sounds, source }: Compared) {
  const loudness = [original?.loudnessLufs ?? null, a.descriptors.loudnessLufs, b.descriptors.loudnessLufs];
  const gainOf = (lufs: number | null): number => gainOfDb(matchedDb(lufs, loudness));
  return (
    <div className="models-sides" data-original={original !== null}>
      {original !== null && (
        <CompareSide letter="Original" name={source} samples={sounds.original} sampleRate={original.sampleRate} gain={gainOf(original.loudnessLufs)} />
      )}
      {([['A', a, sounds.a], ['B', b, sounds.b]] as const).map(([letter, made, samples]) => (
        <CompareSide key={letter} letter={letter} name={made.name} samples={samples} sampleRate={made.sampleRate} gain={gainOf(made.descriptors.loudnessLufs)}>
          {made.error === null ? <Measured {...made} /> : <Errors {...made.error} />}
        </CompareSide>
      ))}
    </div>
  );
}

type Made = Compared['told']['a'];

function Measured({ instrument, descriptors }: Made) {
  const labels = sliderLabels(instrument);
  return SLIDERS.map((slider) => {
    const { number, unit } = figureOf(slider, measuredBy(slider, descriptors));
    return <div key={slider}><dt>{labels[slider]}</dt><dd className="figure">{number} <small>{unit}</small></dd></div>;
  });
}

/** How far from the original, 0 for the same. */
function Errors({ melDb, stft }: NonNullable<Made['error']>) {
  return (
    <>
      <div><dt>Mel difference</dt><dd className="figure">{melDb.toFixed(1)} <small>dB</small></dd></div>
      <div><dt>Spectral distance</dt><dd className="figure">{stft.toFixed(2)}</dd></div>
    </>
  );
}
