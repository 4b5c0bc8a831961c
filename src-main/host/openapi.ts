/** The OpenAPI document, made from the contract's schemas alone. */

import { z } from 'zod';
import { FRAME_TYPE } from '../../src-preload/contract/frame.ts';
import { rest } from '../../src-preload/contract/rest.ts';
import { sharedEvents } from '../../src-preload/contract/events.ts';
import type { BinaryField, Verb } from '../../src-preload/contract/verb.ts';
import { listVerbs } from '../../src-preload/contract/verbs.ts';
import { errorBody } from '../../src-preload/contract/fields.ts';
import { EVENTS_PATH } from './routes.ts';

const DESCRIPTION =
  'Loopback only. A browser page other than our own is refused; other programs send no Origin. ' +
  'The WebSocket of our own page is no public interface and may change.';

const FRAME = 'uint32 LE n; n bytes of JSON {value, field, type}, value being the schema without `field`; then the bytes of `field` (f32: little-endian Float32)';

const FAILURE = { description: 'What failed and why.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12. */
export function openApi(version: string): Record<string, unknown> {
  const routes: [string, Verb][] = [
    ...Object.entries(rest).map(([name, verb]): [string, Verb] => [`/api/${name}`, verb]),
    ...listVerbs().map(({ namespace, name, verb }): [string, Verb] => [`/api/${namespace}/${name}`, verb]),
  ];
  return {
    openapi: '3.1.0',
    info: { title: 'Kicklab', version, description: DESCRIPTION },
    paths: {
      ...Object.fromEntries(routes.map(([path, verb]) => [path, { post: operation(path, verb) }])),
      [EVENTS_PATH]: { get: eventStream() },
    },
    components: { schemas: { Error: schemaOf(z.strictObject({ error: errorBody }), 'output') } },
  };
}

function operation(path: string, verb: Verb): Record<string, unknown> {
  const type = (binary: BinaryField | undefined): string => (binary === undefined ? 'application/json' : FRAME_TYPE);
  return {
    operationId: path.slice('/api/'.length).replace('/', '.'),
    summary: verb.summary,
    requestBody: {
      ...(verb.upload === undefined ? {} : { description: FRAME }),
      content: { [type(verb.upload)]: { schema: schemaOf(verb.input, 'input') } },
    },
    responses: {
      200: { description: verb.binary === undefined ? 'Done.' : FRAME, content: { [type(verb.binary)]: { schema: schemaOf(verb.output, 'output') } } },
      default: FAILURE,
    },
  };
}

function eventStream(): Record<string, unknown> {
  const properties = Object.fromEntries(Object.entries(sharedEvents).map(([name, payload]) => [name, schemaOf(payload, 'output')]));
  return {
    operationId: 'events',
    summary: 'What happens, as server-sent events until either side ends the stream.',
    responses: {
      200: {
        description: 'Each event has a name and as its data the JSON of the property of that name.',
        content: { 'text/event-stream': { schema: { type: 'object', properties } } },
      },
      default: FAILURE,
    },
  };
}

/** Typed arrays have no JSON Schema: they are named as binary. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const json = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { type: 'string', format: 'binary' });
    },
  });
  // The document as a whole says which dialect its schemas are.
  delete json.$schema;
  return json;
}
