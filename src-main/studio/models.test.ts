import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFormer } from '../lab/former.ts';
import { listModels, resolveModel } from './models.ts';

let dir: string;
let roots: { app: string; user: string };
const put = (at: string, manifest: unknown): string => {
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'manifest.json'), typeof manifest === 'string' ? manifest : JSON.stringify(manifest));
  return at;
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kicklab-models-'));
  roots = { app: join(dir, 'app'), user: join(dir, 'user') };
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

test('a model is found by folder name, id, beginning of the id, name, or path', async () => {
  const factory = put(join(roots.app, 'factory'), { id: 'aaaaaaaabbbbbbbb', name: 'Factory', latentSize: 32 });
  const mine = put(join(roots.user, 'mine'), { id: 'ccccccccdddddddd', name: 'My kicks', latentSize: 16 });
  expect(await resolveModel(undefined, roots)).toBe(factory);
  expect(await resolveModel('factory', roots)).toBe(factory);
  for (const name of ['mine', 'My kicks', 'ccccccccdddddddd', 'cccccccc', mine]) expect(await resolveModel(name, roots)).toBe(mine);
});

test('an unknown name says where it was looked for and what there is', async () => {
  put(join(roots.app, 'factory'), { id: 'aaaaaaaabbbbbbbb', name: 'Factory', latentSize: 32 });
  const wanted = expect.objectContaining({
    code: 'MODEL_NOT_FOUND',
    message: expect.stringContaining(roots.user) as string,
    hint: expect.stringContaining('Factory') as string,
  }) as Error;
  await expect(resolveModel('cccc', roots)).rejects.toThrow(wanted);
  await expect(resolveModel('./factory', roots)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
});

test('a folder that is no bundle is left to the engine to judge, and not listed', async () => {
  put(join(roots.user, 'broken'), '{');
  put(join(roots.user, 'foreign'), { hello: 1 });
  expect(await listModels(roots)).toEqual([]);
  expect(await resolveModel(join(roots.user, 'broken'), roots)).toBe(join(roots.user, 'broken'));
});

test('the preferred model stands for none, wherever it is, and is listed', async () => {
  put(join(roots.app, 'factory'), { id: 'aaaaaaaabbbbbbbb', name: 'Factory', latentSize: 32 });
  const preferred = put(join(dir, 'elsewhere'), { id: 'ccccccccdddddddd', name: 'Mine', latentSize: 32 });
  const all = { ...roots, preferred };
  expect(await resolveModel(undefined, all)).toBe(preferred);
  expect(await resolveModel('ccccccccdddddddd', all)).toBe(preferred);
  expect(await listModels(all)).toMatchObject([{ name: 'Factory', factory: true }, { id: 'ccccccccdddddddd', dir: preferred, factory: false }]);
  expect(await listModels({ ...roots, preferred: join(roots.app, 'factory') })).toHaveLength(1);
  // Another took its place since: it can still be gone back to.
  expect(await listModels({ ...roots, told: preferred })).toHaveLength(2);
});

test('a model that is named by id is found again where it is put meanwhile', async () => {
  const first = put(join(roots.user, 'first'), { id: 'ccccccccdddddddd', name: 'Mine', latentSize: 32 });
  expect(await resolveModel('ccccccccdddddddd', roots)).toBe(first);
  const second = put(join(roots.user, 'second'), { id: 'ccccccccdddddddd', name: 'Mine', latentSize: 32 });
  rmSync(first, { recursive: true });
  expect(await resolveModel('ccccccccdddddddd', roots)).toBe(second);
});

test('an id goes before a model that is called like it', async () => {
  put(join(roots.user, 'a'), { id: 'aaaaaaaaaaaaaaaa', name: 'ccccccccdddddddd', latentSize: 32 });
  const meant = put(join(roots.user, 'b'), { id: 'ccccccccdddddddd', name: 'Mine', latentSize: 32 });
  expect(await resolveModel('ccccccccdddddddd', roots)).toBe(meant);
});

test('a shipped model stands for those it took the place of; one of the user is not believed to, and none goes before its own', async () => {
  const factory = put(join(roots.app, 'factory'), { id: 'aaaaaaaabbbbbbbb', name: 'Factory', latentSize: 32 });
  await writeFormer(factory, 'aaaaaaaabbbbbbbb', [{ id: 'ffffffffeeeeeeee' }, { id: '9999999988888888' }]);
  const mine = put(join(roots.user, 'mine'), { id: 'ccccccccdddddddd', name: 'Mine', latentSize: 32 });
  await writeFormer(mine, 'ccccccccdddddddd', [{ id: '1111111122222222' }]);
  expect(await resolveModel('ffffffffeeeeeeee', roots)).toBe(factory);
  await expect(resolveModel('1111111122222222', roots)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  const own = put(join(roots.user, 'old'), { id: '9999999988888888', name: 'Old', latentSize: 32 });
  expect(await resolveModel('9999999988888888', roots)).toBe(own);
});
