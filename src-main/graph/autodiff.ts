/** Reverse-mode differentiation: appends to the loss's graph the nodes that compute its derivatives. */

import { add, full } from './arithmetic.ts';
import { elements, show } from './graph.ts';
import type { Node, Tensor } from './graph.ts';
import { RULES } from './rules.ts';

/**
 * d loss / d each of `wrt`, shaped like it; zeros where the loss does not depend on it. `loss` has
 * one element. Runs over the node list, not by recursion, so depth does not matter.
 */
export function gradients(loss: Tensor, wrt: readonly Tensor[]): Tensor[] {
  const { graph } = loss;
  if (elements(loss.shape) !== 1) throw new RangeError(`gradients: a loss of shape ${show(loss.shape)}`);
  // The rules append nodes: only those that exist now are differentiated.
  const nodes = [...graph.nodes];
  const dependent = new Set(wrt.map((t) => t.id));
  for (const node of nodes) {
    if (node.inputs.some((t) => dependent.has(t.id))) for (const t of node.outputs) dependent.add(t.id);
  }
  const found = new Map<number, Tensor>();
  if (dependent.has(loss.id)) found.set(loss.id, full(graph, loss.shape, 1));
  for (let i = nodes.length - 1; i >= 0; i--) backThrough(nodes[i], dependent, found);
  return wrt.map((t) => found.get(t.id) ?? full(graph, t.shape, 0));
}

function backThrough(node: Node, dependent: ReadonlySet<number>, found: Map<number, Tensor>): void {
  const wants = node.inputs.map((t) => dependent.has(t.id));
  const dys = node.outputs.map((t) => found.get(t.id));
  if (!wants.includes(true) || dys.every((t) => t === undefined)) return;
  const y = node.outputs[0];
  const dy = dys[0] ?? full(y.graph, y.shape, 0);
  const results = RULES[node.kind]({ node, x: node.inputs, y, dy, dys, wants });
  node.inputs.forEach((input, i) => {
    const term = results[i];
    if (!wants[i] || term === undefined) return;
    const before = found.get(input.id);
    found.set(input.id, before === undefined ? term : add(before, term));
  });
}
