/** How long a kick takes, stage by stage, warm, on one thread; and the size of the bundle. */

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '../../src-main/engine/models.ts';
import type { Kick } from '../../src-main/engine/protocol.ts';
import { generate } from '../../src-main/engine/synthesis.ts';
import { median, quantile, table } from './statistics.ts';

const RUNS = 120;
const WARM_UP = 30;

export async function measureSpeed(model: Model, say: (text: string) => void): Promise<void> {
  const { signal } = new AbortController();
  const timings: Kick['timing'][] = [];
  for (let index = 0; index < RUNS + WARM_UP; index++) {
    const { timing } = await generate(model, { base: { seed: 7, index }, sliders: {}, forFile: true }, signal);
    if (index >= WARM_UP) timings.push(timing);
  }
  const stages = ['decode', 'vocoder', 'projection', 'finish', 'total'] as const;
  say(`speed: ${String(RUNS)} kicks, one thread`);
  say(table(['ms', ...stages], [
    ['p50', ...stages.map((stage) => median(timings.map((t) => t[stage])).toFixed(1))],
    ['p95', ...stages.map((stage) => quantile(timings.map((t) => t[stage]), 0.95).toFixed(1))],
  ]));
  const { dir } = model.bundle;
  let bytes = 0;
  for (const file of await readdir(dir)) bytes += (await stat(join(dir, file))).size;
  say(`bundle: ${(bytes / 2 ** 20).toFixed(1)} MiB`);
}
