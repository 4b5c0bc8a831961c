import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readBundle } from './bundle.ts';
import { swiftShaderEnvironment } from './fixtures/swiftshader.ts';
import { writeTinyBundle } from './fixtures/tiny-bundle.ts';
import { writeUntrainedBundle } from './fixtures/untrained-bundle.ts';
import { probeAll, probeInChild } from './probing.ts';
import type { ProviderName, ProviderReport } from './protocol.ts';
import { candidates, fastest, measureProvider, TOLERANCE, unavailable } from './providers.ts';

const run = promisify(execFile);
const dir = mkdtempSync(join(tmpdir(), 'kicklab-providers-'));

beforeAll(async () => {
  await writeTinyBundle(dir);
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

const report = (name: ProviderName, ms: number, available = true): ProviderReport => ({ name, available, reason: null, ms, error: 0 });

test('every platform ends with the CPU and lists its own', () => {
  expect(candidates('linux')).toEqual(['cuda', 'webgpu', 'cpu']);
  expect(candidates('win32')).toEqual(['dml', 'cuda', 'webgpu', 'cpu']);
  expect(candidates('darwin')).toEqual(['coreml', 'webgpu', 'cpu']);
});

test('the fastest that is right is chosen', () => {
  expect(fastest([report('cuda', 3), report('webgpu', 5), report('cpu', 9)])).toBe('cuda');
  expect(fastest([report('cuda', 3, false), report('webgpu', 12), report('cpu', 9)])).toBe('cpu');
  expect(fastest([unavailable('webgpu', 'no adapter'), { ...report('cpu', 1), ms: null }])).toBe('cpu');
});

test('a provider that the runtime was not built with is named as such', async () => {
  const absent = process.platform === 'win32' ? 'coreml' : 'dml';
  const { cpu, candidate } = await measureProvider(await readBundle(dir), { provider: absent, threads: 1 });
  expect(candidate).toEqual(unavailable(absent, 'this build of ONNX Runtime does not have it'));
  expect(cpu.ms).toBeGreaterThan(0);
});

describe('trials in processes of their own', () => {
  test('report on the CPU and on what cannot be had, with the reason', async () => {
    const reports = await probeAll(dir, 1, probeInChild);
    expect(reports.map((r) => r.name)).toEqual(candidates(process.platform));
    expect(reports.at(-1)).toMatchObject({ name: 'cpu', available: true, error: 0 });
    for (const { available, reason } of reports) expect(available ? reason : typeof reason).toBe(available ? null : 'string');
  });

  test('that die are a report and no more', async () => {
    expect(await probeInChild(join(dir, 'nowhere'), 'webgpu', 1)).toEqual({ failed: 'the trial ended with exit code 1' });
    const reports = await probeAll(dir, 1, () => Promise.resolve({ failed: 'the trial was ended by SIGSEGV' }));
    expect(reports[0]).toEqual(unavailable(candidates(process.platform)[0], 'the trial was ended by SIGSEGV'));
    expect(fastest(reports)).toBe('cpu');
  });
});

const environment = swiftShaderEnvironment();
if (environment === null) console.log('skipped: WebGPU inference on SwiftShader (no Chromium with SwiftShader and libvulkan.so.1 found)');

describe.skipIf(environment === null)('WebGPU on SwiftShader', () => {
  test('runs decoder and vocoder wholly on the device, and as the CPU does', async () => {
    const fixture = fileURLToPath(new URL('./fixtures/webgpu-strict.ts', import.meta.url));
    const untrained = join(dir, 'untrained');
    await writeUntrainedBundle(untrained);
    const { stdout } = await run(process.execPath, [fixture, dir, untrained], { env: { ...process.env, ...environment } });
    const { candidate, decoderError, decoderPeak, refusal } = JSON.parse(stdout) as {
      candidate: ProviderReport;
      decoderError: number;
      decoderPeak: number;
      refusal: string;
    };
    expect(candidate).toMatchObject({ name: 'webgpu', available: true, reason: null });
    expect(candidate.error).toBeLessThan(TOLERANCE);
    // Another device sums in another order: an exact match would mean that the CPU ran it.
    expect(candidate.error).toBeGreaterThan(0);
    expect(decoderPeak).toBeGreaterThan(0.05);
    expect(decoderError).toBeLessThan(1e-4);
    expect(decoderError).toBeGreaterThan(0);
    expect(refusal).toMatch(/fallback/i);
  });
});
