import { describe, expect, it } from 'vitest';

import { createRandom } from '../base/random.ts';
import { toMono } from './mono.ts';

const sine = Float32Array.from({ length: 4410 }, (_, i) => Math.sin((2 * Math.PI * 50 * i) / 44_100));
const times = (x: Float32Array, gain: number): Float32Array => x.map((v) => v * gain);

describe('toMono', () => {
  it('passes mono through', () => {
    expect(toMono([sine])).toEqual({ samples: sine, method: 'single', channel: 0 });
  });

  it('averages channels that agree, are unrelated, or are hard-panned', () => {
    const same = toMono([sine, times(sine, 0.5)]);
    expect(same.method).toBe('average');
    expect(same.samples[100]).toBeCloseTo(0.75 * sine[100], 6);
    const random = createRandom(1, 'mono');
    const noise = (): Float32Array => random.fillNormal(new Float32Array(20_000));
    expect(toMono([noise(), noise()]).method).toBe('average');
    expect(toMono([sine, times(sine, 0)]).method).toBe('average');
  });

  it('takes the louder channel where they cancel', () => {
    const right = times(sine, -1.1);
    expect(toMono([sine, right])).toEqual({ samples: right, method: 'louder', channel: 1 });
    expect(toMono([right, sine])).toEqual({ samples: right, method: 'louder', channel: 0 });
  });

  it('finds the only sounding channel of many', () => {
    const silent = times(sine, 0);
    expect(toMono([silent, silent, silent, sine, silent, silent])).toMatchObject({ method: 'louder', channel: 3 });
  });

  it('averages silence and refuses nothing at all', () => {
    expect(toMono([new Float32Array(4), new Float32Array(4)]).samples).toEqual(new Float32Array(4));
    expect(() => toMono([])).toThrow(RangeError);
  });
});
