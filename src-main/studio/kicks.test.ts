import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { contract } from '../../src-preload/contract/verbs.ts';
import { createFakeEngine } from './fixtures/fake-engine.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { readTone, sampleBytes, writeTone } from './fixtures/wav.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
let out: string;
const open = (made: FakeStudio): void => {
  fake = made;
  out = join(made.dir, 'out');
};
beforeEach(() => { open(createFakeStudio()); });
afterEach(() => { rmSync(fake.dir, { recursive: true }); });

const tone = (name: string, hz: number): string => writeTone(join(fake.dir, name), hz);

const generate = (input: object) => dispatch(fake.studio, 'kicks', 'generate', { out, ...input }, {}) as ReturnType<FakeStudio['studio']['kicks']['generate']>;

describe('generate', () => {
  test('writes numbered 24-bit mono files at 44.1 kHz, each another kick, the same ones again', async () => {
    const { items } = await generate({ count: 5, seed: 7 });
    expect(readdirSync(out).sort()).toEqual(['0001.wav', '0002.wav', '0003.wav', '0004.wav', '0005.wav']);
    expect(items.map((i) => i.file)).toEqual([1, 2, 3, 4, 5].map((i) => join(out, `000${String(i)}.wav`)));
    const bytes = items.map((i) => readFileSync(i.file));
    expect(new Set(bytes.map((b) => b.toString('base64'))).size).toBe(5);
    expect([bytes[0].readUInt16LE(22), bytes[0].readUInt32LE(24), bytes[0].readUInt16LE(34)]).toEqual([1, 44_100, 24]);
    await generate({ count: 5, seed: 7 });
    items.forEach((item, i) => { expect(readFileSync(item.file).equals(bytes[i])).toBe(true); });
  });

  test('a part of a run is the same files as in the whole of it', async () => {
    const { items } = await generate({ count: 4, seed: 7 });
    const whole = items.map((i) => readFileSync(i.file));
    rmSync(out, { recursive: true });
    const part = await generate({ first: 3, count: 2, seed: 7 });
    expect(part.items.map((i) => i.file)).toEqual(items.slice(2).map((i) => i.file));
    part.items.forEach((item, i) => { expect(readFileSync(item.file).equals(whole[i + 2])).toBe(true); });
  });

  test('kick i of a seed starts from the same base whatever is set and however many are made', async () => {
    await generate({ count: 3, seed: 9 });
    await generate({ count: 2, seed: 9, sliders: { decay: 1 } });
    const asked = fake.engine.calls.filter((c) => c.verb === 'generate').map((c) => c.args);
    expect(asked).toMatchObject([1, 2, 3, 1, 2].map((index) => ({ base: { seed: 9, index }, forFile: true })));
    expect(asked[3]).toMatchObject({ sliders: { decay: 1 } });
  });

  test('a note reaches the engine in Hz, and is told of each kick as it was asked for', async () => {
    const { items } = await generate({ count: 2, note: 'A1+50' });
    await generate({ note: 43.7 });
    const asked = fake.engine.calls.filter((c) => c.verb === 'generate').map(({ args }) => (args as { noteHz: number }).noteHz);
    expect(asked.map((hz) => hz.toFixed(2))).toEqual(['56.61', '56.61', '43.70']);
    expect(items).toMatchObject([{ note: 'A1+50' }, { note: 'A1+50' }]);
  });

  test('what is no note is told before any kick is made', async () => {
    await expect(generate({ note: 'H1' })).rejects.toMatchObject({ code: 'NOTE_UNKNOWN', message: 'H1 is no note' });
    await expect(generate({ note: -3 })).rejects.toMatchObject({ code: 'INPUT_INVALID' });
    expect(fake.engine.calls).toEqual([]);
  });

  test('a latent of the wrong length ends the batch as misuse', async () => {
    await expect(generate({ latent: [1, 2, 3] })).rejects.toMatchObject({ code: 'LATENT_LENGTH', kind: 'misuse' });
  });

  test('an engine that crashes on one kick costs that kick only', async () => {
    rmSync(fake.dir, { recursive: true });
    const plain = createFakeEngine();
    open(createFakeStudio({
      engine: createFakeEngine({
        generate: (args) => {
          if ('index' in args.base && args.base.index === 2) throw new KicklabError('ENGINE_CRASHED', { verb: 'generate', reason: 'killed' });
          return plain.call('generate', args);
        },
      }),
    }));
    const { items } = await generate({ count: 3 });
    expect(items.map((i) => ('error' in i ? i.error.code : 'done'))).toEqual(['done', 'ENGINE_CRASHED', 'done']);
    expect(readdirSync(out).sort()).toEqual(['0001.wav', '0003.wav']);
  });

  test('an out folder that cannot be made is told before any kick is made', async () => {
    writeFileSync(out, 'a file');
    await expect(generate({ count: 3 })).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    expect(fake.engine.calls.filter((c) => c.verb === 'generate')).toEqual([]);
  });

  test('stops when it is cancelled', async () => {
    const abort = new AbortController();
    const onItem = (): void => { abort.abort(); };
    const input = { count: 100, seed: 1, sliders: {}, targets: {}, components: [], pitchCurve: [], effects: [], out };
    await expect(fake.studio.kicks.generate(input, { signal: abort.signal, onItem })).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(out).length).toBeLessThan(5);
  });
});

