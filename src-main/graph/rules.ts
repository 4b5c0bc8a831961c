/** The derivative rule of every operator: total, so that a new kind without one does not compile. */

import { arithmeticRules } from './arithmetic.ts';
import { convRules } from './conv.ts';
import { elementwiseRules } from './elementwise.ts';
import type { OpKind } from './graph.ts';
import { matmulRules } from './matmul.ts';
import { normRules } from './norm.ts';
import type { OpRule } from './rule.ts';
import { shapeRules } from './shape.ts';

export const RULES: Readonly<Record<OpKind, OpRule>> = {
  ...arithmeticRules,
  ...elementwiseRules,
  ...shapeRules,
  ...matmulRules,
  ...convRules,
  ...normRules,
} satisfies Record<OpKind, OpRule>;
