/**
 * Entry of the process that tries one provider: `probe.ts BUNDLE PROVIDER THREADS`. It may crash
 * or hang (a driver can do both), which is why it is a process of its own. Sends one Measurement.
 */

import { readBundle } from './bundle.ts';
import type { ProviderName } from './protocol.ts';
import { measureProvider, type Measurement } from './providers.ts';

const [dir, provider, threads] = process.argv.slice(2);

const measured: Measurement = await measureProvider(await readBundle(dir), {
  provider: provider as ProviderName,
  threads: Number(threads),
});
process.send?.(measured, undefined, undefined, () => process.exit(0));
