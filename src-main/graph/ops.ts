/** The operators that networks are written with; each is defined, with its derivative, in its family's file. */

export { add, div, expand, mul, neg, reduceMean, reduceSum, reshape, sub } from './arithmetic.ts';
export type { Operand } from './arithmetic.ts';
export { conv, convTranspose } from './conv.ts';
export type { ConvOptions, ConvTransposeOptions, PerAxis } from './conv.ts';
export {
  abs, clip, cos, erf, exp, gelu, greater, leakyClamp, log, maximum, minimum, pow, relu, sigmoid, sin, sqrt, square,
  stopGradient, tanh, where,
} from './elementwise.ts';
export { matmul } from './matmul.ts';
export { batchNorm, layerNorm } from './norm.ts';
export type { BatchNormOptions } from './norm.ts';
export { concat, cumsum, pad, slice, split, transpose } from './shape.ts';
