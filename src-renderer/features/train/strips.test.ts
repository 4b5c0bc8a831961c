import { expect, test, vi } from 'vitest';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import type { Sound } from '../../audio/looper.ts';
import { createStrips } from './strips.ts';

/** A run whose strips are those of an epoch, which may pass while they are fetched. */
function training() {
  const at = { epoch: 1, asked: 0, passes: false };
  const api = {
    strips: () => Promise.resolve({ ok: true, value: { epoch: at.epoch, pairs: [{ kick: 'a.wav', original: 'original-1', made: 'made-1' }], random: ['random-1'] } }),
    strip: ({ name }: { name: string }) => {
      at.asked += 1;
      if (at.passes) at.epoch = 3;
      return Promise.resolve(name === 'gone' ? { ok: false, error: new KicklabError('CANCELLED', { what: name }).toBody() } : { ok: true, value: { epoch: at.epoch, sampleRate: 44_100, samples: Float32Array.of(at.asked) } });
    },
  };
  const heard: Sound[] = [];
  return { at, heard, strips: createStrips({ training: api } as unknown as Api, (sound) => heard.push(sound)) };
}

test('all sounds of an epoch are there at once, and are heard at once; the same epoch is not fetched again', async () => {
  const { at, heard, strips } = training();
  strips.look('run');
  await vi.waitFor(() => { expect(strips.getState().strips?.epoch).toBe(1); });
  expect([...strips.getState().sounds.keys()]).toEqual(['original-1', 'made-1', 'random-1']);
  strips.hear('made-1');
  expect(heard.map(({ samples }) => samples[0])).toEqual([2]);
  strips.look('run');
  at.epoch = 2;
  strips.look('run');
  await vi.waitFor(() => { expect(strips.getState().strips?.epoch).toBe(2); });
  expect(at.asked).toBe(6);
});

test('those of an epoch that passes meanwhile are not mixed with the next', async () => {
  const { at, strips } = training();
  at.passes = true;
  strips.look('run');
  await vi.waitFor(() => { expect(at.asked).toBe(1); });
  await Promise.resolve();
  expect(strips.getState().strips).toBeNull();
  at.passes = false;
  strips.look('run');
  await vi.waitFor(() => { expect(strips.getState().strips?.epoch).toBe(3); });
});

test('another run begins with none', async () => {
  const { strips } = training();
  strips.look('run');
  await vi.waitFor(() => { expect(strips.getState().strips).not.toBeNull(); });
  strips.look(null);
  expect(strips.getState()).toMatchObject({ run: null, strips: null });
});
