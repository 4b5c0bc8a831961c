import { describe, expect, it } from 'vitest';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { padWeights } from '../../../src-preload/contract/pad.ts';
import { addKick, cornersOf, EMPTY, letterOf, MOST_KICKS, moveKick, ontoOf, recipesOf, removeKick, replaceKick, transferOf, type Arrangement, type Source } from './arrangement.ts';

function source(key: number, over: Partial<HeardKick> = {}): Source {
  const kick = {
    id: `kick-${String(key)}`, latent: [key, 0], exchanged: {}, note: null, pitchCurve: [], effects: [], descriptors: { noteHz: 40 + key }, ...over,
  } as unknown as HeardKick;
  return { key, name: `kick ${String(key)}`, kick };
}
const of = (...keys: number[]): Arrangement => keys.reduce((all, key) => addKick(all, source(key)), EMPTY);
const keys = ({ kicks }: Arrangement): number[] => kicks.map(({ key }) => key);

describe('kicks in their order', () => {
  it('are added until there is no room, moved as far as there are places, and known by their letters', () => {
    const full = of(1, 2, 3, 4, 5, 6, 7, 8);
    expect(full.kicks).toHaveLength(MOST_KICKS);
    expect(addKick(full, source(9))).toBe(full);
    expect(keys(moveKick(of(1, 2, 3), 3, -1))).toEqual([1, 3, 2]);
    const end = of(1, 2, 3);
    expect([moveKick(end, 3, 1), moveKick(end, 1, -1), moveKick(end, 9, 1)]).toEqual([end, end, end]);
    expect(letterOf(moveKick(of(1, 2, 3), 3, -1), 3)).toBe('B');
  });

  it('leave nothing behind when they are removed', () => {
    const before: Arrangement = { ...of(1, 2), corners: [2, null, 1, null], onto: 2, parts: { ...EMPTY.parts, tail: { from: 2, amount: 0.4 } } };
    expect(removeKick(before, 2)).toMatchObject({ corners: [null, null, 1, null], onto: null, parts: { tail: { from: null, amount: 0.4 } } });
  });

  it('keep their place and what was chosen of them when another takes it', () => {
    const before: Arrangement = { ...of(1, 2), onto: 2 };
    const after = replaceKick(before, 2, { name: 'other', kick: source(7).kick });
    expect([keys(after), ontoOf(after)?.name, ontoOf(after)?.kick.id]).toEqual([[1, 2], 'other', 'kick-7']);
  });
});

describe('corners', () => {
  it('are the kicks in their order, again and again, but where one was chosen', () => {
    expect(cornersOf(of(1, 2)).map(({ key }) => key)).toEqual([1, 2, 1, 2]);
    expect(cornersOf({ ...of(1, 2, 3, 4, 5), corners: [null, 5, null, null] }).map(({ key }) => key)).toEqual([1, 5, 3, 4]);
    expect(cornersOf(EMPTY)).toEqual([]);
  });

  it('are heard by how near they are', () => {
    expect(padWeights(0, 1)).toEqual([0, 0, 1, 0]);
    expect(padWeights(0.25, 0.5)).toEqual([0.375, 0.125, 0.375, 0.125]);
  });
});

describe('what is asked for', () => {
  it('tells the notes that kicks have by themselves where one is tuned, and none where none is', () => {
    expect(recipesOf([source(1), source(2)]).map(({ note }) => note)).toEqual([null, null]);
    expect(recipesOf([source(1), source(2, { note: 'F1' })]).map(({ note }) => note)).toEqual([41, 'F1']);
  });

  it('are the parts that are chosen, and those that the kick has been given before', () => {
    const transient = { latent: [9, 9], amount: 0.5 };
    const arrangement = addKick(addKick(EMPTY, source(1, { exchanged: { transient } })), source(2));
    expect(transferOf(arrangement)).toEqual({ kick: [1, 0], transient });
    const chosen = { ...arrangement, parts: { ...EMPTY.parts, transient: { from: 2, amount: 0.25 }, tone: { from: 2, amount: 1 }, body: { from: null, amount: 0.3 } } };
    expect(transferOf(chosen)).toEqual({ kick: [1, 0], transient: { latent: [2, 0], amount: 0.25 }, tone: { latent: [2, 0], amount: 1 } });
    expect(transferOf(EMPTY)).toBeNull();
  });
});
