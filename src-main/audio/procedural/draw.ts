/** How parameters are drawn, and the parts of a plan that all families draw alike. */

import type { Random } from '../../base/random.ts';
import type { BiquadSpec } from '../biquad.ts';
import type { Drive } from '../drive.ts';
import type { Click, NoiseLayer, Plan, Room } from './plan.ts';

/** Log-uniform in [lo, hi): equal odds for every octave. */
export function logBetween(random: Random, lo: number, hi: number): number {
  return lo * (hi / lo) ** random.uniform();
}

export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability;
}

export function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.int(items.length)];
}

/** Between `a` (position 0) and `b` (position 1) on a log scale. */
export function logMix(a: number, b: number, position: number): number {
  return a * (b / a) ** position;
}

/** A position in [0, 1] that leans on `lead` but keeps `looseness` of its own. */
export function correlated(random: Random, lead: number, looseness: number): number {
  return (1 - looseness) * lead + looseness * random.uniform();
}

/** Wanted click, dB; from none to nothing else (the real kicks span -57 to -1). */
export function drawClickDb(random: Random, lo = -52, hi = -1): number {
  // The upper end is where kicks are told apart by ear: give it somewhat more than its share.
  return hi + (lo - hi) * random.uniform() ** 1.25;
}

/** Electronic clicks: trigger pulse, tick, chirp or burst, sometimes two at once. */
export function drawElectronicClicks(random: Random): Click[] {
  const one = (): Click => {
    const kind = pick(random, ['pulse', 'ring', 'burst', 'burst', 'chirp'] as const);
    return {
      kind,
      at: chance(random, 0.6) ? 0 : logBetween(random, 0.0003, 0.006),
      hz: kind === 'chirp' ? logBetween(random, 250, 1500) : logBetween(random, 900, 12_000),
      q: logBetween(random, 0.4, 4),
      tau: kind === 'pulse' ? logBetween(random, 0.00005, 0.0012) : logBetween(random, 0.0006, 0.012),
      weight: logBetween(random, 0.4, 1.6),
    };
  };
  return chance(random, 0.35) ? [one(), one()] : [one()];
}

/** How far a click may stand out of the body: in real kicks it rarely holds the peak. */
export function drawClickPeak(random: Random): number {
  return chance(random, 0.8) ? logBetween(random, 0.25, 1.2) : logBetween(random, 1.2, 3);
}

/**
 * Seconds of attack: mostly a click's length, now and then the bloom of a compressed or
 * layered kick, whose peak comes tens of milliseconds in.
 */
export function drawAttack(random: Random, quick: number): number {
  const odds = random.uniform();
  if (odds < 0.55) return logBetween(random, 0.0001, quick);
  return odds < 0.88 ? logBetween(random, quick, 0.008) : logBetween(random, 0.008, 0.03);
}

/** Broad-band colour: mostly faint, now and then the greater part of the sound. */
export function drawColourNoise(random: Random, tauLo: number, tauHi: number): NoiseLayer {
  const centre = logBetween(random, 300, 9000);
  const octaves = random.between(0.6, 3.5);
  return {
    lowHz: centre / 2 ** (octaves / 2),
    highHz: Math.min(19_000, centre * 2 ** (octaves / 2)),
    attack: chance(random, 0.6) ? 0.0002 : logBetween(random, 0.001, 0.02),
    // Treble dies first, in rooms and in skins.
    tau: logBetween(random, tauLo, tauHi) * Math.min(1, (600 / centre) ** 0.6),
    shareDb: chance(random, 0.1) ? random.between(-12, 2) : random.between(-48, -14),
  };
}

/** A mixing desk's equaliser, and the spectral limits of old samplers and dull microphones. */
export function drawFilters(random: Random, lowPassOdds: number): BiquadSpec[] {
  const out: BiquadSpec[] = [];
  if (chance(random, 0.5)) {
    out.push({ kind: 'lowShelf', hz: logBetween(random, 60, 170), q: 0.7, gainDb: 3.5 * random.normal() });
  }
  if (chance(random, 0.6)) {
    out.push({ kind: 'peak', hz: logBetween(random, 120, 6000), q: logBetween(random, 0.5, 2.5), gainDb: 4 * random.normal() });
  }
  if (chance(random, 0.4)) {
    out.push({ kind: 'highShelf', hz: logBetween(random, 1500, 9000), q: 0.7, gainDb: 4 * random.normal() });
  }
  // Thin kicks, made to sit above a bass: the sub share falls to a few percent.
  if (chance(random, 0.1)) {
    out.push({ kind: 'lowShelf', hz: logBetween(random, 80, 170), q: 0.8, gainDb: random.between(-16, -5) });
  }
  if (chance(random, lowPassOdds)) {
    out.push({ kind: 'lowPass', hz: logBetween(random, 500, 9000), q: random.between(0.5, 0.9), gainDb: 0 });
  }
  return out;
}

export function drawDrive(random: Random, gainLo: number, gainHi: number): Drive {
  const kind = pick(random, ['tanh', 'tanh', 'asymmetric', 'asymmetric', 'clip', 'fold'] as const);
  // A fold at a high gain is noise, not a kick.
  const gain = kind === 'fold' ? logBetween(random, 1, Math.min(gainHi, 3)) : logBetween(random, gainLo, gainHi);
  return {
    kind,
    gain,
    bias: kind === 'asymmetric' || chance(random, 0.25) ? random.between(-0.4, 0.4) : 0,
    mix: chance(random, 0.6) ? 1 : random.between(0.3, 1),
  };
}

export function drawRoom(random: Random, shareLo: number, shareHi: number): Room {
  const size = random.uniform();
  const early = Array.from({ length: 2 + random.int(5) }, () => ({
    delay: logMix(0.002, 0.035, correlated(random, size, 0.6)),
    gain: random.between(-0.22, 0.22),
  }));
  return {
    early: chance(random, 0.7) ? early : [],
    tail: {
      rt: logMix(0.12, 1.8, correlated(random, size, 0.4)),
      lowHz: logBetween(random, 40, 250),
      highHz: chance(random, 0.5) ? logBetween(random, 180, 800) : logBetween(random, 800, 9000),
      shareDb: random.between(shareLo, shareHi),
      swell: logBetween(random, 0.002, 0.03),
    },
  };
}

type Finishing = Pick<Plan, 'compressor' | 'crush' | 'floor' | 'cut'>;

/** What happens to any kick on its way into a sample pack. `length` is its own, in seconds. */
export function drawFinishing(random: Random, length: number, odds: { crush: number; floor: number }): Finishing {
  return {
    compressor: chance(random, 0.3)
      ? {
          thresholdDb: random.between(-18, -4),
          ratio: logBetween(random, 1.4, 5),
          attack: logBetween(random, 0.0005, 0.03),
          release: logBetween(random, 0.03, 0.3),
        }
      : null,
    crush: chance(random, odds.crush) ? { bits: 5 + random.int(8), hold: chance(random, 0.6) ? 1 : 2 + random.int(4) } : null,
    floor: chance(random, odds.floor) ? { db: random.between(-86, -54), tilt: random.uniform() } : null,
    // A fifth of the real kicks end above -40 dB.
    cut: chance(random, 0.2) ? { at: length * random.between(0.35, 0.95), fade: logBetween(random, 0.003, 0.06) } : null,
  };
}

/**
 * The time constant of exp(-(t / tau) ** power) that falls 30 dB in `seconds`:
 * (seconds / tau) ** power = 30 / (20 log10 e) = 3.454.
 */
export function tauFor(seconds: number, power: number): number {
  return seconds / 3.454 ** (1 / power);
}
