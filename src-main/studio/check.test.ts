import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { synthesiseKick } from '../audio/fixtures/synthetic-kicks.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { writeWav } from '../audio/wav-write.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';

let fake: FakeStudio;
let bank: string;
beforeEach(() => {
  fake = createFakeStudio();
  bank = join(fake.dir, 'bank');
  mkdirSync(bank);
});
afterEach(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

const kick = (low: number, seed = 1): Float32Array =>
  synthesiseKick({ low, high: 320, sweep: 0.018, decay: 0.06, click: 0.3, noise: 0.04 }, KICK_SPEC, seed).samples.subarray(0, 30_000);
/** Written `age` seconds ago. */
function put(name: string, channels: Float32Array[], age: number): string {
  const file = join(bank, name);
  writeFileSync(file, writeWav(channels, KICK_SPEC.sampleRate, { format: 'float32', ditherSeed: 1 }));
  const at = new Date(Date.UTC(2026, 0, 1) - 1000 * age);
  utimesSync(file, at, at);
  return file;
}
const check = async () => {
  const { items } = await fake.studio.training.check({ dir: bank, instrument: 'kick' }, {});
  return Object.fromEntries(items.map(({ file, faults }) => [file.slice(bank.length + 1), faults]));
};

describe('copies in a folder', () => {
  test('the oldest of the same samples is kept, whatever it is called', async () => {
    put('a copy.wav', [kick(52)], 10);
    put('z original.wav', [kick(52)], 100);
    expect(await check()).toEqual({ 'a copy.wav': ['duplicate'], 'z original.wav': [] });
  });
  test('of near-copies the one without faults is kept', async () => {
    put('old.wav', [kick(52).map((x) => 0.5 * x + 0.05)], 100);
    put('new.wav', [kick(52)], 10);
    expect(await check()).toMatchObject({ 'new.wav': [], 'old.wav': ['near_copy', 'dc'] });
  });
  test('a copy turned over says so, and names what it is a copy of', async () => {
    const original = put('kick.wav', [kick(52)], 100);
    put('turned.wav', [kick(52).map((x) => -0.8 * x)], 10);
    const { items } = await fake.studio.training.check({ dir: bank, instrument: 'kick' }, {});
    expect(items.map(({ faults }) => faults)).toEqual([[], ['near_copy', 'inverted']]);
    expect(items[1].findings[0]).toMatchObject({ like: original, fix: 'leave_out' });
    expect(items[1].findings[1]).toMatchObject({ fix: 'invert' });
  });
  test('kicks of their own are left alone', async () => {
    [48, 55, 63].forEach((low, i) => { put(`${String(low)}.wav`, [kick(low, i)], i); });
    expect(await check()).toEqual({ '48.wav': [], '55.wav': [], '63.wav': [] });
  });
});

test('a folder without sounds is refused, and a cancelled check ends', async () => {
  await expect(fake.studio.training.check({ dir: bank, instrument: 'kick' }, {})).rejects.toMatchObject({ code: 'FOLDER_EMPTY' });
  put('kick.wav', [kick(52)], 1);
  await expect(fake.studio.training.check({ dir: bank, instrument: 'kick' }, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'CANCELLED' });
});
