/** The walk: set out, steer, record. */

import { Circle, Eraser, Pause, Play, Save, SquareArrowOutUpRight } from 'lucide-react';
import { saveKick } from '../../app/actions.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import type { SliderName } from '../../../src-preload/contract/sliders.ts';
import { percent } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import { FoundKick } from './FoundKick.tsx';
import { openInDesign } from './points.ts';
import { useWalk } from './useExplore.ts';

/** Distance a step, at both ends of the slider. */
const SPEED = { least: 0.02, most: 0.4 };
const STEERS: readonly { slider: SliderName; less: string; more: string }[] = [
  { slider: 'decay', less: 'shorter', more: 'longer' },
  { slider: 'brightness', less: 'darker', more: 'brighter' },
  { slider: 'subby', less: 'thinner', more: 'deeper' },
  { slider: 'click', less: 'softer', more: 'clickier' },
];

export function WalkPanel() {
  const app = useApp();
  const { explore: { walk } } = app;
  const step = useSession((state) => current(state.steps));
  const { going, speed, steer, towards, recording, recorded, kick, steps } = useWalk((state) => state);
  const here = step === null ? null : { latent: step.kick.latent, model: step.kick.bundleId, label: step.label };
  const pace = percent(speed);
  return (
    <>
      <div className="explore-row">
        <Button
          icon={going ? <Pause size={16} fill="currentColor" /> : <Play size={16} fill="currentColor" />}
          disabled={here === null}
          onClick={() => {
            if (going) walk.pause();
            else if (here !== null) walk.start(here);
          }}
        >
          {going ? 'Pause' : steps === 0 ? 'Set out' : 'Go on'}
        </Button>
        <Button icon={<Circle size={14} fill={recording ? 'currentColor' : 'none'} />} aria-pressed={recording} className="button walk-record" onClick={() => { walk.record(!recording); }}>
          Record
        </Button>
        <span className="explore-label figure">{steps} <small>steps</small></span>
      </div>
      <div className="explore-row">
        <span className="explore-label">Speed</span>
        <Slider
          name="Speed"
          position={(speed - SPEED.least) / (SPEED.most - SPEED.least)}
          valueText={`${pace.number} ${pace.unit} a step`}
          onMove={(to) => { walk.setSpeed(SPEED.least + to * (SPEED.most - SPEED.least)); }}
        />
        <Figure {...pace} />
      </div>
      <fieldset className="steer">
        <legend>Steer</legend>
        {STEERS.map(({ slider, less, more }) => {
          const strength = steer[slider] ?? 0;
          return (
            <div key={slider} className="steer-row">
              <span>{less}</span>
              <Slider
                name={`${less} or ${more}`}
                position={(strength + 1) / 2}
                middle={0.5}
                set={strength !== 0}
                valueText={strength === 0 ? 'as it comes' : `${strength < 0 ? less : more}, ${Math.abs(100 * strength).toFixed(0)} %`}
                onMove={(to) => { walk.steer(slider, Math.abs(to - 0.5) < 0.03 ? 0 : 2 * to - 1); }}
                onReset={() => { walk.steer(slider, 0); }}
              />
              <span>{more}</span>
            </div>
          );
        })}
      </fieldset>
      <div className="explore-row">
        <Button disabled={here === null} onClick={() => { walk.goTo(towards === null ? here : null); }}>
          {towards === null ? 'Go to the one in hand' : 'Wander again'}
        </Button>
        <Button icon={<SquareArrowOutUpRight size={16} />} disabled={kick === null} onClick={() => { if (kick !== null) openInDesign(app, kick, `Walk, step ${steps}`); }}>Open in Design</Button>
      </div>
      <p className="explore-label">
        {towards !== null ? <>On the way to <strong>{towards.label}</strong></> : 'Click a sound on the map to have it in hand.'}
      </p>
      {recorded.length > 0 && (
        <>
          <div className="explore-row">
            <span className="explore-label">{recorded.length} recorded</span>
            <Button icon={<Save size={16} />} onClick={() => void saveAll()}>Save all</Button>
            <Button icon={<Eraser size={16} />} onClick={() => { walk.clear(); }}>Clear</Button>
          </div>
          <ul className="found-grid" aria-label="Recorded">
            {recorded.map((each, i) => <FoundKick key={each.id} name={`recorded sound ${i + 1}`} kick={each} />)}
          </ul>
        </>
      )}
    </>
  );

  async function saveAll(): Promise<void> {
    for (const each of recorded) await saveKick(app, each);
  }
}
