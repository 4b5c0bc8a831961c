import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { chunksOf } from '../audio/wav-chunks/riff.ts';
import { testKick } from '../library/fixtures/kick.ts';
import { openLibrary } from '../library/library.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone, writeTone } from './fixtures/wav.ts';
import { readProvenance } from './provenance.ts';
import { dispatch } from './studio.ts';
import { exportWav } from './wav.ts';

const { kicks } = contract;
let fake: FakeStudio;
beforeEach(() => { fake = createFakeStudio(); });
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const audition = async (input: object) => kicks.audition.output.parse(await dispatch(fake.studio, 'kicks', 'audition', input, {}));
const wav = async (id: string, asked: object = {}) => kicks.wav.output.parse(await dispatch(fake.studio, 'kicks', 'wav', { id, ...asked }, {}));
const recall = async (bytes: Uint8Array, more: object = {}) =>
  kicks.recall.output.parse(await dispatch(fake.studio, 'kicks', 'recall', { name: 'dropped.wav', bytes, ...more }, {}));
const inspect = async (...files: string[]) => kicks.inspect.output.parse(await dispatch(fake.studio, 'kicks', 'inspect', { files }, {})).items;

/** Everything that the fake engine knows of is set. */
const everything = {
  base: { seed: 3, index: 2 },
  sliders: { click: 0.75 },
  note: 'F1+20',
  pitchCurve: [{ ms: 0, cents: 120 }],
  components: [{ component: 2, deviations: 1 }],
  effects: [{ type: 'saturation', driveDb: 12 }],
};
const removeModel = (): void => { rmSync(join(fake.dir, 'models', 'factory'), { recursive: true }); };

