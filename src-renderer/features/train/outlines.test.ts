import { expect, test, vi } from 'vitest';
import { KicklabError } from '../../../src-preload/contract/errors.ts';
import { createOutlines, type Outlined } from './outlines.ts';

const sound = (content: string): Outlined => ({ dataset: 'd', item: content, content });

test('outlines what is in sight, each content once, and passes over what cannot be read', async () => {
  const asked: string[] = [];
  const outlines = createOutlines({
    hear: ({ content }) => {
      asked.push(content);
      if (content === 'bad') return Promise.resolve({ ok: false, error: new KicklabError('CANCELLED', { what: 'it' }).toBody() });
      // Scrolled on while the first was fetched.
      if (content === 'a') outlines.look([sound('c'), sound('a'), sound('bad'), sound('c')]);
      return Promise.resolve({ ok: true, value: { samples: Float32Array.of(asked.length) } });
    },
    outline: (samples) => [...samples],
  });
  outlines.look([sound('a'), sound('b')]);
  await vi.waitFor(() => { expect(asked).toEqual(['a', 'c', 'bad']); });
  outlines.look([sound('bad'), sound('b')]);
  await vi.waitFor(() => { expect([...outlines.getState()]).toEqual([['a', [1]], ['c', [2]], ['b', [4]]]); });
});
