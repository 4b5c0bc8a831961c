/**
 * The components of the latent space beyond the four sound controls: what else the kicks that the model
 * learnt from differ in, from the most to the least. They have numbers, for nobody has named them.
 */

import { Lock, LockOpen } from 'lucide-react';
import { useApp, useSession } from '../../app/context.ts';
import { IconButton } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { DASH, signed } from '../../session/figures.ts';
import { current } from '../../session/steps.ts';
import './More.css';

/** The first four are what the sound controls move most. */
const FIRST = 5;
/** Ends of a slider, in standard deviations: beyond lie three kicks of a thousand. */
const REACH = 3;

export function More({ id }: { id: string }) {
  const size = useSession((state) => state.model?.latentSize ?? 0);
  return (
    <section id={id} className="more" aria-label="More components" tabIndex={0}>
      {Array.from({ length: Math.max(0, size - FIRST + 1) }, (_, i) => <Component key={i + FIRST} component={i + FIRST} />)}
    </section>
  );
}

function Component({ component }: { component: number }) {
  const { session } = useApp();
  const step = useSession((state) => current(state.steps));
  const asked = useSession((state) => state.components.find((place) => place.component === component)?.deviations);
  const locked = useSession((state) => state.componentLocks.has(component));
  const held = asked ?? step?.kick.coordinates?.[component - 1] ?? null;
  const figure = held === null ? { number: DASH, unit: '' } : { number: signed(held, 1), unit: 'sd' };
  const name = `Component ${component}`;
  return (
    <div className="component">
      <div className="component-head">
        <h3>{component}</h3>
        <Figure {...figure} />
        <IconButton
          label={locked ? `Unlock ${name}` : `Lock ${name}`}
          keys="L"
          pressed={locked}
          icon={locked ? <Lock size={14} /> : <LockOpen size={14} />}
          onClick={() => { session.toggleComponentLock(component); }}
        />
      </div>
      <Slider
        name={name}
        position={held === null ? 0.5 : (held + REACH) / (2 * REACH)}
        valueText={`${figure.number} ${figure.unit}`}
        set={asked !== undefined}
        middle={0.5}
        disabled={step?.shapeable !== true}
        onMove={(position, gesture) => { session.place(component, REACH * (2 * position - 1), gesture); }}
        onReset={() => { session.place(component, null); }}
      />
    </div>
  );
}
