/** Files that are sent to the host: the frame they come in, its bounds, and what else is refused. */

import { randomBytes } from 'node:crypto';
import { afterEach, beforeAll, afterAll, expect, test } from 'vitest';
import { FRAME_TYPE, packFrame } from '../../src-preload/contract/frame.ts';
import type { Parsed } from '../../src-preload/contract/verbs.ts';
import { createFakeStudio } from '../studio/fixtures/fake-studio.ts';
import { UPLOAD_LIMIT } from './body.ts';
import { refusalOf, serveFake, type Served } from './fixtures/served.ts';

const ANALYSE = '/api/kicks/analyse';
const BYTES = { field: 'bytes', type: 'u8' } as const;

let served: Served;
/** What reached the studio. */
const heard: Parsed<'kicks', 'analyse'>[] = [];

beforeAll(async () => {
  const fake = createFakeStudio();
  const { kicks } = fake.studio;
  const analyse: typeof kicks.analyse = (input) => {
    heard.push(input);
    const { sliders, descriptors } = SOUND;
    return Promise.resolve({ latent: [1], sliders, descriptors });
  };
  served = await serveFake({ studio: { ...fake.studio, kicks: { ...kicks, analyse } } }, fake);
});
afterAll(() => served.close());
afterEach(async () => {
  expect((await served.post('/api/random', {})).status).toBe(200);
  expect(served.faults).toEqual([]);
  heard.length = 0;
});

const SOUND = {
  sliders: { decay: 0, brightness: 0, subby: 0, click: 0 },
  descriptors: { decayMs: 1, centroidHz: 1, subShare: 1, clickDb: 1, noteHz: null, note: null, noteCents: null, lengthMs: 1, loudnessLufs: null },
};
const upload = (body: Uint8Array, type = FRAME_TYPE) => served.send('POST', ANALYSE, body, { 'Content-Type': type });
const frame = (value: Record<string, unknown>, binary: Parameters<typeof packFrame>[1] = BYTES) => Buffer.concat(packFrame(value, binary));

test.each([0, 1, 3, 70_000, 3 << 20])('a file of %i bytes arrives as it was sent', async (size) => {
  const bytes = new Uint8Array(randomBytes(size));
  expect((await upload(frame({ name: 'küche.wav', bytes }))).status).toBe(200);
  expect(heard).toHaveLength(1);
  expect(heard[0].name).toBe('küche.wav');
  expect(Buffer.compare(heard[0].bytes, bytes)).toBe(0);
  // Not a Buffer: what JSON or a structured clone would make of it is another thing.
  expect(Object.getPrototypeOf(heard[0].bytes)).toBe(Uint8Array.prototype);
});

test.each([
  ['application/json', 415, 'BODY_TYPE'],
  ['multipart/form-data; boundary=x', 415, 'BODY_TYPE'],
  ['audio/wav', 415, 'BODY_TYPE'],
  ['', 415, 'BODY_TYPE'],
])('a frame sent as %j', async (type, ...refusal) => {
  expect(refusalOf(await upload(frame({ name: 'a', bytes: new Uint8Array(4) }), type))).toEqual(refusal);
  expect(heard).toEqual([]);
});

test('a body without any type', async () => {
  expect(refusalOf(await served.send('POST', ANALYSE))).toEqual([415, 'BODY_TYPE']);
});

const whole = frame({ name: 'a', bytes: new Uint8Array(64) });
test.each([
  ['nothing', new Uint8Array(), 'BODY_NOT_FRAME'],
  ['cut within its length', whole.subarray(0, 3), 'BODY_NOT_FRAME'],
  ['cut within its head', whole.subarray(0, 20), 'BODY_NOT_FRAME'],
  ['a JSON object', Buffer.from('{"name":"a","bytes":[1,2]}'), 'BODY_NOT_FRAME'],
  ['a WAV file', Buffer.from('RIFF\0\0\0\0WAVE'), 'BODY_NOT_FRAME'],
  ['another field', frame({ name: 'a', file: new Uint8Array(4) }, { field: 'file', type: 'u8' }), 'BODY_NOT_FRAME'],
  ['samples', frame({ name: 'a', bytes: new Float32Array(4) }, { field: 'bytes', type: 'f32' }), 'BODY_NOT_FRAME'],
  ['the field __proto__', frame(Object.defineProperty({ name: 'a' }, '__proto__', { value: new Uint8Array(4), enumerable: true }), { field: '__proto__', type: 'u8' }), 'BODY_NOT_FRAME'],
  ['no name', frame({ bytes: new Uint8Array(4) }), 'INPUT_INVALID'],
  ['a name that is no text', frame({ name: ['a'], bytes: new Uint8Array(4) }), 'INPUT_INVALID'],
  ['more fields', frame({ name: 'a', path: '/etc/passwd', bytes: new Uint8Array(4) }), 'INPUT_INVALID'],
  ['keys of the prototype', frame({ ...(JSON.parse('{"name":"a","__proto__":{"polluted":1}}') as object), bytes: new Uint8Array(4) }), 'INPUT_INVALID'],
])('%s is refused', async (_, body, code) => {
  expect(refusalOf(await upload(body))).toEqual([400, code]);
  expect(heard).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('a frame that ends before its Content-Length', async () => {
  const head = `POST ${ANALYSE} HTTP/1.1\r\nHost: 127.0.0.1:${String(served.host.port)}\r\nContent-Type: ${FRAME_TYPE}\r\nContent-Length: ${String(whole.length + 1)}\r\n\r\n`;
  expect(await served.raw(Buffer.concat([Buffer.from(head), whole]))).toMatch(/^HTTP\/1.1 400 [^]*REQUEST_UNREADABLE/);
  expect(heard).toEqual([]);
});

test('a file over the limit, said or not, is refused before it is read whole', async () => {
  expect(refusalOf(await served.send('POST', ANALYSE, undefined, { 'Content-Type': FRAME_TYPE, 'Content-Length': String(UPLOAD_LIMIT + 1), Expect: '100-continue' }))).toEqual([413, 'BODY_TOO_LARGE']);
  const zeros = Buffer.alloc(1 << 22);
  const answer = await fetch(`${served.host.url}${ANALYSE.slice(1)}`, {
    method: 'POST',
    headers: { 'Content-Type': FRAME_TYPE },
    body: new ReadableStream({
      pull: (controller) => { controller.enqueue(zeros); },
    }),
    duplex: 'half',
  });
  expect([answer.status, await answer.json()]).toEqual([413, { error: expect.objectContaining({ code: 'BODY_TOO_LARGE' }) as unknown }]);
});
