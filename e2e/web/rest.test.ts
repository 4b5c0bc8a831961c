/** The public REST routes as another program calls them. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveStudio, type ServedStudio } from '../fixtures/studio.ts';

interface Made {
  wavUrl: string;
  latent_used: number[];
}

describe('REST', () => {
  let studio: ServedStudio;
  beforeAll(async () => {
    studio = await serveStudio();
  });
  afterAll(() => studio.close());

  const post = (path: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${studio.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('makes the same kick for the same seed, and for its latent', async () => {
    const [first, second] = await Promise.all(
      [7, 7].map(async (seed) => (await (await post('api/random', { seed })).json()) as Made),
    );
    expect(second.latent_used).toEqual(first.latent_used);
    const third = (await (await post('api/generate', { latent_vector: first.latent_used, format: 'wav24' })).json()) as Made;
    const [a, b, c] = await Promise.all(
      [first, second, third].map(async ({ wavUrl }) => Buffer.from(await (await fetch(wavUrl)).arrayBuffer())),
    );
    expect(a.toString('latin1', 0, 4)).toBe('RIFF');
    expect(b.equals(a)).toBe(true);
    expect(c.equals(a)).toBe(true);
  });

  it('walks from one latent to another', async () => {
    const ends = await Promise.all([1, 2].map(async (seed) => ((await (await post('api/random', { seed })).json()) as Made).latent_used));
    const response = await post('api/interpolate', { latent_a: ends[0], latent_b: ends[1], steps: 3, format: 'wav24' });
    const { items } = (await response.json()) as { items: Made[] };
    expect(items.map((item) => item.latent_used)[0]).toEqual(ends[0]);
    expect(items.map((item) => item.latent_used)[2]).toEqual(ends[1]);
    expect(items).toHaveLength(3);
  });

  it.each([
    ['a latent of the wrong length', { latent_vector: [1, 2], format: 'wav24' }],
    ['a latent that holds no number', { latent_vector: [null, 0, 0, 0, 0, 0, 0, 0], format: 'wav24' }],
  ])('refuses %s with a code', async (_name, body) => {
    const response = await post('api/generate', body);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: expect.any(String) as string } });
  });

  it('refuses a foreign page', async () => {
    expect((await post('api/random', {}, { origin: 'http://evil.example' })).status).toBe(403);
  });
});
