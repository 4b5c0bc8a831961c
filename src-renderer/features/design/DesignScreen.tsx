/** The first screen: one kick, seen, shaped, and every one of this session. */

import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { DesignHeader } from './DesignHeader.tsx';
import { History } from './History.tsx';
import { Pictures } from './Pictures.tsx';
import { RandomBar } from './RandomBar.tsx';
import { SoundSlider } from './SoundSlider.tsx';
import './DesignScreen.css';

export function DesignScreen() {
  return (
    <main className="design">
      <DesignHeader />
      <Pictures />
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
