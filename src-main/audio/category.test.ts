import { describe, expect, it } from 'vitest';
import { categoryOf, type CategoryInput } from './category.ts';

const KICKS: Record<string, CategoryInput> = {
  '808': { decayMs: 900, centroidHz: 60, subShare: 0.98, clickDb: -35, noteHz: 49, lengthMs: 1400 },
  acoustic: { decayMs: 220, centroidHz: 130, subShare: 0.55, clickDb: -14, noteHz: null, lengthMs: 700 },
  hard: { decayMs: 600, centroidHz: 400, subShare: 0.3, clickDb: -8, noteHz: 50, lengthMs: 900 },
  short: { decayMs: 60, centroidHz: 120, subShare: 0.6, clickDb: -20, noteHz: 60, lengthMs: 120 },
};

describe('what kind of kick a sound is', () => {
  it.each(Object.entries(KICKS))('a plain %s is told from its figures', (kind, sound) => {
    expect(categoryOf(sound)).toBe(kind);
  });

  it('tells a kind of silence, whose figures lie at their ends', () => {
    expect(() => categoryOf({ decayMs: 0, centroidHz: 0, subShare: 0, clickDb: -120, noteHz: null, lengthMs: 0 })).not.toThrow();
  });
});
