/** The first screen: one kick, seen, shaped, and every one of this session. */

import { useId, useState } from 'react';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { EffectStrip } from '../effects/EffectStrip.tsx';
import { DesignHeader } from './DesignHeader.tsx';
import { History } from './History.tsx';
import { MissingModel } from './MissingModel.tsx';
import { More } from './More.tsx';
import { Pictures } from './Pictures.tsx';
import { RandomBar } from './RandomBar.tsx';
import { Slots } from './Slots.tsx';
import { SoundSlider } from './SoundSlider.tsx';
import './DesignScreen.css';

export function DesignScreen() {
  const [more, setMore] = useState(false);
  const moreId = useId();
  return (
    <main className="design" data-more={more}>
      <DesignHeader />
      <MissingModel />
      <Pictures />
      <section className="design-controls" aria-label="Shape">
        {SLIDERS.map((slider) => (
          <SoundSlider key={slider} slider={slider} />
        ))}
      </section>
      {more && <More id={moreId} />}
      <RandomBar more={{ id: moreId, open: more, toggle: () => { setMore(!more); } }} />
      <EffectStrip />
      <div className="design-compare">
        <Slots />
        <History />
      </div>
    </main>
  );
}
