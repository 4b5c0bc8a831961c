/**
 * What the page and the web host say to each other over their one WebSocket: calls of verbs and
 * their answers, many at a time, told apart by the id that the page gives each. Pure; knows no
 * verb. Text is JSON; a message with an array in it is a frame (frame.ts).
 */

import { binaryOf, packFrame, readFrame, type Frame } from './frame.ts';
import { MAX_SOUND_MEGABYTES } from './limits.ts';
import type { Result } from './result.ts';
import type { BinaryField } from './verb.ts';

export const SOCKET_PATH = '/api/socket';
/** The subprotocol. The page offers its token as a second one: a browser lets it set no header. */
export const SOCKET_PROTOCOL = 'kicklab.1';

/** Most characters of a text message: the longest honest one is a list of paths. */
export const TEXT_LIMIT = 1 << 20;
/** Most bytes of any message: the largest sound, and JSON beside it. */
export const MESSAGE_LIMIT = (MAX_SOUND_MEGABYTES << 20) + TEXT_LIMIT;

/** From the page: runs a verb. The id is free while no other call of this socket has it. */
export interface CallMessage {
  id: number;
  namespace: string;
  name: string;
  input: unknown;
}
/** From the page: the answer to this call is not wanted any more. */
export interface CancelMessage {
  cancel: number;
}
/** From the host, once for every call. */
export interface AnswerMessage {
  id: number;
  result: Result<unknown>;
}

/** A message as it is sent: text, or the parts of a binary one. */
export type Packed = string | Frame;

/** A call whose input may carry one array. */
export function packCall({ input, ...call }: CallMessage): Packed {
  const binary = binaryOf(input);
  if (binary === null) return JSON.stringify({ ...call, input } satisfies CallMessage);
  const { [binary.field]: array, ...rest } = input as Record<string, unknown>;
  return packFrame({ ...call, input: rest, [binary.field]: array }, binary);
}

/**
 * What a page sent. The input is not checked: the verb's schema does that.
 * @throws SyntaxError, TypeError or RangeError when it is no such message.
 */
export function readCall(data: string | Uint8Array): CallMessage | CancelMessage {
  const frame = typeof data === 'string' ? null : readFrame(data);
  const message: unknown = frame === null ? JSON.parse(data as string) : frame.value;
  if (typeof message !== 'object' || message === null) throw new TypeError('it is no object');
  const { id, namespace, name, input, cancel } = message as Partial<Record<string, unknown>>;
  if (frame === null && isId(cancel)) return { cancel };
  if (!isId(id)) throw new TypeError('its id is no whole number');
  if (typeof namespace !== 'string' || typeof name !== 'string') throw new TypeError('it names no verb');
  if (frame === null) return { id, namespace, name, input };
  return { id, namespace, name, input: { ...(input as object), [frame.field]: frame.array } };
}

/** @param binary The array in the value, where the verb answers with one. */
export function packAnswer({ id, result }: AnswerMessage, binary: BinaryField | undefined): Packed {
  if (binary === undefined || !result.ok) return JSON.stringify({ id, result } satisfies AnswerMessage);
  const { [binary.field]: array, ...value } = result.value as Record<string, unknown>;
  return packFrame({ id, value, [binary.field]: array }, binary);
}

/** What the host sent; an array in it is a view of `data` where it lies aligned there. */
export function readAnswer(data: string | Uint8Array): AnswerMessage {
  if (typeof data === 'string') return JSON.parse(data) as AnswerMessage;
  const { value: message, field, array } = readFrame(data);
  const { id, value } = message as { id: number; value: object };
  return { id, result: { ok: true, value: { ...value, [field]: array } } };
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}
