/**
 * The command line as its users start it: a child process with the real engine under it. Runs
 * on the shipped model where it is there, and always on a small untrained one.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { writeTinyBundle } from '../../src-main/engine/fixtures/tiny-bundle.ts';
import { readTone, sampleBytes, writeTone } from '../../src-main/studio/fixtures/wav.ts';

const root = resolve(import.meta.dirname, '../..');
const factory = join(root, 'models/factory');
const dir = mkdtempSync(join(tmpdir(), 'kicklab-cli-'));
const tiny = join(dir, 'tiny');

beforeAll(async () => {
  await writeTinyBundle(tiny);
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'src-main/cli.ts'), ...args], { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] });
  const ran: Ran = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (ran.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (ran.stderr += data.toString()));
  const ended = new Promise<Ran>((done) => child.on('close', (code) => { done({ ...ran, code }); }));
  return { child, ran, ended };
}
const kicklab = (...args: string[]): Promise<Ran> => start(...args).ended;
const bytesIn = (folder: string): string[] => readdirSync(folder).sort().map((name) => readFileSync(join(folder, name)).toString('base64'));

describe.each([
  ['the small untrained bundle', tiny, true],
  ['the shipped model', factory, existsSync(join(factory, 'manifest.json'))],
])('with %s', (_, bundle, there) => {
  const model = ['--model', bundle, '--provider', 'cpu'];
  const out = mkdtempSync(join(dir, 'out-'));
  beforeEach(({ skip }) => {
    skip(!there, 'models/factory is not there');
  });
  const tone = writeTone(join(out, 'tone.wav'), 55);

  test('a seed gives the same bytes again, however many are made, every kick another, levels as promised', async () => {
    for (const count of ['8', '5']) {
      expect(await kicklab('generate', '--count', count, '--seed', '7', '--out', join(out, count), ...model)).toMatchObject({ code: 0 });
    }
    const made = bytesIn(join(out, '8'));
    expect(bytesIn(join(out, '5'))).toEqual(made.slice(0, 5));
    expect(new Set(made).size).toBe(8);
    for (const name of readdirSync(join(out, '8'))) {
      const { samples, sampleRate, channels } = readTone(readFileSync(join(out, '8', name)));
      expect([sampleRate, channels]).toEqual([44_100, 1]);
      const peakDb = 20 * Math.log10(samples.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0));
      expect(peakDb).toBeCloseTo(-1, 1);
      const tail = samples.slice(-4410);
      expect(Math.abs(tail.reduce((sum, x) => sum + x, 0) / tail.length)).toBeLessThan(1e-4);
      expect(Math.max(Math.abs(samples[0]), Math.abs(samples[samples.length - 1]))).toBeLessThan(2e-3);
    }
  });

  test('the samples of reconstruct are those of generate --latent with the latent that encode prints, byte for byte', async () => {
    const encoded = await kicklab('encode', tone, '--json', ...model);
    expect([encoded.code, encoded.stderr]).toEqual([0, '']);
    const { items } = contract.kicks.encode.output.parse(JSON.parse(encoded.stdout));
    const latent = 'latent' in items[0] ? items[0].latent.join(',') : '';
    expect(await kicklab('reconstruct', tone, '--out', join(out, 'r'), ...model)).toMatchObject({ code: 0 });
    expect(await kicklab('generate', '--latent', latent, '--out', join(out, 'g'), ...model)).toMatchObject({ code: 0 });
    const [reconstructed, generated] = ['r/tone.wav', 'g/0001.wav'].map((made) => sampleBytes(readFileSync(join(out, made))));
    expect(reconstructed.equals(generated)).toBe(true);
  });
});

describe('whatever the model', () => {
  const model = ['--model', tiny, '--provider', 'cpu'];
  const out = mkdtempSync(join(dir, 'out-'));
  const tone = writeTone(join(out, 'tone.wav'), 55);

  test('resynth and interpolate write what they promise', async () => {
    expect(await kicklab('resynth', tone, '--out', join(out, 's'), ...model)).toMatchObject({ code: 0 });
    expect(readdirSync(join(out, 's'))).toEqual(['tone.wav']);
    expect(await kicklab('interpolate', '--from', tone, '--to', writeTone(join(out, 'other.wav'), 80), '--steps', '3', '--out', join(out, 'i'), ...model)).toMatchObject({ code: 0 });
    expect(new Set(bytesIn(join(out, 'i'))).size).toBe(3);
  });

  test('a batch with bad files: exit 1, each named with a code, the good one encoded', async () => {
    mkdirSync(join(out, 'bad'), { recursive: true });
    const bad = { 'empty.wav': '', 'text.wav': 'no audio', 'absent.wav': null };
    const files = Object.entries(bad).map(([name, content]) => {
      const file = join(out, 'bad', name);
      if (content !== null) writeFileSync(file, content);
      return file;
    });
    const { code, stdout, stderr } = await kicklab('encode', ...files, tone, '--json', ...model);
    expect(code).toBe(1);
    const { items } = contract.kicks.encode.output.parse(JSON.parse(stdout));
    expect(items.map((item) => ('error' in item ? item.error.code : 'done'))).toEqual(['AUDIO_EMPTY', 'AUDIO_UNREADABLE', 'FILE_NOT_FOUND', 'done']);
    for (const file of files) expect(stderr).toContain(file);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('serve prints one line, answers, and stops on SIGTERM', async () => {
    const { child, ran, ended } = start('serve', '--port', '0', ...model);
    await expect.poll(() => ran.stdout, { timeout: 20_000 }).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\n$/);
    const answer = await fetch(new URL('/api/random', ran.stdout.trim()), { method: 'POST', body: '{"seed":1}' });
    const { wavUrl } = (await answer.json()) as { wavUrl: string };
    expect(readTone(new Uint8Array(await (await fetch(wavUrl)).arrayBuffer())).sampleRate).toBe(44_100);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
  });
});

test('misuse costs no model: exit 2, the nearest option named', async () => {
  expect(await kicklab('generate', '--cuont', '3', '--out', 'x')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--count') as string });
  expect(await kicklab('generate', '--latent', '1,2,3', '--out', join(dir, 'never'), '--model', tiny)).toMatchObject({ code: 2 });
});

test('a corrupt bundle is told in words', async () => {
  const corrupt = join(dir, 'corrupt');
  await writeTinyBundle(corrupt);
  writeFileSync(join(corrupt, 'decoder.onnx'), 'x');
  const { code, stdout } = await kicklab('generate', '--out', join(dir, 'never'), '--model', corrupt, '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'BUNDLE_CORRUPT' } }]);
});
