import { expect, test } from 'vitest';
import { createRandom } from '../../src-main/base/random.ts';
import { linearJudge, nearestJudge, spreadOf, type Labelled } from './discriminant.ts';

const LABELS = ['a', 'b', 'c'] as const;
type Label = (typeof LABELS)[number];
const CENTRES: Record<Label, number[]> = { a: [0, 0, 100], b: [8, 0, 100], c: [0, 8, 100] };

test('both find kinds again that lie apart', () => {
  const random = createRandom(6);
  const draw = (): Labelled<Label>[] => LABELS.flatMap((label) => Array.from({ length: 40 }, () =>
    ({ label, weight: 1, numbers: CENTRES[label].map((x) => x + random.normal()) })));
  const known = draw();
  const spread = spreadOf(known.map(({ numbers }) => numbers));
  const examples = known.map((each) => ({ ...each, numbers: spread(each.numbers) }));
  for (const judge of [linearJudge(LABELS, examples), nearestJudge(LABELS, examples)]) {
    const asked = draw();
    expect(asked.filter(({ numbers, label }) => judge.tell(spread(numbers)) === label).length).toBeGreaterThanOrEqual(117);
    const odds = judge.odds(spread(CENTRES.b));
    expect(odds.b).toBeGreaterThan(0.95);
    expect(odds.a + odds.b + odds.c).toBeCloseTo(1, 9);
  }
});
