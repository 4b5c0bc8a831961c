/** The course of the loss through a training run, as it is drawn: few enough points to be seen apart. Pure. */

import type { TrainProgress } from '../../../src-preload/contract/training.ts';

/** Points over a whole phase. */
export const POINTS = 200;

/** One phase of a run: the mean loss of each POINTS-th of it; sparse until it is over. */
export interface Course {
  phase: TrainProgress['phase'];
  /** How far the run is, 0 to 1, and the mean loss there. */
  points: readonly { at: number; loss: number; count: number }[];
}

/** Takes in one more step. Another phase begins anew; steps without a loss change nothing. */
export function follow(course: Course | null, { phase, step, steps, losses }: TrainProgress): Course | null {
  if (!('loss' in losses) || steps === 0) return course;
  const { loss } = losses;
  const at = Math.min(POINTS - 1, Math.floor((POINTS * step) / steps)) / POINTS;
  const points = course?.phase === phase ? course.points : [];
  const last = points.at(-1);
  // A run that is resumed or begun again goes back.
  if (last === undefined || at > last.at) return { phase, points: [...points, { at, loss, count: 1 }] };
  if (at < last.at) return { phase, points: [{ at, loss, count: 1 }] };
  const count = last.count + 1;
  return { phase, points: [...points.slice(0, -1), { at, loss: last.loss + (loss - last.loss) / count, count }] };
}

/** The points as an SVG path in a box of 1 by 1, low losses at the bottom on a logarithmic axis; '' for fewer than two. */
export function pathOf({ points }: Course): string {
  if (points.length < 2) return '';
  const logs = points.map(({ loss }) => Math.log(Math.max(loss, 1e-9)));
  const [low, high] = [Math.min(...logs), Math.max(...logs)];
  const y = (log: number): number => (high === low ? 0.5 : 1 - (log - low) / (high - low));
  return points.map(({ at }, i) => `${i === 0 ? 'M' : 'L'}${at.toFixed(4)} ${y(logs[i]).toFixed(4)}`).join('');
}

/** `1 h 5 min`, `3 min`, `40 s`: how long something still takes. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${String(Math.ceil(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${String(minutes)} min` : `${String(Math.floor(minutes / 60))} h ${String(minutes % 60)} min`;
}
