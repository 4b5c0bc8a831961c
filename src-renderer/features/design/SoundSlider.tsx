/** One of the four sound controls: its name, its measured value to be read or typed, its lock, its slider. */

import { Lock, LockOpen } from 'lucide-react';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { sliderLabels } from '../../../src-preload/contract/instrument-words.ts';
import type { SliderName } from '../../../src-preload/contract/sliders.ts';
import { useApp, useSession } from '../../app/context.ts';
import { IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Slider } from '../../components/Slider.tsx';
import { DASH, figureOf, measuredBy, positionOf, readFigure } from '../../session/figures.ts';
import { newGesture } from '../../session/gesture.ts';
import { current } from '../../session/steps.ts';

const WORDS: Record<SliderName, { hint: string; example: string }> = {
  decay: { hint: 'How long it rings. Right: longer.', example: '412 ms' },
  brightness: { hint: 'Where its spectrum is centred. Right: brighter.', example: '1.9 kHz' },
  subby: { hint: 'How much of it lies below 100 Hz. Right: more.', example: '63 %' },
  click: { hint: 'How much of its attack lies above 2 kHz. Right: more.', example: '-9 dB' },
};

export function SoundSlider({ slider }: { slider: SliderName }) {
  const { session, notices } = useApp();
  const step = useSession((state) => current(state.steps));
  const usual = useSession((state) => state.model?.sliders[slider] ?? null);
  const asked = useSession((state) => state.set[slider]);
  const locked = useSession((state) => state.locks.has(slider));
  const name = useSession((state) => sliderLabels(state.model?.instrument)[slider]);
  const { hint, example } = WORDS[slider];
  const kick = step?.kick ?? null;
  // The slider goes through what this kick can reach; one out of the library has yet to be asked.
  const range = usual === null ? null : { ...usual, ...kick?.reach?.[slider] };
  const value = kick === null ? null : measuredBy(slider, kick.descriptors);
  const figure = value === null ? { number: DASH, unit: '' } : figureOf(slider, value);
  const words = `${figure.number} ${figure.unit}`;

  const type = (text: string): void => {
    const typed = readFigure(slider, text);
    if (typed === null || range === null) {
      const reason = `${text} is no value of ${name}; ${example} would be one`;
      notices.fail(new KicklabError('INPUT_INVALID', { where: name, reason }).toBody());
      return;
    }
    session.move(slider, positionOf(typed, range), newGesture());
  };

  return (
    <div className="sound-slider">
      <div className="sound-slider-head">
        <h2 title={hint}>{name}</h2>
        <IconButton
          label={locked ? `Unlock ${name}` : `Lock ${name}`}
          keys="L"
          pressed={locked}
          icon={locked ? <Lock size={16} /> : <LockOpen size={16} />}
          onClick={() => session.toggleLock(slider)}
        />
      </div>
      <div className="sound-slider-figure">
        <EditableText label={`${name}, ${words}. Type another value`} text={words} disabled={step?.shapeable !== true} onCommit={type}>
          <Figure {...figure} />
        </EditableText>
      </div>
      <Slider
        name={name}
        position={asked ?? kick?.sliders[slider] ?? 0.5}
        valueText={words}
        set={asked !== undefined}
        reached={value === null || range === null ? null : positionOf(value, range)}
        middle={range === null ? null : positionOf(range.median, range)}
        disabled={step?.shapeable !== true}
        onMove={(position, gesture) => session.move(slider, position, gesture)}
        onReset={() => session.reset(slider)}
      />
    </div>
  );
}
