import { expect, test } from 'vitest';
import { packSettings, type PackSettings } from '../../src-preload/contract/pack-fields.ts';
import { createRandom } from '../base/random.ts';
import { soundPoint } from '../audio/likeness.ts';
import { choosePack, type MadeLine, type PackChoice } from './pack-choice.ts';
import { createPace } from './pack-pace.ts';

const settingsOf = (more: object = {}): PackSettings => packSettings.parse({ count: 12, ...more });

/** Kick `index` of a model of rules: every seventh cannot be made, every fifth has no pitch, and 3 sounds as 2 does. */
function made(index: number): MadeLine {
  if (index % 7 === 0) return { index, kick: null };
  const random = createRandom('kick', index === 3 ? 2 : index);
  const decayMs = 40 * 30 ** random.uniform();
  const noteHz = index % 5 === 0 ? null : 50;
  const descriptors = { decayMs, centroidHz: 60 * 8 ** random.uniform(), subShare: random.uniform(), clickDb: -40 * random.uniform(), noteHz, note: noteHz === null ? null : 'G1', noteCents: noteHz === null ? null : 0, lengthMs: 2 * decayMs, loudnessLufs: -12 };
  return { index, kick: { latent: [...random.fillNormal(new Float64Array(8))], descriptors, rootHz: noteHz, tuned: noteHz !== null, bundleId: 'b' } };
}

/** Chooses, and tells which kicks had to be made for it. */
async function chosen(settings: PackSettings, { past = [], known = null, most = null }: { past?: readonly MadeLine[]; known?: readonly number[] | null; most?: number | null } = {}): Promise<PackChoice & { lines: MadeLine[] }> {
  const lines: MadeLine[] = [];
  const points = known?.flatMap((index) => {
    const { kick } = made(index);
    return kick === null ? [] : [soundPoint(kick.descriptors, kick.latent)];
  });
  const choice = await choosePack(settings, {
    foreseen: null, most, past,
    known: new Map([['b', points ?? null]]),
    make: (indices, done) => {
      for (const index of indices) {
        lines.push(made(index));
        done(made(index));
      }
      return Promise.resolve();
    },
    plan: () => undefined,
    signal: new AbortController().signal,
  });
  return { ...choice, lines };
}
const indicesOf = ({ kicks }: PackChoice): number[] => kicks.map(({ index }) => index);

test('copies of each other and of recordings are left out, and those that could not be made; all is counted', async () => {
  const plain = await chosen(settingsOf());
  expect(plain.kicks).toHaveLength(12);
  expect(indicesOf(plain).filter((index) => index === 2 || index === 3).length).toBeLessThan(2);
  expect(plain.tried).toMatchObject({ made: plain.lines.length, known: null, unfit: plain.lines.filter(({ kick }) => kick === null).length });
  const clear = await chosen(settingsOf(), { known: indicesOf(plain).slice(0, 4) });
  expect(indicesOf(clear).filter((index) => indicesOf(plain).slice(0, 4).includes(index))).toEqual([]);
  expect(clear.tried.known).toBeGreaterThanOrEqual(4);
});

test('in a key every kick has a pitch', async () => {
  const { kicks } = await chosen(settingsOf({ key: { tonic: 'F', scale: 'minor' } }));
  expect(kicks).toHaveLength(12);
  expect(kicks.every(({ rootHz }) => rootHz !== null)).toBe(true);
});

test('kinds come in their parts and one after the other', async () => {
  const { kicks } = await chosen(settingsOf({ mix: { short: 3, '808': 1 } }));
  expect(kicks.map(({ category }) => category)).toEqual([...Array<string>(3).fill('808'), ...Array<string>(9).fill('short')]);
});

test('what was made before is not made again, and the choice is the same', async () => {
  const first = await chosen(settingsOf());
  const again = await chosen(settingsOf(), { past: first.lines.slice(0, 9) });
  expect(again.lines).toEqual(first.lines.slice(9));
  expect(indicesOf(again)).toEqual(indicesOf(first));
});

test('a selection is taken as it is, copies and all, in its order', async () => {
  expect(indicesOf(await chosen(settingsOf({ selection: { ids: ['a', 'b', 'c'], vary: 0 } }), { most: 3 }))).toEqual([1, 2, 3]);
});

test('the pace tells how far it is and how long it will take', () => {
  let now = 0;
  const told: { done: number; total: number; etaSeconds: number | null }[] = [];
  const pace = createPace(10, (progress) => { told.push(progress); }, () => now);
  pace.plan(20);
  for (let i = 0; i < 10; i++) {
    now += 1000;
    pace.made();
  }
  // 10 more to make at a second each, and 10 to write at about half of one.
  expect(told.at(-1)).toEqual({ phase: 'make', done: 10, total: 20, etaSeconds: 15 });
  expect(told[0].etaSeconds).toBeNull();
});
