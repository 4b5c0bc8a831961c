/** What the doctor finds and offers a fix for is gone from the sound as it is prepared. */

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultCode } from '../../src-preload/contract/faults.ts';
import type { Input, Output, VerbName } from '../../src-preload/contract/verbs.ts';
import { peakOf } from '../audio/level.ts';
import { writeWav } from '../audio/wav-write.ts';
import { mean } from '../base/statistics.ts';
import { createFakeStudio, type FakeStudio } from './fixtures/fake-studio.ts';
import { dispatch } from './studio.ts';

let fake: FakeStudio;
let id: string;
const ask = async <V extends VerbName<'datasets'>>(verb: V, input: Input<'datasets', V>): Promise<Output<'datasets', V>> =>
  await dispatch(fake.studio, 'datasets', verb, input, {}) as Output<'datasets', V>;
const swing = (n: number): number => Math.exp(-n / 4000) * Math.sin((2 * Math.PI * 50 * n) / 44_100);
const SOUNDS: Record<string, (n: number) => number> = {
  'offset.wav': (n) => 0.2 + 0.5 * swing(n),
  'flat.wav': (n) => Math.max(-0.4, Math.min(0.4, swing(n))),
};

beforeAll(async () => {
  fake = createFakeStudio();
  const bank = join(fake.dir, 'bank');
  mkdirSync(bank);
  for (const [name, sample] of Object.entries(SOUNDS)) {
    const samples = Float32Array.from({ length: 33_075 }, (_, n) => sample(n));
    writeFileSync(join(bank, name), writeWav([samples], 44_100, { format: 'float32', ditherSeed: 1 }));
  }
  ({ dataset: { id } } = await ask('create', { paths: [bank] }));
  await ask('check', { id });
});
afterAll(async () => {
  await fake.studio.close();
  rmSync(fake.dir, { recursive: true });
});

/** A sound as its file has it, and with the fix on that is offered for one of its faults. */
async function mended(name: string, code: FaultCode): Promise<{ raw: Float32Array; fixed: Float32Array }> {
  const { items } = await ask('items', { id });
  const sound = items.find(({ shown }) => shown === name);
  const fix = sound?.findings.find((finding) => finding.code === code)?.fix;
  if (sound === undefined || fix === undefined || fix === null) throw new Error(`${name}: no fix for ${code}`);
  await ask('update', { id, items: [sound.id], fixes: [fix] });
  const hear = async (fixed: boolean): Promise<Float32Array> => (await ask('hear', { id, item: sound.id, fixed })).samples;
  return { raw: await hear(false), fixed: await hear(true) };
}

test('an offset', async () => {
  const { raw, fixed } = await mended('offset.wav', 'dc');
  const silent = (samples: Float32Array): number => Math.abs(mean([...samples.subarray(-4000)]));
  expect(silent(raw)).toBeCloseTo(0.2, 2);
  expect(silent(fixed)).toBeLessThan(1e-3);
});

test('flat peaks', async () => {
  const { raw, fixed } = await mended('flat.wav', 'clipped');
  const high = (samples: Float32Array): number => samples.filter((x) => Math.abs(x) > 0.39).length;
  expect(high(raw)).toBeGreaterThan(1000);
  expect(high(fixed)).toBeLessThan(200);
  expect(peakOf(fixed)).toBeCloseTo(0.4, 3);
});
