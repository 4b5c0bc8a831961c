import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveFake, type Served } from './fixtures/served.ts';
import { readTone } from '../studio/fixtures/wav.ts';

let served: Served;
beforeAll(async () => { served = await serveFake(); });
afterAll(() => served.close());

const latent_vector = new Array<number>(32).fill(0.5);
/** The samples behind the URL that a public route answers with. */
async function heard(path: string, input: object): Promise<Float32Array> {
  const answer = JSON.parse((await served.post(path, { format: 'wav32f', ...input })).body.toString()) as { wavUrl?: string; items?: { wavUrl: string }[] };
  const url = new URL(answer.wavUrl ?? answer.items?.[0].wavUrl ?? '');
  return readTone((await served.send('GET', url.pathname)).body).samples;
}

test.each([
  ['/api/generate', { latent_vector }],
  ['/api/random', { seed: 4 }],
  ['/api/interpolate', { latent_a: latent_vector, latent_b: latent_vector, steps: 2 }],
])('%s passes kicks through a chain of effects', async (path, input) => {
  const plain = await heard(path, input);
  const clipped = await heard(path, { ...input, effects: [{ type: 'clipper', driveDb: 12, ceilingDb: -6 }] });
  const peakOf = (x: Float32Array): number => x.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  expect(20 * Math.log10(peakOf(clipped))).toBeLessThanOrEqual(-6);
  expect(clipped).not.toEqual(plain);
  expect(await heard(path, { ...input, effects: [] })).toEqual(plain);
});

test('a parameter that cannot be is named, and nothing is made', async () => {
  const before = served.fake.engine.calls.length;
  const { status, body } = await served.post('/api/random', { effects: [{ type: 'highCut', hz: 5 }] });
  expect(status).toBe(400);
  expect(JSON.parse(body.toString())).toMatchObject({ error: { code: 'INPUT_INVALID', message: expect.stringMatching(/^\/api\/random: effects\.0\.hz: Too small/) as string } });
  expect(served.fake.engine.calls).toHaveLength(before);
});

test('the OpenAPI document tells every effect with its ranges', async () => {
  const document = (await served.send('GET', '/api/openapi.json')).body.toString();
  for (const part of ['transient', 'loudness', 'thresholdDb', 'In dBTP.']) expect(document).toContain(part);
});
