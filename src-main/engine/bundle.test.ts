import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { standardPrior } from '../latent/prior.ts';
import { BUNDLE_FILES } from './bundle-schema.ts';
import { MANIFEST, readBundle, readCard, readManifest, writeBundle } from './bundle.ts';
import { tinyParts } from './fixtures/tiny-bundle.ts';

const root = mkdtempSync(join(tmpdir(), 'kicklab-bundle-'));
const parts = tinyParts();
let dir: string;
let n = 0;

async function refusal(folder: string): Promise<string> {
  try {
    await readBundle(folder);
  } catch (error) {
    if (error instanceof KicklabError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

function editManifest(edit: (manifest: Record<string, unknown>) => void): void {
  const manifest = JSON.parse(readFileSync(join(dir, MANIFEST), 'utf8')) as Record<string, unknown>;
  edit(manifest);
  writeFileSync(join(dir, MANIFEST), JSON.stringify(manifest));
}

beforeEach(async () => {
  dir = join(root, String(n++));
  await writeBundle(dir, parts);
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

test('what was written is read back, and nothing else is left in the folder', async () => {
  const bundle = await readBundle(dir);
  expect(bundle.manifest.latentSize).toBe(8);
  expect(bundle.manifest.audio).toEqual(parts.audio);
  expect(bundle.axes).toEqual(parts.axes);
  expect(bundle.prior).toEqual(parts.prior);
  expect(bundle.card).toBe(parts.card);
  expect(Buffer.from(bundle.vocoder).equals(parts.vocoder)).toBe(true);
  expect(readdirSync(dir).sort()).toEqual([...BUNDLE_FILES, MANIFEST].sort());
});

test('the id follows what is heard, not how it is told', async () => {
  const { id } = await readManifest(dir);
  const told = await writeBundle(join(root, 'told'), { ...parts, card: 'Other words.', name: 'other' });
  const heard = await writeBundle(join(root, 'heard'), { ...parts, prior: { ...standardPrior(8), mean: new Array<number>(8).fill(0.5) } });
  expect(id).toMatch(/^[0-9a-f]{16}$/);
  expect(told.id).toBe(id);
  expect(heard.id).not.toBe(id);
});

test('a prior of several Gaussians is kept; one whose weights do not sum to 1 is refused', async () => {
  const { mean, cholesky } = standardPrior(8);
  const components = [0.25, 0.75].map((weight) => ({ weight, mean, cholesky }));
  const prior = { kind: 'mixture' as const, components, quantiles: [-20, -12, -8] };
  await writeBundle(join(root, 'mixture'), { ...parts, prior });
  expect((await readBundle(join(root, 'mixture'))).prior).toEqual(prior);
  await expect(writeBundle(join(root, 'uneven'), { ...parts, prior: { ...prior, components: components.slice(1) } })).rejects.toThrow('sum to 1');
});

describe('a damaged bundle is refused and the file named:', () => {
  for (const file of BUNDLE_FILES) {
    test(`${file} truncated`, async () => {
      truncateSync(join(dir, file), 10);
      expect(await refusal(dir)).toMatch(new RegExp(`^BUNDLE_CORRUPT: .*${file} has 10 bytes`));
    });

    test(`${file} with one byte altered`, async () => {
      const bytes = readFileSync(join(dir, file));
      bytes[bytes.length >> 1] ^= 1;
      writeFileSync(join(dir, file), bytes);
      expect(await refusal(dir)).toMatch(new RegExp(`^BUNDLE_CORRUPT: .*${file} .*sha256`));
    });

    test(`${file} missing`, async () => {
      rmSync(join(dir, file));
      expect(await refusal(dir)).toMatch(new RegExp(`^BUNDLE_CORRUPT: .*${file} is missing`));
    });
  }

  test('the manifest truncated', async () => {
    truncateSync(join(dir, MANIFEST), 100);
    expect(await refusal(dir)).toMatch(/^BUNDLE_CORRUPT: .*manifest.json is not JSON/);
  });

  test('the manifest without a field', async () => {
    editManifest((manifest) => {
      delete manifest.latentSize;
    });
    expect(await refusal(dir)).toMatch(/^BUNDLE_CORRUPT: .*manifest.json does not fit at latentSize/);
  });

  test('audio constants that contradict each other', async () => {
    editManifest((manifest) => {
      manifest.audio = { ...parts.audio, hop: 128 };
    });
    expect(await refusal(dir)).toMatch(/^BUNDLE_CORRUPT: .*frames x hop/);
  });

  test('a latent size that does not belong to the files', async () => {
    editManifest((manifest) => {
      manifest.latentSize = 9;
    });
    expect(await refusal(dir)).toMatch(/^BUNDLE_CORRUPT: .*manifest.json was changed/);
  });
});

test('the card is read and checked without the networks', async () => {
  rmSync(join(dir, 'decoder.onnx'));
  expect(await readCard(dir)).toMatchObject({ card: parts.card, manifest: { training: parts.training } });
  writeFileSync(join(dir, 'card.md'), parts.card.replace('Untrained', 'Untrainee'));
  await expect(readCard(dir)).rejects.toMatchObject({ code: 'BUNDLE_CORRUPT', message: expect.stringContaining('card.md') as string });
});

test('no folder, an empty folder, and a file instead of a folder', async () => {
  expect(await refusal(join(root, 'nowhere'))).toMatch(/^BUNDLE_MISSING: .*nowhere/);
  expect(await refusal(root)).toMatch(/^BUNDLE_MISSING/);
  expect(await refusal(join(dir, 'card.md'))).toMatch(/^BUNDLE_MISSING/);
});

test('somebody else\'s manifest', async () => {
  writeFileSync(join(dir, MANIFEST), JSON.stringify({ name: 'app', icons: [], manifest_version: 3 }));
  expect(await refusal(dir)).toMatch(/^BUNDLE_FOREIGN/);
  writeFileSync(join(dir, MANIFEST), 'null');
  expect(await refusal(dir)).toMatch(/^BUNDLE_FOREIGN/);
});

test('a later format', async () => {
  editManifest((manifest) => {
    manifest.formatVersion = 2;
  });
  expect(await refusal(dir)).toMatch(/^BUNDLE_TOO_NEW: .*format 2 .*\(1\)/);
});

test('axes that do not fit the latent size are not written', async () => {
  const target = join(root, 'never');
  await expect(writeBundle(target, { ...parts, latentSize: 16 })).rejects.toThrow();
  expect(() => readdirSync(target)).toThrow(/ENOENT/);
});

test('a folder that cannot be made is a coded error', async () => {
  await expect(writeBundle(join(dir, 'card.md', 'inside'), parts)).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
});
