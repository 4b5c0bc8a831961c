import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { effectChain } from '../../src-preload/contract/effect-schemas.ts';
import { EFFECT_PRESETS } from '../../src-preload/contract/effect-presets.ts';
import { EFFECT_TYPES, effectOf, EFFECTS } from '../../src-preload/contract/effects.ts';
import { readEffects } from './effects-file.ts';
import { createFakeStudio, type FakeStudio } from '../studio/fixtures/fake-studio.ts';
import { sampleBytes } from '../studio/fixtures/wav.ts';
import { run } from './run.ts';

let dir: string;
let fake: FakeStudio;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-effects-'));
  fake = createFakeStudio();
});
afterEach(() => {
  for (const made of [dir, fake.dir]) rmSync(made, { recursive: true });
});

const write = (text: string): string => {
  const file = join(dir, 'chain.json');
  writeFileSync(file, text);
  return file;
};
const chainFile = (chain: unknown): string => write(JSON.stringify(chain));

async function kicklab(...args: string[]) {
  let stdout = '';
  let stderr = '';
  const code = await run(args, {
    version: '1.2.3',
    openStudio: () => fake.studio,
    startHost: () => Promise.reject(new Error('not here')),
    signal: new AbortController().signal,
    stdout: (text) => (stdout += text),
    stderr: (text) => (stderr += text),
    interactive: false,
  });
  return { code, stdout, stderr };
}

describe('--effects', () => {
  test('takes a file, whose gaps have their defaults, or a preset whatever its case', async () => {
    expect(await readEffects(chainFile([{ type: 'tilt', tiltDb: -2 }, { type: 'clipper', bypass: true }]))).toEqual([effectOf('tilt', { tiltDb: -2 }), effectOf('clipper', { bypass: true })]);
    expect(await readEffects('warm 808')).toEqual(EFFECT_PRESETS.find(({ name }) => name === 'Warm 808')?.effects);
    expect(await readEffects(undefined)).toEqual([]);
  });

  test.each([
    ['what is out of range', [{ type: 'tilt' }, { type: 'compressor', ratio: 40 }], 'effect 2 (compressor), ratio: Too big', 'compressor takes bypass, thresholdDb, ratio'],
    ['what is misspelled', [{ type: 'tilt', tilt: 3 }], 'effect 1 (tilt): Unrecognized key: "tilt"', 'tilt takes bypass, tiltDb, pivotHz'],
    ['a choice that is none', [{ type: 'fade', curve: 'steep' }], 'effect 1 (fade), curve: Invalid option', 'fade takes bypass, startMs'],
    ['an effect that is none', [{ type: 'reverb' }], 'effect 1, type: an effect has the type transient', 'A chain is an array'],
    ['what is no chain', { type: 'tilt' }, 'the chain: Invalid input: expected array', 'A chain is an array'],
  ])('names file, place and way out: %s', async (_what, chain, message, hint) => {
    const file = chainFile(chain);
    const { code, stderr, stdout } = await kicklab('generate', '--out', join(dir, 'out'), '--effects', file);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`kicklab: ${file}: ${message}`);
    expect(stderr).toContain(hint);
    expect(fake.engine.calls).toEqual([]);
  });

  test('a file that is no JSON and one that is not there are told apart, and a preset is suggested', async () => {
    await expect(readEffects(write('[{'))).rejects.toMatchObject({ code: 'EFFECTS_NOT_JSON', kind: 'misuse' });
    await expect(readEffects(join(dir, 'absent.json'))).rejects.toMatchObject({ code: 'EFFECTS_FILE_MISSING', hint: expect.stringContaining('Punch, Warm 808') as string });
    await expect(readEffects('Punhc')).rejects.toMatchObject({ code: 'EFFECTS_FILE_MISSING', hint: expect.stringContaining('preset Punch?') as string });
    await expect(readEffects(dir)).rejects.toMatchObject({ code: 'FILE_NOT_READABLE' });
  });

  test('is heard in the files that generate and interpolate write, and kept with what library save keeps', async () => {
    const effects = chainFile([{ type: 'saturation', curve: 'hard', driveDb: 24 }]);
    const made = async (out: string, ...more: string[]): Promise<Buffer> => {
      expect(await kicklab('generate', '--out', join(dir, out), ...more)).toMatchObject({ code: 0 });
      return sampleBytes(readFileSync(join(dir, out, '0001.wav')));
    };
    expect((await made('wet', '--effects', effects)).equals(await made('dry'))).toBe(false);
    const line = await kicklab('interpolate', '--from', '0'.padEnd(63, ',0'), '--to', '1'.padEnd(63, ',1'), '--steps', '2', '--out', join(dir, 'line'), '--effects', effects);
    expect(line).toMatchObject({ code: 0, stderr: '' });
    const asked = fake.engine.calls.filter(({ verb }) => verb === 'generate').map(({ args }) => (args as { effects: unknown }).effects);
    expect(asked).toEqual([[effectOf('saturation', { curve: 'hard', driveDb: 24 })], [], ...asked.slice(2)]);
    expect(asked.slice(2)).toEqual([asked[0], asked[0]]);
    const saved = JSON.parse((await kicklab('library', 'save', '--seed', '3', '--effects', 'Tight', '--json')).stdout) as { id: string };
    const opened = await fake.studio.library.open({ id: saved.id }, {});
    expect(opened.effects).toEqual(await readEffects('Tight'));
  });

  test('tells a loudness that the ceiling kept from being reached', async () => {
    const { stdout } = await kicklab('generate', '--out', join(dir, 'out'), '--effects', chainFile([{ type: 'loudness', targetLufs: -4 }]));
    expect(stdout).toMatch(/\(-\d+\.\d LUFS of -4 asked: the ceiling holds it/);
  });
});

describe('kicklab effects', () => {
  test('names every effect and preset', async () => {
    const { code, stdout } = await kicklab('effects');
    expect(code).toBe(0);
    for (const name of [...EFFECT_TYPES, ...EFFECT_PRESETS.map((preset) => preset.name)]) expect(stdout).toContain(name);
  });

  test('of one effect names every parameter with range, unit and default', async () => {
    const { stdout } = await kicklab('effects', 'compressor');
    for (const name of Object.keys(EFFECTS.compressor.parameters)) expect(stdout).toContain(name);
    expect(stdout).toMatch(/thresholdDb +-48 to 0 dBFS \(-15\)/);
    expect((await kicklab('effects', 'lowcut')).stdout).toMatch(/slope +6 \| 12 \| 24 \(12\)/);
    expect(await kicklab('effects', 'compresor')).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean compressor?') as string });
  });

  test('prints a preset that can be read again', async () => {
    const { stdout } = await kicklab('effects', '--preset', 'punch');
    expect(effectChain.parse(JSON.parse(stdout))).toEqual(await readEffects('Punch'));
    expect(await kicklab('effects', '--preset', 'none')).toMatchObject({ code: 2, stderr: expect.stringContaining('Lo-fi') as string });
    const all = JSON.parse((await kicklab('effects', '--json')).stdout) as { presets: unknown[] };
    expect(all.presets).toHaveLength(EFFECT_PRESETS.length);
  });
});