describe('recall', () => {
  test.each([
    ['wav32f', 44_100], ['wav24', 44_100], ['wav16', 44_100],
    ['wav32f', 48_000], ['wav24', 88_200], ['wav16', 96_000],
  ] as const)('a kick comes back with everything that shaped it from %s at %d Hz', async (format, rate) => {
    const { timing, reached, ...heard } = await audition(everything);
    const { bytes } = await wav(heard.id, { format, rate });
    const { match, modelInstalled, ...again } = await recall(bytes);
    expect(again).toEqual({ ...heard, id: again.id });
    expect([reached, timing.total > 0]).toEqual([{}, true]);
    expect([match, modelInstalled]).toEqual([{ equal: true, residualDb: null, resampled: rate !== 44_100 }, true]);
    expect(fake.engine.calls.at(-1)).toMatchObject({ verb: 'generate', args: { base: { latent: heard.base }, sliders: { click: 0.75 }, forFile: true } });
    // It is one of the latest: its own file says the same as the one it came from.
    expect((await wav(again.id, { format, rate })).bytes).toEqual(bytes);
  });

  test('a file whose sound was changed since is told so', async () => {
    const { id } = await audition(everything);
    const { bytes } = await wav(id, { format: 'wav32f' });
    const data = [...chunksOf(bytes)].find((chunk) => chunk.id === 'data')?.start ?? 0;
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    for (let at = data; at < data + 40_000; at += 4) view.setFloat32(at, 1.001 * view.getFloat32(at, true), true);
    const { match } = await recall(bytes);
    expect(match?.equal).toBe(false);
    expect(match?.residualDb).toBeGreaterThan(-66);
    expect(match?.residualDb).toBeLessThan(-59);
  });

  test('where the model is missing it is named; the sound itself opens and can be kept', async () => {
    const heard = await audition(everything);
    const { bytes } = await wav(heard.id, { format: 'wav32f' });
    removeModel();
    await expect(recall(bytes)).rejects.toMatchObject({ code: 'RECALL_MODEL_MISSING', kind: 'missing', message: 'dropped.wav: was made with the model Factory (fake0123456789ab), which is not installed here' });
    const { match, modelInstalled, ...again } = await recall(bytes, { as: 'file' });
    expect([match, modelInstalled]).toEqual([null, false]);
    const { timing, reached } = heard;
    expect({ ...again, timing, reached }).toEqual({ ...heard, id: again.id, coordinates: null, categories: null, reach: null, typicality: null, level: null });
    expect((await wav(again.id, { format: 'wav32f' })).bytes).toEqual(bytes);
    const saved = await fake.studio.library.save({ id: again.id, name: 'From elsewhere' }, {});
    expect(saved).toMatchObject({ bundleName: 'Factory', seed: 3, note: 'F1+20' });
  });

  test('what was made quieter on its way into a file is known to be so, also when it was opened as it is and written again', async () => {
    const { samples, sampleRate, id } = await audition(everything);
    const { provenance } = readProvenance((await wav(id)).bytes);
    if (provenance === null) throw new Error('nothing was told');
    const { bytes, gainDb } = exportWav({ samples, sampleRate }, { format: 'wav32f', ceilingDb: -9 }, { title: 'quiet', provenance, scaledDb: 0 });
    expect(gainDb).toBeLessThan(-6);
    expect((await recall(bytes)).match).toMatchObject({ equal: true });
    const opened = await recall(bytes, { as: 'file' });
    const again = await wav(opened.id, { format: 'wav32f' });
    expect((await recall(again.bytes)).match).toMatchObject({ equal: true });
    expect(readProvenance(again.bytes).provenance?.delivery).toEqual({ rate: 44_100, gainDb });
  });

  test('what says nothing, and what was resynthesised, cannot be made again', async () => {
    const file = writeTone(join(fake.dir, 'tone.wav'), 55);
    await expect(recall(readFileSync(file))).rejects.toMatchObject({ code: 'RECALL_IMPOSSIBLE', message: 'dropped.wav: cannot be made again: it says nothing of how it was made' });
    const out = join(fake.dir, 'out');
    await fake.studio.kicks.resynth({ files: [file], out }, {});
    await expect(recall(readFileSync(join(out, 'tone.wav')))).rejects.toMatchObject({ code: 'RECALL_IMPOSSIBLE', message: expect.stringContaining('resynthesis of tone.wav') as string });
  });

  test('settings that the model does not take are told, and break nothing', async () => {
    const { bytes } = await wav((await audition({ base: { seed: 3, index: 1 } })).id);
    const text = Buffer.from(bytes);
    const at = text.indexOf('"base":[');
    const end = text.indexOf(']', at);
    // As long as before, so that the sizes still fit: a base of one number.
    text.fill(' ', at + 9, end);
    text.write('1', at + 8);
    await expect(recall(text)).rejects.toMatchObject({ code: 'RECALL_IMPOSSIBLE', message: expect.stringContaining('the latent has 1 numbers; this model takes 32') as string });
  });
});

