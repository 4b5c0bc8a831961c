import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, test } from 'vitest';

import { Graph } from '../graph/graph.ts';
import * as op from '../graph/ops.ts';
import { toModel } from '../graph/writer.ts';
import { openNetwork, sessionOptions } from './runtime.ts';

const run = promisify(execFile);
const fixture = fileURLToPath(new URL('./fixtures/open-one-network.ts', import.meta.url));

describe('telemetry', () => {
  // With telemetry on, the Linux build writes a device id below ~/.cache at the first session.
  for (const before of [undefined, '0']) {
    test(`stays off where the environment says ${before ?? 'nothing'}: the runtime leaves no trace in the home folder`, async () => {
      const home = mkdtempSync(join(tmpdir(), 'kicklab-home-'));
      try {
        const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: home };
        if (before !== undefined) env.ORT_DISABLE_TELEMETRY = before;
        const { stdout } = await run(process.execPath, [fixture], { env });
        expect(JSON.parse(stdout)).toEqual({ y: [2, 4, 6, 8], variable: '1' });
        expect(readdirSync(home)).toEqual([]);
      } finally {
        rmSync(home, { recursive: true });
      }
    });
  }
});

test('sessions neither spin nor run operators in parallel', () => {
  const options = sessionOptions({ provider: 'cpu', threads: 1 });
  expect(options).toMatchObject({ executionMode: 'sequential', intraOpNumThreads: 1, graphOptimizationLevel: 'all' });
  expect(options.extra).toMatchObject({ session: { intra_op: { allow_spinning: '0' } } });
});

test('a network tells its static shapes and runs', async () => {
  const g = new Graph();
  const a = g.input('a', [2, 3]);
  const b = g.input('b', [3, 1]);
  g.output('product', op.matmul(a, b));
  const network = await openNetwork(toModel(g), { provider: 'cpu', threads: 1 });
  expect([...network.inputs]).toEqual([['a', [2, 3]], ['b', [3, 1]]]);
  expect([...network.outputs]).toEqual([['product', [2, 1]]]);
  const { product } = await network.run({ a: Float32Array.of(1, 2, 3, 4, 5, 6), b: Float32Array.of(1, 0, -1) });
  expect([...product]).toEqual([-2, -2]);
  await network.release();
});
