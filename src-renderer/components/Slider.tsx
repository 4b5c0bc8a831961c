/** A horizontal slider with its name and a figure in real units: a native range input underneath. */

import { useId, type CSSProperties } from 'react';
import './Slider.css';

export interface SliderProps {
  name: string;
  /** What the right end means, told on hover. */
  hint: string;
  /** 0 to 1. */
  position: number;
  figure: { number: string; unit: string } | null;
  disabled: boolean;
  onMove: (position: number) => void;
}

export function Slider({ name, hint, position, figure, disabled, onMove }: SliderProps) {
  const id = useId();
  const held = Math.min(1, Math.max(0, position));
  return (
    <div className="slider" title={hint}>
      <label className="slider-name" htmlFor={id}>
        {name}
      </label>
      <output className="slider-figure" htmlFor={id}>
        {figure === null ? '\u2013' : <>{figure.number}<small> {figure.unit}</small></>}
      </output>
      <input
        id={id}
        className="slider-track"
        style={{ '--position': held } as CSSProperties}
        type="range"
        min={0}
        max={1}
        step={0.005}
        value={held}
        disabled={disabled}
        aria-valuetext={figure === null ? 'no value yet' : `${figure.number} ${figure.unit}`}
        onChange={(event) => { onMove(event.currentTarget.valueAsNumber); }}
      />
    </div>
  );
}
