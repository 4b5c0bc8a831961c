/** The public REST routes as another program calls them. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTone, sampleBytes } from '../../src-main/studio/fixtures/wav.ts';
import { unpackFrame } from '../../src-preload/contract/frame.ts';
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
    // What the file says of it differs: one comes from a seed, the other from a latent.
    expect(sampleBytes(c).equals(sampleBytes(a))).toBe(true);
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

  it('takes a sound as a frame and finds it in the model, as the OpenAPI document tells', async () => {
    const { paths } = (await (await fetch(`${studio.url}api/openapi.json`)).json()) as { paths: Record<string, { post?: { requestBody: { content: object } } }> };
    const [type] = Object.keys(paths['/api/kicks/analyse'].post?.requestBody.content ?? {});
    const { wavUrl } = (await (await post('api/random', { seed: 7 })).json()) as Made;
    const bytes = new Uint8Array(await (await fetch(wavUrl)).arrayBuffer());
    const head = Buffer.from(JSON.stringify({ value: { name: 'kick.wav' }, field: 'bytes', type: 'u8' }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(head.length);
    const send = (body: Buffer<ArrayBuffer>): Promise<Response> => fetch(`${studio.url}api/kicks/analyse`, { method: 'POST', headers: { 'content-type': type }, body });
    const found = (await (await send(Buffer.concat([length, head, bytes]))).json()) as { latent: number[]; descriptors: { decayMs: number } };
    expect(found.latent.every(Number.isFinite)).toBe(true);
    expect(found.descriptors.decayMs).toBeGreaterThan(0);
    const cut = await send(Buffer.concat([length, head.subarray(0, 10)]));
    expect([cut.status, await cut.json()]).toEqual([400, { error: expect.objectContaining({ code: 'BODY_NOT_FRAME' }) as unknown }]);
  });

  it('tells of a saved kick, whose WAV is what was heard', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${studio.url}api/events`, { signal: stop.signal });
    expect(stream.headers.get('content-type')).toBe('text/event-stream');
    const told = (async () => {
      let text = '';
      for await (const chunk of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk;
        if (text.includes('event: libraryChanged\ndata: {}\n\n')) return true;
      }
      return false;
    })();
    const frame = async (path: string, body: object) => unpackFrame(new Uint8Array(await (await post(path, body)).arrayBuffer()));
    const heard = await frame('api/kicks/audition', { base: { seed: 3, index: 1 } });
    const saved = (await (await post('api/library/save', { id: heard.id, name: 'Told' })).json()) as { id: string; name: string };
    expect(saved.name).toBe('Told');
    expect(await told).toBe(true);
    stop.abort();
    const file = await frame('api/library/wav', { id: saved.id, format: 'wav32f' });
    expect(readTone(file.bytes as Uint8Array).samples).toEqual(heard.samples);
  });

  it('refuses a foreign page', async () => {
    expect((await post('api/random', {}, { origin: 'http://evil.example' })).status).toBe(403);
  });
});