describe('recordings', () => {
  test('a bad file fails alone, is named, and the batch goes on in order', async () => {
    const files = [tone('a.wav', 50), join(fake.dir, 'absent.wav'), tone('b.wav', 70)];
    writeFileSync(join(fake.dir, 'text.wav'), 'no audio at all');
    files.push(join(fake.dir, 'text.wav'));
    const { items } = await fake.studio.kicks.encode({ files }, {});
    expect(items.map((i) => i.file)).toEqual(files);
    expect(items.map((i) => ('error' in i ? 'error' : i.latent.length))).toEqual([32, 'error', 32, 'error']);
    expect(items[1]).toMatchObject({ error: { code: 'FILE_NOT_FOUND', message: expect.stringContaining('absent.wav') as string } });
  });

  test('the samples of reconstruct are, byte for byte, those of generate with the latent that encode printed', async () => {
    const file = tone('kick.wav', 55);
    const { items } = await fake.studio.kicks.encode({ files: [file] }, {});
    const printed = JSON.parse(JSON.stringify(items)) as { latent: number[] }[];
    await fake.studio.kicks.reconstruct({ files: [file], out: join(out, 'r') }, {});
    await generate({ latent: printed[0].latent, out: join(out, 'g') });
    const [reconstructed, generated] = [join(out, 'r', 'kick.wav'), join(out, 'g', '0001.wav')].map((made) => sampleBytes(readFileSync(made)));
    expect(reconstructed.equals(generated)).toBe(true);
  });

  test('resynth passes features on and never the recording', async () => {
    const { items } = await fake.studio.kicks.resynth({ files: [tone('kick.wav', 60)], out }, {});
    expect(items[0]).toMatchObject({ out: join(out, 'kick.wav') });
    expect(readFileSync(join(out, 'kick.wav')).length).toBeGreaterThan(1000);
  });

  test('an output never replaces its input', async () => {
    const file = tone('kick.wav', 60);
    const before = readFileSync(file);
    const { items } = await fake.studio.kicks.reconstruct({ files: [file], out: fake.dir }, {});
    expect(items[0]).toMatchObject({ error: { code: 'OUTPUT_IS_INPUT' } });
    expect(readFileSync(file).equals(before)).toBe(true);
  });
});

