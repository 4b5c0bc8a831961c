/** The bench of the doctor in small: procedural kicks, one planted fault of each kind, the real check. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { peakOf } from '../../src-main/audio/level.ts';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { createCheck } from '../../src-main/studio/check.ts';
import { createFakeEngine } from '../../src-main/studio/fixtures/fake-engine.ts';
import { FAULT_CODES, type FaultCode } from '../../src-preload/contract/faults.ts';
import { plantFaults, type CleanKick, type Planted } from './plant.ts';

const KICKS = 8;
/** Samples of a kick, at the end of which it is to be over. */
const LENGTH = 30_000;
const EACH = 2;
const dir = mkdtempSync(join(tmpdir(), 'kicklab-plant-'));
afterAll(() => { rmSync(dir, { recursive: true }); });

/** Bright, whole and short: what a procedural kick has of cut tails and dull filters is its own affair. */
function cleanKicks(): CleanKick[] {
  const kicks: CleanKick[] = [];
  for (let i = 1; kicks.length < KICKS; i++) {
    const { params, samples } = proceduralKick(5, i, KICK_SPEC, '909');
    if (params.cut !== null || params.filters.some(({ kind }) => kind === 'lowPass') || params.clickDb < -25 || peakOf(samples.subarray(LENGTH - 1000, LENGTH)) > 1e-3) continue;
    kicks.push({ name: `kick ${String(i)}`, samples: samples.slice(KICK_SPEC.onset - 20, LENGTH) });
  }
  return kicks;
}

const kicks = cleanKicks();
const planted: Planted[] = plantFaults(kicks, EACH, 11);
let faults: Map<string, readonly FaultCode[]>;

beforeAll(async () => {
  for (const { name, samples } of kicks) writeFileSync(join(dir, `${name}.wav`), writeWav([samples], KICK_SPEC.sampleRate, { format: 'float32', ditherSeed: 1 }));
  mkdirSync(join(dir, 'planted'));
  for (const { file, bytes } of planted) writeFileSync(join(dir, 'planted', file), bytes);
  const { items } = await createCheck({ startEngine: createFakeEngine })({ dir, instrument: 'kick' }, {});
  faults = new Map(items.map((item) => [basename(item.file), item.faults]));
}, 60_000);

test.each(FAULT_CODES)('%s is found where it was planted', (code) => {
  const ofKind = planted.filter((one) => one.code === code);
  expect(ofKind).toHaveLength(EACH);
  for (const { file } of ofKind) expect(faults.get(file), file).toContain(code);
});

test('the kicks that they were made of are not accused', () => {
  expect(kicks.map(({ name }) => faults.get(`${name}.wav`))).toEqual(kicks.map(() => []));
});
