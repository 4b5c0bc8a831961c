/**
 * How loud the sound is that leaves: RMS as a bar, the peak as a line before it, the highest peak of
 * the last sound as a number. It moves only while something sounds, and where motion is not wanted
 * the bar stands still and the number alone tells.
 */

import { useEffect, useRef } from 'react';
import { fall, silence, SILENCE_DB, type Levels } from '../../audio/levels.ts';
import { SHOW_AFTER_MS } from '../../audio/player.ts';
import { useApp } from '../context.ts';
import { useMedia } from '../useMedia.ts';
import { levelText } from './figures.ts';

/** The bar's left end, dBFS. */
const LOWEST_DB = -48;
/** What the bar tells of, seconds. */
const NOW = 0.1;
/** Between two looks, ms: a meter that is drawn at every frame takes from the next sound what the eye does not see. */
const LOOK_MS = 40;
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

export function LevelMeter() {
  const { output, player } = useApp();
  const meter = useRef<HTMLDivElement>(null);
  const rms = useRef<HTMLSpanElement>(null);
  const peak = useRef<HTMLSpanElement>(null);
  const number = useRef<HTMLSpanElement>(null);
  const isStill = useMedia(still);
  useEffect(() => {
    let look: ReturnType<typeof setTimeout> | undefined;
    let sounding = false;
    let shown: Levels = silence;
    let before = 0;
    let highest = SILENCE_DB;
    /** Page time at which the last sound started, ms. */
    let started = 0;

    const show = (): void => {
      if (meter.current === null || rms.current === null || peak.current === null || number.current === null) return;
      const loud = String(Math.round(Math.max(LOWEST_DB, shown.rms)));
      const words = levelText(highest);
      if (meter.current.getAttribute('aria-valuenow') !== loud || number.current.textContent !== words) {
        meter.current.setAttribute('aria-valuenow', loud);
        meter.current.setAttribute('aria-valuetext', `Peak ${words} dBFS, RMS ${levelText(shown.rms)} dBFS`);
      }
      rms.current.style.transform = `scaleX(${isStill ? 0 : share(shown.rms)})`;
      peak.current.style.transform = `translateX(${100 * (isStill ? 0 : share(shown.peak)) - 100}%)`;
      if (number.current.textContent !== words) number.current.textContent = words;
    };
    const update = (): void => {
      const time = performance.now();
      shown = fall(shown, output.levels(NOW), (time - before) / 1000);
      before = time;
      highest = Math.max(highest, output.levels((time - started) / 1000).peak);
      show();
      look = sounding || shown.peak > SILENCE_DB ? setTimeout(update, LOOK_MS) : undefined;
    };
    const off = player.onSounding((is) => {
      sounding = is;
      if (!is) return;
      started = performance.now();
      highest = SILENCE_DB;
      if (look === undefined) before = started;
      clearTimeout(look);
      // As its playhead, a sound that is replaced sooner is not shown.
      look = setTimeout(update, SHOW_AFTER_MS);
    });
    return () => {
      off();
      clearTimeout(look);
    };
  }, [output, player, isStill]);
  return (
    <div className="meter" title="What leaves: RMS as the bar, the peak as the line, its highest as the number">
      <div ref={meter} className="meter-bar" role="meter" aria-label="Level" aria-valuemin={LOWEST_DB} aria-valuemax={0} aria-valuenow={LOWEST_DB}>
        <span ref={rms} className="meter-rms" />
        <span ref={peak} className="meter-peak" />
      </div>
      <p className="meter-number figure" aria-hidden>
        <span ref={number}>{levelText(SILENCE_DB)}</span>
        <small> dB</small>
      </p>
    </div>
  );
}

const share = (db: number): number => Math.max(0, 1 - db / LOWEST_DB);