test('interpolate writes the line, both ends included', async () => {
  const a = new Array<number>(32).fill(0);
  const b = new Array<number>(32).fill(1);
  const { items } = await fake.studio.kicks.interpolate({ a, b, steps: 5, effects: [], out }, {});
  const asked = fake.engine.calls.filter((c) => c.verb === 'generate').map((c) => (c.args as { base: { latent: number[] } }).base.latent[9]);
  expect(asked).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(items).toHaveLength(5);
});

describe('audition', () => {
  const { kicks } = contract;
  const audition = async (input: object) => kicks.audition.output.parse(await dispatch(fake.studio, 'kicks', 'audition', input, {}));
  const wav = async (id: string) => kicks.wav.output.parse(await dispatch(fake.studio, 'kicks', 'wav', { id, format: 'wav32f' }, {}));
  const gone = expect.objectContaining({ code: 'KICK_GONE' }) as Error;

  test('its WAV holds the samples that were heard', async () => {
    const heard = await audition({ base: { seed: 3, index: 1 } });
    const { name, bytes } = await wav(heard.id);
    expect(name).toMatch(/^kick-F1-\d+ms-3\.wav$/);
    expect(readTone(bytes).samples).toEqual(heard.samples);
    await expect(wav('other')).rejects.toThrow(gone);
  });

  test('says where it came from: model, seed, base and the sliders that were set', async () => {
    const kick = await audition({ base: { seed: 3, index: 1 }, sliders: { click: 0.75 } });
    expect(kick).toMatchObject({ bundleId: 'fake0123456789ab', seed: 3, set: { click: 0.75 }, sliders: { click: 0.75 } });
    expect(kick.base).not.toEqual(kick.latent);
    const again = await audition({ base: { latent: kick.base }, sliders: { click: 0.75 } });
    expect([again.seed, again.latent, again.samples]).toEqual([null, kick.latent, kick.samples]);
  });

  test('near another kick: as it is at 0, another at 1', async () => {
    const kick = await audition({ base: { seed: 3, index: 1 } });
    const [same, other] = [await audition({ base: { near: kick.base, seed: 9, amount: 0 } }), await audition({ base: { near: kick.base, seed: 9, amount: 1 } })];
    expect([same.seed, same.base]).toEqual([9, kick.base]);
    expect(other.base).not.toEqual(kick.base);
  });

  test('one that replaces another makes it forgotten, once it is there itself', async () => {
    const first = await audition({ base: { seed: 1, index: 1 } });
    const kept = await audition({ base: { seed: 1, index: 2 } });
    await expect(audition({ base: { latent: [1] }, replaces: first.id })).rejects.toMatchObject({ code: 'LATENT_LENGTH' });
    await wav(first.id);
    const second = await audition({ base: { seed: 1, index: 3 }, replaces: first.id });
    await expect(wav(first.id)).rejects.toThrow(gone);
    await wav(second.id);
    await wav(kept.id);
  });

  test('the latest 512 are kept', async () => {
    const ids: string[] = [];
    for (let index = 1; index <= 513; index++) ids.push((await audition({ base: { seed: 1, index } })).id);
    await wav(ids[1]);
    await expect(wav(ids[0])).rejects.toThrow(gone);
  });
});

describe('analyse', () => {
  const analyse = async (name: string, bytes: Uint8Array) =>
    contract.kicks.analyse.output.parse(await dispatch(fake.studio, 'kicks', 'analyse', { name, bytes }, {}));

  test('gives of bytes what encode gives of their file', async () => {
    const file = tone('kick.wav', 55);
    const { items } = await fake.studio.kicks.encode({ files: [file] }, {});
    expect([{ file, ...(await analyse('dropped.wav', readFileSync(file))) }]).toEqual(items);
  });

  test('names what cannot be read', async () => {
    await expect(analyse('dropped.wav', new Uint8Array(0))).rejects.toMatchObject({ code: 'AUDIO_EMPTY', message: expect.stringContaining('dropped.wav') as string });
  });
});
