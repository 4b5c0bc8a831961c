/**
 * Training as a user starts it, killed without warning and resumed: what comes out must equal a
 * run that nobody disturbed. On a small folder of short sounds and from untrained weights, so that it takes seconds.
 */

import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from '../../src-preload/contract/verbs.ts';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeWav } from '../../src-main/audio/wav-write.ts';
import { writeShortBundle } from '../../src-main/engine/fixtures/untrained-bundle.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'kicklab-train-'));
const kicks = join(dir, 'kicks');
const start = join(dir, 'start');
const EPOCHS = 4;

beforeAll(async () => {
  // Latent size 8 and short sounds on purpose: they are read from the manifest everywhere.
  await writeShortBundle(start);
  mkdirSync(kicks);
  for (let i = 0; i < 20; i++) {
    const { samples } = proceduralKick(3, i, KICK_SPEC, 'short');
    writeFileSync(join(kicks, `${'abcdefghijklmnopqrst'[i]}.wav`), writeWav([samples], 44_100, { format: 'int16', ditherSeed: i }));
  }
  writeFileSync(join(kicks, 'notes.mp3'), 'not audio');
});
afterAll(() => {
  rmSync(dir, { recursive: true });
});

function train(out: string, ...more: string[]) {
  const child = spawn(
    process.execPath,
    [join(root, 'src-main/cli.ts'), 'train', kicks, '--out', out, '--from', start, '--preset', 'quick', '--epochs', String(EPOCHS), '--threads', '1', '--seed', '5', '--name', 'trained', '--json', ...more],
    { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env: { ...process.env, KICKLAB_LAB: join(dir, 'lab') } },
  );
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<{ code: number | null; stdout: string; stderr: string }>((done) =>
    child.on('close', (code) => { done({ code, stdout, stderr }); }),
  );
  return { child, ended };
}

const linesOf = (out: string): string[] => {
  const log = join(out, 'checkpoints/training.jsonl');
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter((line) => line !== '') : [];
};

test('killed with -9 half-way and resumed equals the uninterrupted run', { timeout: 400_000 }, async () => {
  const whole = join(dir, 'whole');
  const broken = join(dir, 'broken');
  const undisturbed = await train(whole).ended;
  expect(undisturbed).toMatchObject({ code: 0 });
  const result = contract.training.status.output.shape.result.parse(JSON.parse(undisturbed.stdout));
  expect(result).toMatchObject({ used: 20, stopped: 'done', rejected: [{ file: 'notes.mp3', code: 'AUDIO_UNREADABLE' }] });

  const first = train(broken);
  await expect.poll(() => linesOf(broken).length, { timeout: 120_000, interval: 20 }).toBeGreaterThanOrEqual(EPOCHS / 2);
  // The whole group, as a power cut would: the engine has no time to say goodbye either.
  process.kill(-(first.child.pid ?? 0), 'SIGKILL');
  await first.ended;
  expect(linesOf(broken).length).toBeLessThan(EPOCHS);
  expect(existsSync(join(broken, 'manifest.json'))).toBe(false);

  expect(await train(broken, '--resume').ended).toMatchObject({ code: 0 });
  expect(linesOf(broken)).toEqual(linesOf(whole));
  for (const file of ['encoder.onnx', 'decoder.onnx', 'vocoder.onnx', 'axes.json', 'prior.json', 'card.md']) {
    expect(readFileSync(join(broken, file)).equals(readFileSync(join(whole, file))), file).toBe(true);
  }
  const id = (out: string): unknown => (JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as { id: unknown }).id;
  expect(id(broken)).toBe(id(whole));

  // The folder is the bundle, with something to listen to.
  expect(readdirSync(join(whole, 'reconstructions')).filter((name) => !name.includes('reference')).length).toBe(20);
  expect(readdirSync(join(whole, 'samples')).length).toBe(10);
  const made = spawn(process.execPath, [join(root, 'src-main/cli.ts'), 'generate', '--model', whole, '--out', join(dir, 'made')]);
  expect(await new Promise((done) => made.on('close', done))).toBe(0);
  expect(readdirSync(join(dir, 'made'))).toEqual(['0001.wav']);
});
