/**
 * Seeded random numbers: the one source of chance in Kicklab, so that a seed means the same
 * kick everywhere. Not for cryptography.
 */

export interface Random {
  /** Uniform in [0, 1), 32 random bits. */
  uniform(): number;
  /** Uniform in [lo, hi). */
  between(lo: number, hi: number): number;
  /** Integer in [0, n). */
  int(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** Fills `out` with standard normals and returns it. */
  fillNormal<T extends Float32Array | Float64Array>(out: T): T;
  /** Fisher-Yates, in place; returns `items`. */
  shuffle<T>(items: T[]): T[];
}

/**
 * A generator for a key. Keys that differ in any part give independent streams:
 * `createRandom(7, 'kick', 12)` is kick 12 of seed 7 whatever else was drawn before.
 * Generator: sfc32 (Doty-Humphrey, PractRand), seeded through the FNV-1a hash of the key
 * and a murmur3 finaliser. Normals: Marsaglia's polar method.
 */
export function createRandom(...key: readonly (number | string)[]): Random {
  let h = 0x811c9dc5;
  for (const part of key) {
    const text = `${typeof part}:${String(part)};`;
    for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  }
  const scramble = (): number => {
    h = (h + 0x9e3779b9) | 0;
    let x = h ^ (h >>> 16);
    x = Math.imul(x, 0x85ebca6b);
    x ^= x >>> 13;
    x = Math.imul(x, 0xc2b2ae35);
    return x ^ (x >>> 16);
  };
  let a = scramble();
  let b = scramble();
  let c = scramble();
  let counter = 1;
  const next = (): number => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 12; i++) next();

  let spare: number | undefined;
  const uniform = (): number => next() / 4294967296;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        spare = v * scale;
        return u * scale;
      }
    }
  };
  const int = (n: number): number => Math.floor(uniform() * n);
  return {
    uniform,
    between: (lo, hi) => lo + (hi - lo) * uniform(),
    int,
    normal,
    fillNormal: (out) => {
      for (let i = 0; i < out.length; i++) out[i] = normal();
      return out;
    },
    shuffle: (items) => {
      for (let i = items.length - 1; i > 0; i--) {
        const j = int(i + 1);
        const held = items[i];
        items[i] = items[j];
        items[j] = held;
      }
      return items;
    },
  };
}
