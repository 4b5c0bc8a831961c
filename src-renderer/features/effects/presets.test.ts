import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectOf, type EffectChain } from '../../../src-preload/contract/effects.ts';
import { createPresets } from './presets.ts';

const KEY = 'kicklab-effect-presets';
const chain: EffectChain = [effectOf('saturation', { driveDb: 12 }), effectOf('clipper')];
let kept: Map<string, string>;

beforeEach(() => {
  kept = new Map();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => { kept.set(key, value); },
    removeItem: (key: string) => { kept.delete(key); },
  };
  vi.stubGlobal('window', { localStorage });
});
afterEach(() => { vi.unstubAllGlobals(); });

it('keeps chains by name over a restart, the last of a name', () => {
  const { save } = createPresets().getState();
  save({ name: 'Warehouse', effects: [effectOf('tilt')] });
  save({ name: 'Attic', effects: chain });
  save({ name: 'Warehouse', effects: chain });
  expect(createPresets().getState().mine).toEqual([{ name: 'Attic', effects: chain }, { name: 'Warehouse', effects: chain }]);
});

it('forgets one that was removed', () => {
  const { save, remove } = createPresets().getState();
  save({ name: 'Attic', effects: chain });
  remove('Attic');
  expect(createPresets().getState().mine).toEqual([]);
});

it.each([
  '{"state":{"mine":"none"},"version":0}',
  '{"state":{"mine":[null,{"name":3,"effects":[{"type":"tilt"}]},{"name":"Empty","effects":[]}]},"version":0}',
])('begins with none where it cannot be read: %s', (text) => {
  kept.set(KEY, text);
  expect(createPresets().getState().mine).toEqual([]);
});
