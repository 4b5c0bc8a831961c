import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { evenly } from '../../../src-preload/contract/augmentation.ts';
import { KICK_SPEC } from '../../audio/spec.ts';
import { writeWav } from '../../audio/wav-write.ts';
import type { TrainingSound } from '../protocol.ts';
import { families, familyOf, prepareSounds, readSounds, soundOf, type PreparationOptions } from './folder.ts';

let dir: string;
beforeEach(async () => { dir = await mkdtemp(join(tmpdir(), 'kicklab-sounds-')); });
afterEach(() => rm(dir, { recursive: true }));

/** A decaying sine. */
const tone = (hz: number, seconds = 0.1): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * 44_100) }, (_, n) => 0.5 * Math.exp(-n / 900) * Math.sin((2 * Math.PI * hz * n) / 44_100));
const wav = (samples: Float32Array) => writeWav([samples], 44_100, { format: 'int16', ditherSeed: 1 });
/** As many tones in a folder. */
async function sounds(count: number, label: (i: number) => string | null = () => null): Promise<TrainingSound[]> {
  const folder = join(dir, 'sounds');
  await mkdir(folder, { recursive: true });
  return Promise.all(Array.from({ length: count }, async (_, i) => {
    const name = `kick ${String(i).padStart(2, '0')}.wav`;
    await writeFile(join(folder, name), wav(tone(45 + i)));
    return { file: join(folder, name), name, hit: null, label: label(i), fixes: [] };
  }));
}
/** A run of its own over what all runs share. */
const prepareIn = (run: string, list: TrainingSound[], options: Partial<PreparationOptions> = {}) =>
  prepareSounds(
    list, KICK_SPEC,
    { source: dir, seed: 1, copies: 1, amounts: evenly(1), keepAudio: false, cache: join(dir, `${run}.set`), resume: false, prepared: join(dir, 'prepared'), ...options },
    () => undefined, new AbortController().signal,
  );
const prepared = async (): Promise<string[]> => (await readdir(join(dir, 'prepared'), { recursive: true })).filter((name) => name.endsWith('.prepared'));

test('numbers and velocities do not make a family', () => {
  expect(familyOf('Deep/Kick_01.wav')).toBe(familyOf('Deep/Kick_17.wav'));
  expect(familyOf('kick v3 rr2.wav')).toBe(familyOf('kick v1 rr4.wav'));
  expect(familyOf('Deep/Kick_01.wav')).not.toBe(familyOf('Hard/Kick_01.wav'));
});

test('where names say nothing, each file is its own family', () => {
  expect(new Set(families(['1.wav', '2.wav', '3.wav', '4.wav', '5.wav'])).size).toBe(5);
});

