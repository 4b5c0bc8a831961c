/** A bank of snares from the folder to a file, as a user takes it: trained, made, and told of as snares throughout. */

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { createRandom } from '../../src-main/base/random.ts';
import { writeShortBundle } from '../../src-main/engine/fixtures/untrained-bundle.ts';

const cli = resolve(import.meta.dirname, '../../src-main/cli.ts');
const dir = mkdtempSync(join(tmpdir(), 'kicklab-snares-'));
const [bank, start, model, made] = ['bank', 'start', 'Mine', 'made'].map((name) => join(dir, name));
const RATE = 44_100;

/** A tone under noise that falls off slower. */
function snare(seed: number): Float32Array {
  const random = createRandom('snare', seed);
  const hz = 150 + 120 * random.uniform();
  return Float32Array.from({ length: 9000 }, (_, n) => {
    const t = n / RATE;
    return 0.5 * Math.exp(-t / 0.05) * Math.sin(2 * Math.PI * hz * t) + 0.15 * Math.exp(-t / 0.09) * random.normal();
  });
}

beforeAll(async () => {
  await writeShortBundle(start);
  mkdirSync(bank);
  for (let i = 0; i < 20; i++) writeFileSync(join(bank, `${String(i)}.wav`), writeWav([snare(i)], RATE, { format: 'int16', ditherSeed: i }));
});
afterAll(() => { rmSync(dir, { recursive: true }); });

const kicklab = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [cli, ...args], { env: { ...process.env, KICKLAB_LAB: join(dir, 'lab'), KICKLAB_LIBRARY: join(dir, 'library') } })).stdout;

test('train --instrument snare, generate, inspect', { timeout: 200_000 }, async () => {
  await kicklab('train', bank, '--instrument', 'snare', '--out', model, '--from', start, '--preset', 'quick', '--epochs', '1', '--threads', '1');
  expect(JSON.parse(readFileSync(join(model, 'manifest.json'), 'utf8'))).toMatchObject({ name: 'Mine', instrument: 'snare' });
  const papers = readdirSync(model).filter((name) => /\.(md|json)$/.test(name) && name !== 'manifest.json');
  expect(papers).toEqual(expect.arrayContaining(['card.md', 'quality.json']));
  for (const name of ['card.md', 'quality.json']) expect(readFileSync(join(model, name), 'utf8'), name).not.toMatch(/kick(?!lab)/i);

  await kicklab('generate', '--model', model, '--out', made, '--seed', '3');
  const told = await kicklab('inspect', join(made, '0001.wav'));
  expect(told).toContain('a snare from seed 3, snare 1');
  expect(told.replaceAll(dir, '')).not.toMatch(/kick(?!lab)/i);
});
