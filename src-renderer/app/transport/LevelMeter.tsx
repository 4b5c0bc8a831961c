/**
 * How loud the sound is that leaves: RMS as a bar, the peak as a line before it, the loudest of the
 * last moments as a number. It moves only while something sounds, and where motion is not wanted
 * the bar stands still and the number alone tells.
 */

import { useEffect, useRef } from 'react';
import { fall, silence, SILENCE_DB, type Levels } from '../../audio/levels.ts';
import { useApp } from '../context.ts';
import { useMedia } from '../useMedia.ts';
import { levelText } from './figures.ts';

/** The bar's left end, dBFS. */
const LOWEST_DB = -48;
/** How long the loudest peak is told before a lower one takes its place, ms. */
const HELD_MS = 1500;
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

export function LevelMeter() {
  const { output, player } = useApp();
  const meter = useRef<HTMLDivElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  const isStill = useMedia(still);
  useEffect(() => {
    let frame = 0;
    let sounding = false;
    let shown: Levels = silence;
    let before = 0;
    const loudest = { peak: SILENCE_DB, time: -Infinity };

    const show = (): void => {
      const bar = meter.current;
      if (bar === null || number.current === null) return;
      const words = `Peak ${levelText(loudest.peak)} dBFS, RMS ${levelText(shown.rms)} dBFS`;
      bar.setAttribute('aria-valuenow', String(Math.round(Math.max(LOWEST_DB, shown.rms))));
      bar.setAttribute('aria-valuetext', words);
      bar.style.setProperty('--rms', String(isStill ? 0 : share(shown.rms)));
      bar.style.setProperty('--peak', String(isStill ? 0 : share(shown.peak)));
      number.current.textContent = levelText(loudest.peak);
    };
    const tick = (time: number): void => {
      const now = output.levels();
      shown = fall(shown, now, Math.max(0, time - before) / 1000);
      before = time;
      if (now.peak > SILENCE_DB && (now.peak >= loudest.peak || time - loudest.time > HELD_MS)) Object.assign(loudest, { peak: now.peak, time });
      show();
      if (sounding || shown.peak > SILENCE_DB) frame = requestAnimationFrame(tick);
      else frame = 0;
    };
    const off = player.onSounding((is) => {
      sounding = is;
      if (!is || frame !== 0) return;
      before = performance.now();
      frame = requestAnimationFrame(tick);
    });
    return () => {
      off();
      cancelAnimationFrame(frame);
    };
  }, [output, player, isStill]);
  return (
    <div className="meter" title="What leaves: RMS as the bar, the peak as the line and the number">
      <div ref={meter} className="meter-bar" role="meter" aria-label="Level" aria-valuemin={LOWEST_DB} aria-valuemax={0} aria-valuenow={LOWEST_DB}>
        <span className="meter-rms" />
        <span className="meter-peak" />
      </div>
      <p className="meter-number figure" aria-hidden>
        <span ref={number}>{levelText(SILENCE_DB)}</span>
        <small> dB</small>
      </p>
    </div>
  );
}

const share = (db: number): number => Math.max(0, 1 - db / LOWEST_DB);