describe('every file says how it was made', () => {
  test('by batch: seed and number of each, the same bytes again, nothing of a clock', async () => {
    const out = join(fake.dir, 'out');
    const make = () => dispatch(fake.studio, 'kicks', 'generate', { count: 2, seed: 7, first: 4, out }, {});
    await make();
    const first = readFileSync(join(out, '0005.wav'));
    await make();
    expect(readFileSync(join(out, '0005.wav')).equals(first)).toBe(true);
    const [item] = await inspect(join(out, '0005.wav'));
    expect(item).toMatchObject({
      format: { sampleRate: 44_100, channels: 1, bits: 24, float: false },
      modelInstalled: true,
      provenance: { kind: 'kick', madeAt: null, provider: 'cpu', model: { id: 'fake0123456789ab', name: 'Factory' }, settings: { seed: 7, index: 5 }, delivery: { rate: 44_100, gainDb: 0 } },
      info: { title: '0005', software: 'Kicklab 0.0.0' },
      broadcast: { originator: 'Kicklab 0.0.0', madeAt: null, loudnessLufs: expect.any(Number) as number },
    });
    expect((await recall(first)).match).toMatchObject({ equal: true });
  });

  test('a reconstruction names its recording and can be made again without it', async () => {
    const out = join(fake.dir, 'out');
    await fake.studio.kicks.reconstruct({ files: [writeTone(join(fake.dir, 'tone.wav'), 55)], out }, {});
    expect(await inspect(join(out, 'tone.wav'))).toMatchObject([{ provenance: { kind: 'kick', recording: 'tone.wav' }, info: { comment: expect.stringContaining('after tone.wav') as string } }]);
    expect((await recall(readFileSync(join(out, 'tone.wav')))).match).toMatchObject({ equal: true });
  });

  test('what the library keeps and gives out, also after it was renamed', async () => {
    const { id } = await audition(everything);
    const saved = await fake.studio.library.save({ id, name: 'Before' }, {});
    await fake.studio.library.rename({ id: saved.id, name: 'Küche' }, {});
    const given = await fake.studio.library.wav({ id: saved.id, format: 'wav32f' }, {});
    const file = join(fake.dir, given.name);
    writeFileSync(file, given.bytes);
    const [kept, out] = await inspect(join(fake.dir, 'library', 'kicks', `${saved.id}.wav`), file);
    expect(kept).toMatchObject({ info: { title: 'Before' } });
    expect(out).toMatchObject({ info: { title: 'Küche' }, rootNote: { note: expect.any(String) as string } });
    expect('provenance' in kept && 'provenance' in out && kept.provenance).toEqual('provenance' in out && out.provenance);
    const opened = await fake.studio.library.open({ id: saved.id }, {});
    expect((await wav(opened.id, { format: 'wav32f' })).bytes).toEqual(given.bytes);
    expect((await recall(given.bytes)).samples).toEqual(readTone(given.bytes).samples);
  });

  test('what an earlier version kept without a word says what the library and the model know', async () => {
    const samples = Float32Array.from({ length: 11_025 }, (_, n) => 0.5 * Math.sin(n / 50));
    const library = await openLibrary(join(fake.dir, 'library'));
    const { id } = library.save(testKick(3, { bundleId: 'fake0123456789ab', wav: exportWav({ samples, sampleRate: 44_100 }, { format: 'wav32f' }).bytes, samples: samples.length }));
    library.close();
    const { bytes } = await fake.studio.library.wav({ id, format: 'wav32f' }, {});
    expect(readTone(bytes).samples).toEqual(samples);
    expect(readProvenance(bytes).provenance).toMatchObject({ program: null, provider: null, madeAt: null, model: { id: 'fake0123456789ab', name: 'Factory' }, settings: { seed: 3, set: { decay: 0.25 }, note: 'F1-3' } });
    expect(await fake.studio.library.open({ id }, {})).toMatchObject({ seed: 3, samples });
  });

  test('a file of ours that was imported into a library says the same when it leaves', async () => {
    const { id } = await audition(everything);
    const { name, bytes } = await wav(id, { format: 'wav32f' });
    const file = join(fake.dir, name);
    writeFileSync(file, bytes);
    await fake.studio.library.import({ paths: [file] }, {});
    const { items: [imported] } = await dispatch(fake.studio, 'library', 'list', {}, {}) as { items: { id: string }[] };
    const given = await fake.studio.library.wav({ id: imported.id, format: 'wav24' }, {});
    expect(readProvenance(given.bytes).provenance).toEqual(readProvenance(bytes).provenance);
    expect((await recall(given.bytes)).match).toMatchObject({ equal: true });
  });

  test('what cannot be read fails alone', async () => {
    const text = join(fake.dir, 'text.wav');
    writeFileSync(text, 'no audio at all');
    const items = await inspect(text, join(fake.dir, 'absent.wav'), writeTone(join(fake.dir, 'tone.wav'), 50));
    expect(items.map((item) => ('error' in item ? item.error.code : item.reason))).toEqual(['AUDIO_UNREADABLE', 'FILE_NOT_FOUND', 'it says nothing of how it was made']);
  });
});
