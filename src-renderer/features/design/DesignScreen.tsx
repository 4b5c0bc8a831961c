/** The first screen: one kick, seen, shaped, and every one of this session. */

import { useEffect, useState } from 'react';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Spectrogram } from '../../charts/Spectrogram.tsx';
import { Waveform } from '../../charts/Waveform.tsx';
import { current } from '../../session/steps.ts';
import { DesignHeader } from './DesignHeader.tsx';
import { History } from './History.tsx';
import { RandomBar } from './RandomBar.tsx';
import { SoundSlider } from './SoundSlider.tsx';
import './DesignScreen.css';

export function DesignScreen() {
  const { player, styleNonce } = useApp();
  const step = useSession((state) => current(state.steps));
  const samples = step?.kick.samples ?? null;
  const sampleRate = step?.kick.sampleRate ?? 44_100;
  const position = usePlayhead();
  const seek = (seconds: number): void => {
    if (step !== null) player.play(step.kick.samples, step.kick.sampleRate, seconds);
  };
  return (
    <main className="design">
      <DesignHeader />
      <section className="design-pictures" aria-label="Sound">
        <Waveform samples={samples} sampleRate={sampleRate} position={position} onSeek={seek} styleNonce={styleNonce} />
        <Spectrogram samples={samples} sampleRate={sampleRate} position={position} />
      </section>
      <section className="design-controls" aria-label="Shape">
        {SLIDERS.map((slider) => (
          <SoundSlider key={slider} slider={slider} />
        ))}
      </section>
      <RandomBar />
      <History />
    </main>
  );
}

/** Seconds into the sound that plays, null in silence. */
function usePlayhead(): number | null {
  const { player } = useApp();
  const [position, setPosition] = useState<number | null>(null);
  useEffect(() => player.onPosition(setPosition), [player]);
  return position;
}
