import { expect, test } from 'vitest';
import { reportJson, sectionText, verdict } from './report.ts';
import { atLeast, atMost, figure, notMeasured, type Section } from './rows.ts';

const section: Section = {
  name: 'some',
  about: 'What "was" measured.',
  rows: [
    figure('near', 1.5, 'dB', { baselines: { first: 3, second: 1 }, target: atMost(0.5, 'ratio') }),
    figure('far', 0.7, '', { target: atLeast(0.8) }),
    figure('never', NaN, '', { target: atLeast(0.8) }),
    notMeasured('absent', 'no oracle', atMost(1)),
  ],
};

test('a row knows its ratio to the first baseline and whether its target is met', () => {
  expect(section.rows.map(({ ratio, met }) => [ratio, met])).toEqual([[0.5, true], [null, false], [null, null], [null, null]]);
  expect(verdict([section])).toBe('4 targets: 1 met, 1 missed, 2 not measured');
});

test('the table says what is missed and what was not measured', () => {
  const text = sectionText(section);
  expect(text).toMatch(/near +1\.5 dB +3 +1 +0\.5 +ratio <= 0\.5 +met/);
  expect(text).toMatch(/far +0\.7 +>= 0\.8 +MISSED/);
  expect(text).toMatch(/absent +not measured +<= 1 +no oracle/);
});

test('the file has the same keys in every row, and every row on a line', () => {
  const about = { date: '2000-01-01', model: { name: 'm', id: 'i' }, node: '24', onnxruntime: '1', platform: 'p', cores: 2 };
  const text = reportJson(about, [section]);
  const back = JSON.parse(text) as { model: { id: string }; sections: Section[] };
  expect(back.model.id).toBe('i');
  expect(back.sections).toEqual([section]);
  expect(text.split('\n').filter((line) => line.includes('"met"'))).toHaveLength(4);
});
