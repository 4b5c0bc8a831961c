/** "More like this": twelve kicks at a chosen distance from one. */

import { Dices, Locate } from 'lucide-react';
import { useApp, useSession } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { percent } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import { FoundKick } from './FoundKick.tsx';
import { useAlike } from './useExplore.ts';

const LEAST = 0.05;

export function AlikePanel() {
  const { explore: { alike } } = useApp();
  const step = useSession((state) => current(state.steps));
  const centre = useAlike((state) => state.centre);
  const distance = useAlike((state) => state.distance);
  const items = useAlike((state) => state.items);
  const share = percent(distance);
  const here = step === null ? null : { latent: step.kick.latent, model: step.kick.bundleId, label: step.label };
  return (
    <>
      <p className="explore-label">{centre === null ? 'Sounds around the one in Design' : <>Around <strong>{centre.label}</strong></>}</p>
      <div className="explore-row">
        <Button icon={<Locate size={16} />} disabled={here === null} onClick={() => { if (here !== null) alike.around(here); }}>More like the one in Design</Button>
      </div>
      <div className="explore-row" title="100 %: as far as sounds that have nothing to do with each other">
        <span className="explore-label">Distance</span>
        <Slider
          name="Distance"
          position={(distance - LEAST) / (1 - LEAST)}
          valueText={`${share.number} ${share.unit}`}
          onMove={(to) => { alike.setDistance(LEAST + to * (1 - LEAST)); }}
          onReset={() => { alike.setDistance(0.3); }}
        />
        <Figure {...share} />
      </div>
      {items.length > 0 && (
        <ul className="found-grid" aria-label="More like this">
          {items.map(({ kick }, i) => <FoundKick key={i} name={`variation ${i + 1}`} kick={kick} />)}
        </ul>
      )}
      {centre !== null && (
        <div className="explore-row">
          <Button icon={<Dices size={16} />} onClick={() => { alike.again(); }}>Twelve others</Button>
        </div>
      )}
    </>
  );
}
