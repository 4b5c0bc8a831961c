/** A model as a file: there and back as it was, and nothing from a file that is not what it says. */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeArchive, type ArchiveEntry } from '../base/archive-write.ts';
import { modelFileBytes, modelFileName, openModelFile, writeModelFile } from './model-file.ts';

let dir: string;
let root: string;
let file: string;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const manifestOf = (files: Record<string, string>): string =>
  JSON.stringify({ id: 'id', name: 'Süß & laut', files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, { bytes: text.length, sha256: sha256(text) }])) });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-model-file-'));
  root = join(dir, 'models');
  file = join(dir, 'a.kickmodel');
  mkdirSync(root);
});
afterEach(() => { rmSync(dir, { recursive: true }); });

const write = (entries: Record<string, string>): Promise<void> =>
  writeArchive(file, Object.entries(entries).map(([path, text]): ArchiveEntry => ({ path, content: Buffer.from(text), compress: true })));
const install = async (check: (at: string) => Promise<void> = () => Promise.resolve()): Promise<string> => {
  const opened = await openModelFile(file);
  try {
    return await opened.install(root, check);
  } finally {
    opened.close();
  }
};
/** What stands in the folder of models, hidden or not, below folders too. */
const left = (): string[] => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();

const BUNDLE = { 'decoder.onnx': 'weights', 'card.md': '# Card\n' };

test('what was exported is installed as it was, with what stood beside it and nothing else', async () => {
  const bundle = join(dir, 'bundle');
  mkdirSync(bundle);
  for (const [name, text] of Object.entries({ ...BUNDLE, 'manifest.json': manifestOf(BUNDLE), 'training-set.json': '{}', 'quality.json': '[]', 'checkpoint.bin': 'large' })) writeFileSync(join(bundle, name), text);
  await writeModelFile(bundle, file);
  expect(readFileSync(file)).toEqual(Buffer.from(await modelFileBytes(bundle)));
  const checked: string[] = [];
  const installed = await install((at) => {
    checked.push(...readdirSync(at));
    return Promise.resolve();
  });
  expect(installed).toBe(join(root, 'süß-laut'));
  expect(readdirSync(installed).sort()).toEqual(['card.md', 'decoder.onnx', 'manifest.json', 'quality.json', 'training-set.json']);
  expect(checked.sort()).toEqual(readdirSync(installed).sort());
  for (const name of readdirSync(installed)) expect(readFileSync(join(installed, name))).toEqual(readFileSync(join(bundle, name)));
  // Another of the same name stands beside it.
  expect(await install()).toBe(join(root, 'süß-laut-2'));
});

test('a name becomes one that every disk takes', () => {
  expect(['../../etc', 'CON: 7"', ''].map(modelFileName)).toEqual(['etc.kickmodel', 'con-7.kickmodel', 'model.kickmodel']);
});

describe('refused, with nothing left behind', () => {
  const refusals: [what: string, code: string, entries: Record<string, string>][] = [
    ['a file that the manifest does not know', 'ARCHIVE_REFUSED', { ...BUNDLE, 'manifest.json': manifestOf(BUNDLE), 'run.sh': 'rm' }],
    ['a file below a folder', 'ARCHIVE_REFUSED', { ...BUNDLE, 'manifest.json': manifestOf(BUNDLE), 'more/decoder.onnx': 'weights' }],
    ['a file that is missing', 'MODEL_FILE_UNUSABLE', { 'card.md': BUNDLE['card.md'], 'manifest.json': manifestOf(BUNDLE) }],
    ['a file that was changed', 'MODEL_FILE_UNUSABLE', { ...BUNDLE, 'card.md': '# Other\n', 'manifest.json': manifestOf(BUNDLE) }],
    ['no manifest', 'MODEL_FILE_UNUSABLE', BUNDLE],
    ['a manifest that is none', 'MODEL_FILE_UNUSABLE', { ...BUNDLE, 'manifest.json': '{"id":7}' }],
    ['a bomb', 'ARCHIVE_REFUSED', { ...BUNDLE, 'decoder.onnx': '0'.repeat(4 << 20), 'manifest.json': manifestOf({ ...BUNDLE, 'decoder.onnx': '0'.repeat(4 << 20) }) }],
  ];
  test.each(refusals)('%s', async (_what, code, entries) => {
    await write(entries);
    await expect(install()).rejects.toMatchObject({ code });
    expect(left()).toEqual([]);
  });

  test('a path that leaves its folder, whatever the manifest says', async () => {
    await write({ ...BUNDLE, 'aa/evil.md': 'x', 'manifest.json': manifestOf({ ...BUNDLE, '../evil.md': 'x' }) });
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.from(bytes.toString('latin1').replaceAll('aa/evil.md', '../evil.md'), 'latin1'));
    await expect(install()).rejects.toMatchObject({ code: expect.stringMatching(/^ARCHIVE_/) as string });
    expect([left(), existsSync(join(dir, 'evil.md'))]).toEqual([[], false]);
  });

  test('what is no archive', async () => {
    writeFileSync(file, 'RIFF and nothing of a zip');
    await expect(install()).rejects.toMatchObject({ code: 'ARCHIVE_UNREADABLE' });
  });

  test('a bundle that the check refuses, which is told of the file and not of where it was unpacked', async () => {
    await write({ ...BUNDLE, 'manifest.json': manifestOf(BUNDLE) });
    const { KicklabError } = await import('../../src-preload/contract/errors.ts');
    const failing = install((at) => Promise.reject(new KicklabError('BUNDLE_CORRUPT', { dir: at, file: 'decoder.onnx', reason: 'is no network' })));
    await expect(failing).rejects.toMatchObject({ code: 'MODEL_FILE_UNUSABLE', message: expect.stringMatching(/^.*a\.kickmodel: is no model.*decoder\.onnx is no network$/) as string });
    await expect(failing).rejects.not.toMatchObject({ message: expect.stringContaining('.incoming') as string });
    expect(left()).toEqual([]);
  });
});
