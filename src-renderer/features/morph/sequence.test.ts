import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createSequence } from './sequence.ts';

describe('a sequence', () => {
  /** Device times that sounds were started at; null is at once. */
  let starts: (number | null)[];
  const player = {
    now: () => performance.now() / 1000,
    play: (_samples: Float32Array, _rate: number, { at = null }: { at?: number | null } = {}) => { starts.push(at); },
  };
  const sound = { samples: new Float32Array(4), sampleRate: 44_100 };
  beforeEach(() => {
    vi.useFakeTimers();
    starts = [];
  });
  afterEach(() => { vi.useRealTimers(); });

  it('plays each at its beat, to the sample, until there is no other', () => {
    const sounds = [sound, sound, sound];
    const onEnd = vi.fn();
    const begun = player.now();
    createSequence(player).start(120, () => sounds.pop() ?? null, onEnd);
    vi.advanceTimersByTime(5000);
    expect(starts).toHaveLength(3);
    expect(starts[0]).toBeNull();
    expect(starts.slice(1).map((at) => (at ?? 0) - begun)).toEqual([expect.closeTo(0.5, 6), expect.closeTo(1, 6)]);
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('goes on at another tempo, and ends when it is told to', () => {
    const sequence = createSequence(player);
    const begun = player.now();
    sequence.start(120, () => sound, () => undefined);
    vi.advanceTimersByTime(100);
    sequence.setTempo(60);
    vi.advanceTimersByTime(1000);
    expect((starts[1] ?? 0) - begun).toBeCloseTo(1, 6);
    sequence.end();
    vi.advanceTimersByTime(5000);
    expect(starts).toHaveLength(2);
  });
});