describe('sounds become a set', { timeout: 120_000 }, () => {
  test('with their labels, those that cannot be read being named; a second call takes the set of the run', async () => {
    const list = await sounds(20, (i) => (i < 15 ? 'many' : 'few'));
    await writeFile(join(dir, 'broken.wav'), 'this is no audio');
    const broken: TrainingSound = { file: join(dir, 'broken.wav'), name: 'broken.wav', hit: null, label: null, fixes: [] };
    const gone: TrainingSound = { ...broken, file: join(dir, 'gone.wav'), name: 'gone.wav' };
    const first = await prepareIn('run', [...list, broken, gone]);
    expect(first).toMatchObject({ used: 20, set: { count: 20 }, rejected: [{ file: 'broken.wav', code: 'AUDIO_UNREADABLE' }, { file: 'gone.wav', code: 'FILE_NOT_READABLE' }] });
    expect(first.kicks[3]).toEqual({ name: 'kick 03.wav', of: list[3], at: 3 });
    // Fifteen of one label weigh as much as five of the other.
    expect(first.set.label[3]).toBe('many');
    expect([...first.set.weight.subarray(14, 16)]).toEqual([2 / 3, 2].map(Math.fround));
    expect(await soundOf(first.kicks[3], KICK_SPEC)).toHaveLength(KICK_SPEC.length);
    // All of it comes from the set of the run.
    await rm(join(dir, 'prepared'), { recursive: true });
    expect(await prepareIn('run', [...list, broken, gone])).toEqual(first);
    await expect(readdir(join(dir, 'prepared'))).rejects.toThrow('ENOENT');
    // One that is gone on with needs the files no more; another run does.
    await rm(join(dir, 'sounds'), { recursive: true });
    expect(await prepareIn('run', [...list, broken, gone], { resume: true })).toEqual(first);
    await expect(prepareIn('run', [...list, broken, gone])).rejects.toMatchObject({ code: 'TRAIN_TOO_FEW' });
  });

  test('a second run prepares only what is new to it, and damaged files again, to the same bytes', async () => {
    const list = await sounds(20);
    const first = await prepareIn('one', list);
    expect(await prepared()).toHaveLength(20);
    // The content counts, not the place.
    await rename(list[0].file, join(dir, 'moved.wav'));
    const moved = [{ ...list[0], file: join(dir, 'moved.wav') }, ...list.slice(1)];
    const [damaged, cut, ...others] = await prepared();
    await writeFile(join(dir, 'prepared', damaged), 'nonsense');
    await writeFile(join(dir, 'prepared', cut), '');
    await writeFile(join(dir, 'new.wav'), wav(tone(99)));
    const before = new Set(others);
    const second = await prepareIn('two', [...moved, { ...list[0], file: join(dir, 'new.wav'), name: 'new.wav' }]);
    expect(second.set.mel.subarray(0, first.set.mel.length)).toEqual(first.set.mel);
    expect(second.set.count).toBe(21);
    expect((await prepared()).filter((name) => !before.has(name))).toHaveLength(3);
    expect((await prepareIn('three', moved)).set.mel).toEqual(first.set.mel);
  });

  test('variations follow from the amounts, and are kept too', async () => {
    const list = await sounds(20);
    const usual = await prepareIn('usual', list, { copies: 2 });
    const mel = usual.set.mel.length / 40;
    const varied = (set: typeof usual.set): Float32Array => set.mel.subarray(mel, 2 * mel);
    const again = await prepareIn('again', list, { copies: 2 });
    expect(again.set.mel).toEqual(usual.set.mel);
    expect(await prepared()).toHaveLength(40);
    const none = await prepareIn('none', list, { copies: 2, amounts: evenly(0) });
    expect(varied(none.set)).not.toEqual(varied(usual.set));
    expect(none.set.mel.subarray(0, mel)).toEqual(usual.set.mel.subarray(0, mel));
    expect(none.digest).not.toBe(usual.digest);
  });

  test('fixes are done to what is prepared, and tell it apart from what is not fixed', async () => {
    const list = await sounds(20);
    const plain = await prepareIn('plain', list);
    const fixed = await prepareIn('fixed', [{ ...list[0], fixes: ['trim_start', 'fade_tail'] }, ...list.slice(1)]);
    const mel = plain.set.mel.length / 20;
    expect(fixed.set.mel.subarray(0, mel)).not.toEqual(plain.set.mel.subarray(0, mel));
    expect(fixed.set.mel.subarray(mel)).toEqual(plain.set.mel.subarray(mel));
  });

  test('a hit of a recording is a sound', async () => {
    const list = await sounds(20);
    const pause = new Float32Array(8820);
    const hits = [60, 90].map((hz) => tone(hz));
    await writeFile(join(dir, 'take.wav'), wav(Float32Array.from([...hits[0], ...pause, ...hits[1]])));
    await writeFile(join(dir, 'alone.wav'), wav(hits[1]));
    const at = hits[0].length + pause.length;
    const of = (name: string, hit: TrainingSound['hit']): TrainingSound => ({ file: join(dir, name), name, hit, label: null, fixes: [] });
    const { set } = await prepareIn('hits', [of('take.wav', { from: at, to: at + hits[1].length }), of('alone.wav', null), ...list]);
    const cells = set.mel.length / set.count;
    const distance = (a: number, b: number): number => {
      let most = 0;
      for (let i = 0; i < cells; i++) most = Math.max(most, Math.abs(set.mel[a * cells + i] - set.mel[b * cells + i]));
      return most;
    };
    // But for the dither of 16 bits.
    expect(distance(0, 1)).toBeLessThan(0.1);
    expect(distance(0, 2)).toBeGreaterThan(0.3);
  });
});

test('fewer than twenty usable kicks are refused with the count', async () => {
  await expect(prepareIn('few', await sounds(3))).rejects.toMatchObject({
    code: 'TRAIN_TOO_FEW',
    message: expect.stringContaining('3 usable') as string,
  });
});

test('a list of sounds is read, and what is none refused', async () => {
  const list = await sounds(2, () => '808');
  const file = join(dir, 'sounds.json');
  await writeFile(file, JSON.stringify(list));
  expect(await readSounds(file)).toEqual(list);
  await writeFile(file, JSON.stringify([{ file: 1 }]));
  await expect(readSounds(file)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
});
