import { describe, expect, it } from 'vitest';
import { EFFECT_PRESETS } from '../../../src-preload/contract/effect-presets.ts';
import { effectOf, EFFECT_TYPES, MOST_EFFECTS, type EffectChain } from '../../../src-preload/contract/effects.ts';
import { added, isFull, moved, nameOf, readChain, sameChain, shortNameOf, withBypass, withValue, without } from './chain.ts';

const types = (chain: EffectChain): string[] => chain.map(({ type }) => type);
const chain: EffectChain = [effectOf('transient'), effectOf('compressor'), effectOf('compressor'), effectOf('clipper')];

describe('a chain of effects', () => {
  it('numbers the second of a kind', () => {
    expect([0, 1, 2, 3].map((i) => nameOf(chain, i))).toEqual(['Transient shaper', 'Compressor', 'Compressor 2', 'Clipper']);
    expect(shortNameOf(chain, 2)).toBe('Compress 2');
  });

  it('adds ahead of what closes it, and what closes at the end', () => {
    expect(types(added(chain, 'sub'))).toEqual(['transient', 'compressor', 'compressor', 'sub', 'clipper']);
    expect(types(added(chain, 'loudness'))).toEqual([...types(chain), 'loudness']);
    expect(types(added([], 'tilt'))).toEqual(['tilt']);
  });

  it('moves one to where it shall stand, and leaves the given chain alone', () => {
    expect(types(moved(chain, 0, 3))).toEqual(['compressor', 'compressor', 'clipper', 'transient']);
    expect(types(moved(chain, 3, 1))).toEqual(['transient', 'clipper', 'compressor', 'compressor']);
    expect(types(chain)).toEqual(['transient', 'compressor', 'compressor', 'clipper']);
  });

  it('changes one effect and no other', () => {
    const changed = withBypass(withValue(chain, 2, 'ratio', 8), 2, true);
    expect(changed[2]).toEqual(effectOf('compressor', { ratio: 8, bypass: true }));
    expect(changed.toSpliced(2, 1)).toEqual(chain.toSpliced(2, 1));
    expect(types(without(chain, 1))).toEqual(['transient', 'compressor', 'clipper']);
  });

  it('is the same by its settings, whatever the order they were written in', () => {
    const { type, ...rest } = effectOf('tilt');
    expect(sameChain([effectOf('tilt')], [{ ...rest, type }])).toBe(true);
    expect(sameChain([effectOf('tilt')], [effectOf('tilt', { tiltDb: 1 })])).toBe(false);
    expect(sameChain([effectOf('tilt')], [effectOf('tilt', { bypass: true })])).toBe(false);
    expect(sameChain(chain, moved(chain, 0, 1))).toBe(false);
    expect(sameChain(chain, chain.slice(1))).toBe(false);
  });

  it('is read as it was kept', () => {
    for (const { effects } of EFFECT_PRESETS) expect(readChain(JSON.parse(JSON.stringify(effects)))).toEqual(effects);
  });

  it('is read from another version: what is unknown is left out, what does not fit has its default', () => {
    expect(readChain([
      { type: 'tilt', tiltDb: 99, pivotHz: 300, wobble: 1 },
      { type: 'reverb' },
      null,
      { type: 'saturation', curve: 'banana', driveDb: '3', bypass: true },
    ])).toEqual([effectOf('tilt', { pivotHz: 300 }), effectOf('saturation', { bypass: true })]);
    expect(readChain('none')).toEqual([]);
    const long = new Array(MOST_EFFECTS + 3).fill({ type: EFFECT_TYPES[0] });
    expect(isFull(readChain(long))).toBe(true);
    expect(readChain(long)).toHaveLength(MOST_EFFECTS);
  });
});
