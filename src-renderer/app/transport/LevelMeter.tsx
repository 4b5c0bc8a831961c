/**
 * How loud the sound is that leaves: RMS as a bar, the peak as a line before it, the highest peak of
 * the last sound as a number. It moves only while something sounds, and where motion is not wanted
 * the bar stands still and the number alone tells.
 */

import { useEffect, useRef } from 'react';
import { fall, silence, SILENCE_DB, type Levels } from '../../audio/levels.ts';
import { useApp } from '../context.ts';
import { useMedia } from '../useMedia.ts';
import { levelText } from './figures.ts';

/** The bar's left end, dBFS. */
const LOWEST_DB = -48;
/** What the bar tells of, seconds. */
const NOW = 0.1;
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
    let highest = SILENCE_DB;
    /** Page time at which the last sound started, ms. */
    let started = 0;

    const show = (): void => {
      const bar = meter.current;
      if (bar === null || number.current === null) return;
      const words = `Peak ${levelText(highest)} dBFS, RMS ${levelText(shown.rms)} dBFS`;
      bar.setAttribute('aria-valuenow', String(Math.round(Math.max(LOWEST_DB, shown.rms))));
      bar.setAttribute('aria-valuetext', words);
      bar.style.setProperty('--rms', String(isStill ? 0 : share(shown.rms)));
      bar.style.setProperty('--peak', String(isStill ? 0 : share(shown.peak)));
      number.current.textContent = levelText(highest);
    };
    const tick = (time: number): void => {
      shown = fall(shown, output.levels(NOW), Math.max(0, time - before) / 1000);
      before = time;
      highest = Math.max(highest, output.levels(Math.max(0, time - started) / 1000).peak);
      show();
      if (sounding || shown.peak > SILENCE_DB) frame = requestAnimationFrame(tick);
      else frame = 0;
    };
    const off = player.onSounding((is) => {
      sounding = is;
      if (!is) return;
      started = performance.now();
      highest = SILENCE_DB;
      if (frame !== 0) return;
      before = started;
      frame = requestAnimationFrame(tick);
    });
    return () => {
      off();
      cancelAnimationFrame(frame);
    };
  }, [output, player, isStill]);
  return (
    <div className="meter" title="What leaves: RMS as the bar, the peak as the line, its highest as the number">
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
