/** The form of a derivative rule. The rules themselves stand beside their operators. */

import type { Attributes, Node, Tensor } from './graph.ts';

export interface Backward {
  readonly node: Node;
  /** Inputs of the node. */
  readonly x: readonly Tensor[];
  /** First output of the node. */
  readonly y: Tensor;
  /** Derivative of the loss by the first output, of the same shape. */
  readonly dy: Tensor;
  /** Derivative by every output; undefined where none reached it. */
  readonly dys: readonly (Tensor | undefined)[];
  /** Which inputs lead to something we differentiate by; the others need no derivative. */
  readonly wants: readonly boolean[];
}

/** Derivative by each input, in order; undefined where there is none or it is not wanted. */
export type OpRule = (b: Backward) => readonly (Tensor | undefined)[];

/** For operators that pass no derivative (step functions, comparisons, `stopGradient`). */
export const noDerivative: OpRule = (b) => b.x.map(() => undefined);

export function intOf(attributes: Attributes, name: string): number {
  const a = attributes[name];
  if (!('int' in a)) throw new Error(`attribute ${name} is no int`);
  return a.int;
}

export function floatOf(attributes: Attributes, name: string): number {
  const a = attributes[name];
  if (!('float' in a)) throw new Error(`attribute ${name} is no float`);
  return a.float;
}

export function intsOf(attributes: Attributes, name: string): readonly number[] {
  const a = attributes[name];
  if (!('ints' in a)) throw new Error(`attribute ${name} is no list of ints`);
  return a.ints;
}
