/** The first screen: one kick, seen, shaped, and every one of this session. */

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
  const picture = {
    samples,
    sampleRate,
    player,
    onSeek: (seconds: number) => {
      if (samples !== null) player.play(samples, sampleRate, seconds);
    },
  };
  return (
    <main className="design">
      <DesignHeader />
      <section className="design-pictures" aria-label="Sound">
        <Waveform {...picture} styleNonce={styleNonce} />
        <Spectrogram {...picture} />
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
