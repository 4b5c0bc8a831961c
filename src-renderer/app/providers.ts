/** What the networks can run on, as it is called on screen. */

import type { Output } from '../../src-preload/contract/verbs.ts';

export type ProviderName = Output<'models', 'info'>['provider'];

export const PROVIDER_NAMES: Record<ProviderName, string> = { cpu: 'CPU', cuda: 'CUDA', webgpu: 'WebGPU', dml: 'DirectML', coreml: 'Core ML' };
