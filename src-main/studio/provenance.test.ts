import { describe, expect, test } from 'vitest';
import { MOST_PROVENANCE_BYTES, PROVENANCE_VERSION, type Provenance } from '../../src-preload/contract/provenance.ts';
import { chunkOf } from '../audio/wav-chunks/riff.ts';
import { writeWav } from '../audio/wav-write.ts';
import { createRandom } from '../base/random.ts';
import { factsTold, kickProvenance, originOf, readProvenance, writeProvenance } from './provenance.ts';

const latent = (seed: number): number[] => [...createRandom(seed).fillNormal(new Float64Array(32))];
/** As the engine rounds a pitch track. */
const hundredth = (x: number): number => Math.round(100 * x) / 100;
/** A kick on which everything that can be set is set. */
const told: Provenance = {
  kind: 'kick',
  version: PROVENANCE_VERSION,
  program: { version: '1.0.0', runtime: '1.23.0', platform: 'linux x64' },
  model: { id: 'fake0123456789ab', name: 'Küche', datasetDigest: 'd1'.repeat(32), licences: ['CC0-1.0: nobody'] },
  provider: 'cpu',
  madeAt: '2024-05-06T07:08:09.123Z',
  delivery: { rate: 48_000, gainDb: -1.25 },
  settings: {
    seed: 7, index: 3, latent: latent(1), base: latent(2),
    exchanged: { transient: { latent: latent(3), amount: 0.5 } },
    components: [{ component: 4, deviations: -1.5 }],
    set: { decay: 0.25 },
    sliders: { decay: 0.25, brightness: 0.1, subby: 0.2, click: 0.3 },
    note: 'F1+20',
    pitchCurve: [{ ms: 0, cents: 300 }, { ms: 40, cents: -20 }],
    pitchTrack: { onsetMs: 1, points: Array.from({ length: 256 }, (_, i): [number, number] => [hundredth(5.81 * i), hundredth(50 + 200 / (1 + i))]) },
    effects: [{ type: 'tilt', bypass: false, tiltDb: 3, pivotHz: 500 }],
    descriptors: { decayMs: 300, centroidHz: 100, subShare: 0.5, clickDb: -20, noteHz: null, note: null, noteCents: null, lengthMs: 500, loudnessLufs: -14 },
    sampleRate: 44_100,
  },
};
const wav = (...chunks: Uint8Array[]): Uint8Array => writeWav([new Float32Array(9)], 44_100, { format: 'int24', ditherSeed: 1, chunks });
const klab = (text: string): Uint8Array => chunkOf('klab', new TextEncoder().encode(text));
const refused = (text: string) => {
  const { provenance, reason } = readProvenance(wav(klab(text)));
  expect(provenance).toBeNull();
  return reason;
};

test('what is written is read, other chunks beside it', () => {
  expect(readProvenance(wav(chunkOf('LIST', new Uint8Array(5)), writeProvenance(told)))).toEqual({ provenance: told, reason: null });
  const resynthesis: Provenance = { kind: 'resynthesis', version: 1, program: null, model: told.model, madeAt: null, delivery: told.delivery, recording: 'a.wav', descriptors: told.settings.descriptors };
  expect(readProvenance(wav(writeProvenance(resynthesis))).provenance).toEqual(resynthesis);
});

test('the longest licence that can be told of a data set is read too', () => {
  const most = (letter: string): string => letter.repeat(2000);
  const licences = [`${most('ä')}: ${most('b')} (${most('c')})`];
  const wordy: Provenance = { ...told, model: { ...told.model, licences } };
  expect(readProvenance(wav(writeProvenance(wordy)))).toEqual({ provenance: wordy, reason: null });
});

test('the same facts come back out of it', () => {
  const facts = factsTold(told);
  expect(facts).toMatchObject({ bundleId: 'fake0123456789ab', bundleName: 'Küche', set: { decay: 0.25 }, exchanged: told.settings.exchanged });
  expect([...facts.pitch.subarray(0, 2)]).toEqual([250, 150]);
  expect({ ...kickProvenance(facts, originOf(told)), delivery: told.delivery }).toEqual(told);
});

test('a kick of 32 numbers, a track of 256 points and one of everything takes less than 8 KB', () => {
  expect(writeProvenance(told).length).toBeLessThan(8192);
});

describe('a chunk that is not as ours is no reason to fail', () => {
  test('no chunk at all', () => {
    expect(readProvenance(wav()).reason).toBe('it says nothing of how it was made');
  });
  test.each([
    ['nothing', ''],
    ['no JSON', '{"kind":'],
    ['another thing', '[1,2,3]'],
    ['null', 'null'],
    ['a field too many', JSON.stringify({ ...told, more: 1 })],
    ['a latent that is no numbers', JSON.stringify({ ...told, settings: { ...told.settings, base: ['x'] } })],
    ['a latent that is not finite', JSON.stringify(told).replace('"gainDb":-1.25', '"gainDb":1e999')],
    ['effects without end', JSON.stringify({ ...told, settings: { ...told.settings, effects: Array.from({ length: 400 }, () => told.settings.effects[0]) } })],
    ['a name without end', JSON.stringify({ ...told, model: { ...told.model, name: 'x'.repeat(5000) } })],
    ['a prototype', '{"__proto__":{"kind":"kick"},"version":1}'],
    ['nesting without end', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
  ])('%s', (_, text) => {
    expect(refused(text)).toBe('what it says of its making is damaged');
  });
  test('bytes that are no UTF-8', () => {
    expect(readProvenance(wav(chunkOf('klab', Uint8Array.of(0x22, 0xff, 0x22)))).reason).toContain('damaged');
  });
  test('one that is too long is not even parsed', () => {
    expect(refused(JSON.stringify({ ...told, more: 'x'.repeat(MOST_PROVENANCE_BYTES) }))).toContain('too long');
  });
  test('a newer one says so', () => {
    expect(refused(JSON.stringify({ ...told, version: 2, more: 1 }))).toBe('it comes from a newer Kicklab than this one');
  });
  test('a size that passes the end of the file', () => {
    const bytes = wav(writeProvenance(told));
    new DataView(bytes.buffer).setUint32(40, 0xffff_fff0, true);
    expect(readProvenance(bytes)).toMatchObject({ provenance: null });
  });
  test('whatever bytes are changed, it is read or refused', () => {
    const random = createRandom(5, 'provenance');
    const good = wav(writeProvenance(told));
    let [read, not] = [0, 0];
    for (let round = 0; round < 2000; round++) {
      const bytes = good.slice();
      for (let e = 0; e < 1 + random.int(3); e++) bytes[12 + random.int(bytes.length - 12)] = random.uniform() < 0.7 ? 0x30 + random.int(10) : random.int(256);
      if (readProvenance(bytes).provenance === null) not++;
      else read++;
    }
    expect([read > 100, not > 100]).toEqual([true, true]);
  });
});
