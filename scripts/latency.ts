/**
 * How soon a kick is there, on the shipped model, in a real browser: `npm run -s latency [-- MOVES]`.
 * It prints medians and 95th percentiles; nothing is compared, nothing fails.
 */

import { resolve } from 'node:path';
import { ensureChromium } from '../e2e/fixtures/browser.ts';
import { measureLatency } from './bench/latency.ts';
import { quantile } from '../src-main/base/statistics.ts';

await ensureChromium();
const { sliderToPcm, replay, rest } = await measureLatency(resolve(import.meta.dirname, '../models/factory'), Number(process.argv[2] ?? 200));
for (const [name, times] of [['slider event to PCM', sliderToPcm], ['key to start, cached kick', replay], ['POST /api/generate', rest]] as const) {
  const at = (share: number): string => quantile(times, share).toFixed(1).padStart(5);
  console.info(`${name.padEnd(28)} p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms  (${String(times.length)})`);
}
