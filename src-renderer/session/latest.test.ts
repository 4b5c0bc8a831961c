import { expect, test } from 'vitest';
import { createLatest } from './latest.ts';

/** Requests that are answered by hand. */
function byHand() {
  const started: number[] = [];
  const delivered: [number, string][] = [];
  const answers: ((text: string) => void)[] = [];
  const latest = createLatest<number, string>(
    (input) => {
      started.push(input);
      return new Promise((resolve) => answers.push(resolve));
    },
    (output, input) => delivered.push([input, output]),
  );
  const answer = async (text: string): Promise<void> => {
    answers.shift()?.(text);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { latest, started, delivered, answer };
}

test('while one request runs, only the newest further one waits', async () => {
  const { latest, started, delivered, answer } = byHand();
  for (const input of [1, 2, 3, 4]) latest.ask(input);
  expect(started).toEqual([1]);
  await answer('one');
  expect(started).toEqual([1, 4]);
  await answer('four');
  expect(delivered).toEqual([[1, 'one'], [4, 'four']]);
  latest.ask(5);
  expect(started).toEqual([1, 4, 5]);
});

test('what is forgotten is never delivered, and asking goes on', async () => {
  const { latest, started, delivered, answer } = byHand();
  latest.ask(1);
  latest.ask(2);
  latest.forget();
  await answer('one');
  expect(started).toEqual([1]);
  latest.ask(3);
  await answer('three');
  latest.ask(4);
  latest.forget();
  latest.ask(5);
  await answer('four');
  await answer('five');
  expect(delivered).toEqual([[3, 'three'], [5, 'five']]);
});
