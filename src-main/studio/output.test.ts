import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureFolder, fileNameOf, freePath, numberedPath, outputPaths, refuseOverwriting } from './output.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-output-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('a folder under a file cannot be made, and is named', async () => {
  writeFileSync(join(dir, 'file'), '');
  const out = join(dir, 'file', 'below');
  await expect(ensureFolder(out)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE', message: expect.stringContaining(out) as string });
  await expect(ensureFolder(join(dir, 'file'))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  await ensureFolder(join(dir, 'a', 'b'));
  expect(existsSync(join(dir, 'a', 'b'))).toBe(true);
});

test('inputs of one base name get names of their own, and never another input\'s', () => {
  expect(outputPaths(['x/kick.wav', 'y/kick.aif', 'z/KICK.wav', 'kick-2.wav', 'a.b.wav'], 'out', '.wav')).toEqual(
    ['kick', 'kick-3', 'KICK-4', 'kick-2', 'a.b'].map((name) => join('out', `${name}.wav`)),
  );
});

test('an input is not overwritten, however its path is written', () => {
  expect(() => { refuseOverwriting(['/tmp/a/../kick.wav'], '/tmp/kick.wav'); }).toThrow(expect.objectContaining({ code: 'OUTPUT_IS_INPUT' }));
  expect(() => { refuseOverwriting(['/tmp/kick.wav'], '/tmp/out/kick.wav'); }).not.toThrow();
});

test('numbers are four digits wide, more where needed', () => {
  expect(numberedPath('o', 7, 64)).toBe(join('o', '0007.wav'));
  expect(numberedPath('o', 7, 10_000)).toBe(join('o', '00007.wav'));
});

test.each([
  ['Kick 12 F#1', 'Kick 12 F#1.wav'],
  ['../../etc/passwd', '_.-..-etc-passwd.wav'],
  ['a\\b:c*d?"e<f>g|h', 'a-b-c-d--e-f-g-h.wav'],
  ['.hidden', '_hidden.wav'],
  ['ends with dots. ..', 'ends with dots.wav'],
  ['...', '_.wav'],
  ['NUL', 'NUL_.wav'],
  ['com7', 'com7_.wav'],
  ['Übergroß', 'Übergroß.wav'],
  ['🥁'.repeat(120), `${'🥁'.repeat(50)}.wav`],
])('%j may be a file as %j', (name, file) => {
  expect(fileNameOf(name, '.wav')).toBe(file);
});

test('names of one list do not meet, whatever their case', () => {
  const taken = new Set<string>();
  expect(['A.wav', 'a.wav', 'A-2.wav', 'B.wav'].map((name) => freePath('o', name, taken))).toEqual(
    ['A.wav', 'a-2.wav', 'A-2-2.wav', 'B.wav'].map((name) => join('o', name)),
  );
});
