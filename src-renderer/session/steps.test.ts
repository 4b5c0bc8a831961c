import { expect, test } from 'vitest';
import { advance, canRedo, canUndo, current, jump, KEPT_STEPS, noSteps, type Steps } from './steps.ts';

interface Step {
  gesture: number;
  name: string;
}
const walk = (...names: string[]): Steps<Step> => names.reduce<Steps<Step>>((steps, name, i) => advance(steps, { gesture: i, name }), noSteps);
const names = (steps: Steps<Step>): string => steps.items.map((s) => s.name).join('');

test('a gesture is one step, with its last sound', () => {
  const steps = [1, 2, 3].reduce<Steps<Step>>((s, i) => advance(s, { gesture: 9, name: String(i) }), walk('a', 'b'));
  expect(names(steps)).toBe('ab3');
});

test('undo and redo walk without forgetting; a new step forgets what was undone', () => {
  const steps = walk('a', 'b', 'c');
  expect([canUndo(steps), canRedo(steps)]).toEqual([true, false]);
  const back = jump(steps, 0);
  expect(current(back)?.name).toBe('a');
  expect([canUndo(back), canRedo(back)]).toEqual([false, true]);
  expect(names(back)).toBe('abc');
  expect(names(advance(back, { gesture: 7, name: 'd' }))).toBe('ad');
});

test('a gesture that goes on after a jump away is a step of its own', () => {
  const back = jump(advance(walk('a'), { gesture: 5, name: 'b' }), 0);
  expect(names(advance(back, { gesture: 5, name: 'c' }))).toBe('ac');
});

test('jumping outside changes nothing, and nothing is at hand at first', () => {
  const steps = walk('a', 'b');
  expect(jump(steps, 2)).toBe(steps);
  expect(jump(steps, -1)).toBe(steps);
  expect(current(noSteps)).toBeNull();
});

test('the oldest steps are forgotten', () => {
  const steps = walk(...Array.from({ length: KEPT_STEPS + 5 }, (_, i) => `${String(i)} `));
  expect(steps.items).toHaveLength(KEPT_STEPS);
  expect(current(steps)?.name).toBe(`${String(KEPT_STEPS + 4)} `);
});
