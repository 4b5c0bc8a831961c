import { expect, test } from 'vitest';
import type { TrainProgress } from '../../../src-preload/contract/training.ts';
import { duration, follow, pathOf, POINTS, type Course } from './course.ts';

const step = (at: number, steps: number, loss?: number, phase: TrainProgress['phase'] = 'train'): TrainProgress =>
  ({ phase, epoch: 1, epochs: 2, step: at, steps, etaSeconds: null, losses: loss === undefined ? {} : { loss, kl: 3 } });
const run = (...steps: TrainProgress[]): Course | null => steps.reduce<Course | null>(follow, null);

test('steps that fall on one point are its mean', () => {
  expect(run(step(10, 10_000, 4), step(20, 10_000, 2), step(30, 10_000, 3))?.points).toEqual([{ at: 0, loss: 3, count: 3 }]);
});

test('a long run has no more points than can be seen', () => {
  let course: Course | null = null;
  for (let n = 1; n <= 5000; n++) course = follow(course, step(n, 5000, 1 + 1 / n));
  expect(course?.points).toHaveLength(POINTS);
  expect(course?.points.every(({ at }, i, all) => i === 0 || at > all[i - 1].at)).toBe(true);
});

test('another phase, and a run that goes back, begin anew; what has no loss is passed over', () => {
  expect(run(step(1, 2, 5), step(1, 4, 7, 'vocoder'))).toEqual({ phase: 'vocoder', points: [{ at: 0.25, loss: 7, count: 1 }] });
  expect(run(step(3, 4, 5), step(1, 4, 6))?.points).toEqual([{ at: 0.25, loss: 6, count: 1 }]);
  expect(run(step(1, 2, 5), step(2, 2))?.points).toHaveLength(1);
  expect(run(step(0, 0))).toBeNull();
});

test('the path goes from the left, the highest loss at the top', () => {
  const course = run(step(0, 4, 8), step(1, 4, 4), step(2, 4, 2))!;
  expect(pathOf(course)).toBe('M0.0000 0.0000L0.2500 0.5000L0.5000 1.0000');
  expect(pathOf(run(step(0, 4, 8))!)).toBe('');
});

test.each([[0.2, '1 s'], [59, '59 s'], [200, '3 min'], [3900, '1 h 5 min']])('%f s is %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});
