import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDragged, type Dragged } from './dragged.ts';
import { readTone } from './fixtures/wav.ts';
import { exportWav } from './wav.ts';

let library: string;
let dragged: Dragged;
beforeEach(() => {
  library = mkdtempSync(join(tmpdir(), 'kicklab-dragged-'));
  dragged = createDragged(() => library);
});
afterEach(() => { rmSync(library, { recursive: true }); });

const at = (...names: string[]): string => join(library, 'dragged', ...names);
const DAY = 24 * 3600;

/** A short sound whose samples tell which one it is. */
function sound(fileName: string, level: number) {
  const samples = Float32Array.of(0, level, -level, -0, 2 * level);
  return { fileName, samples, sampleRate: 44_100, wav: () => exportWav({ samples, sampleRate: 44_100 }, { format: 'wav32f' }).bytes };
}

test('a sound stands under its name, bit for bit', async () => {
  const asked = sound('Deep.wav', 0.3);
  const path = await dragged.stand(asked);
  expect(path).toBe(at('Deep.wav'));
  expect(readTone(readFileSync(path))).toMatchObject({ samples: asked.samples, sampleRate: 44_100 });
});

test('the same sound of the same name is one file, and another sound gets another', async () => {
  const [first, again, other, otherAgain] = [sound('Deep.wav', 0.3), sound('Deep.wav', 0.3), sound('Deep.wav', 0.4), sound('Deep.wav', 0.4)];
  const paths = [];
  for (const each of [first, again, other, otherAgain]) paths.push(await dragged.stand(each));
  expect(paths).toEqual([at('Deep.wav'), at('Deep.wav'), at('Deep-2.wav'), at('Deep-2.wav')]);
  expect(readTone(readFileSync(at('Deep-2.wav'))).samples).toEqual(other.samples);
  // In another start, too.
  expect(await createDragged(() => library).stand(otherAgain)).toBe(at('Deep-2.wav'));
});

test('two that are asked for at once stand beside each other, whole', async () => {
  const levels = [0.1, 0.2, 0.3, 0.4, 0.1, 0.2];
  const others = createDragged(() => library);
  const paths = await Promise.all(levels.map((level, i) => (i % 2 === 0 ? dragged : others).stand(sound('Deep.wav', level))));
  expect(new Set(paths).size).toBe(4);
  expect(paths.map((path) => readTone(readFileSync(path)).samples[1])).toEqual(levels.map(Math.fround));
});

test('what stands there already is never replaced', async () => {
  mkdirSync(at(), { recursive: true });
  writeFileSync(at('Deep.wav'), 'not a sound');
  mkdirSync(at('Deep-2.wav'));
  expect(await dragged.stand(sound('Deep.wav', 0.3))).toBe(at('Deep-3.wav'));
  expect(readFileSync(at('Deep.wav'), 'utf8')).toBe('not a sound');
});

test('a file that was changed by whoever took it stays as it is; the sound gets another one', async () => {
  const path = await dragged.stand(sound('Deep.wav', 0.3));
  dragged.take([path]);
  writeFileSync(path, sound('', 0.9).wav());
  expect(await dragged.stand(sound('Deep.wav', 0.3))).toBe(at('Deep-2.wav'));
  expect(readTone(readFileSync(path)).samples[1]).toBe(Math.fround(0.9));
});

test('what nobody took goes at the end, and what was taken stays', async () => {
  const [kept, gone] = [await dragged.stand(sound('Kept.wav', 0.3)), await dragged.stand(sound('Gone.wav', 0.3))];
  dragged.take([kept]);
  expect(existsSync(gone)).toBe(true);
  dragged.close();
  expect(readdirSync(at())).toEqual(['Kept.wav']);
});

test('what another process took stays, whoever made it', async () => {
  const path = await dragged.stand(sound('Deep.wav', 0.3));
  const other = createDragged(() => library);
  expect(await other.stand(sound('Deep.wav', 0.3))).toBe(path);
  other.take([path]);
  other.close();
  dragged.close();
  expect(readdirSync(at())).toEqual(['Deep.wav']);
});

test('of many that nobody takes the oldest go', async () => {
  const first = await dragged.stand(sound('First.wav', 0.3));
  for (let i = 0; i < 199; i++) await dragged.stand(sound(`${String(i)}.wav`, 0.3));
  expect(existsSync(first)).toBe(true);
  // Asked for again, it is not the oldest any more.
  await dragged.stand(sound('First.wav', 0.3));
  await dragged.stand(sound('Last.wav', 0.3));
  expect([existsSync(first), existsSync(at('0.wav')), existsSync(at('1.wav'))]).toEqual([true, false, true]);
});

test('what a crash left goes a day later, unless it was taken', async () => {
  const [left, taken] = [await dragged.stand(sound('Left.wav', 0.3)), await dragged.stand(sound('Taken.wav', 0.3))];
  dragged.take([taken]);
  const soon = createDragged(() => library);
  await soon.stand(sound('New.wav', 0.3));
  expect(existsSync(left)).toBe(true);
  const mark = at('.Left.wav.offered');
  const yesterday = Date.now() / 1000 - DAY - 1;
  utimesSync(mark, yesterday, yesterday);
  await createDragged(() => library).stand(sound('New.wav', 0.3));
  expect(readdirSync(at()).filter((name) => !name.startsWith('.'))).toEqual(['New.wav', 'Taken.wav']);
});

test('says where it cannot write', async () => {
  writeFileSync(at(), 'in the way');
  await expect(dragged.stand(sound('Deep.wav', 0.3))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringContaining(at()) as string });
});
