/** The pitch of a sound over time, as a line on its own axis over the waveform. */

import { placeOfPitch } from './axes.ts';
import { placeOfTime, type View } from './view.ts';

/** Across and down; the line is stretched to its picture, its stroke is not. */
const UNITS = 1000;

export interface PitchLineProps {
  /** Seconds from the first sample, and Hz. */
  points: readonly (readonly [seconds: number, hz: number])[];
  view: View;
}

export function PitchLine({ points, view }: PitchLineProps) {
  const path = points.map(([seconds, hz]) => `${(UNITS * placeOfTime(view, seconds)).toFixed(1)},${(UNITS * placeOfPitch(hz)).toFixed(1)}`).join(' ');
  return (
    <svg className="plot-fill pitch-line" viewBox={`0 0 ${UNITS} ${UNITS}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
}

