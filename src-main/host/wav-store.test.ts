import { expect, test } from 'vitest';
import { createWavStore } from './wav-store.ts';

test('files are kept by size and by age, the oldest leave first', () => {
  let now = 0;
  const store = createWavStore({ bytes: 10, ms: 1000 }, () => now);
  const first = store.put(new Uint8Array(4));
  const second = store.put(new Uint8Array(4));
  expect(store.get(first)).toHaveLength(4);
  const third = store.put(new Uint8Array(4));
  expect(() => store.get(first)).toThrow(expect.objectContaining({ code: 'KICK_GONE' }));
  expect(store.get(second)).toHaveLength(4);
  now = 999;
  expect(store.get(third)).toHaveLength(4);
  now = 1000;
  expect(() => store.get(third)).toThrow(expect.objectContaining({ code: 'KICK_GONE' }));
});

test('paths cannot be guessed and lead nowhere else', () => {
  const store = createWavStore();
  const path = store.put(new Uint8Array(1));
  expect(path).toMatch(/^\/api\/wav\/[0-9a-f-]{36}\.wav$/);
  for (const other of ['/api/wav/', '/api/wav/../x', '/api/wav/__proto__.wav', `${path}.wav`]) expect(() => store.get(other)).toThrow();
});
