/** 909: a swept sine or triangle with a two-stage fall of pitch and a click of noise and pulse. */

import type { Random } from '../../base/random.ts';
import {
  chance, correlated, drawAttack, drawClickDb, drawClickPeak, drawColourNoise, drawDrive, drawElectronicClicks, drawFilters,
  drawFinishing, drawRoom, logBetween, logMix, pick, tauFor,
} from './draw.ts';
import type { Envelope, Plan, Sweep } from './plan.ts';

export function draw909(random: Random): Plan {
  const punch = random.uniform();
  const decay = logBetween(random, 0.1, 0.6);
  const end = logBetween(random, 35, 76);
  const start = logMix(90, 800, correlated(random, punch, 0.6));
  // Triangle: odd harmonics by 1/k^2 with alternating sign; 0 is a sine.
  const triangle = chance(random, 0.5) ? random.between(0.2, 1.1) : 0;
  return {
    family: '909',
    voices: [
      {
        sweep: drawSweep(random, start, end, decay),
        envelope: drawEnvelope(random, decay, punch),
        harmonics: [1, chance(random, 0.3) ? random.between(0, 0.2) : 0, -triangle / 9, 0, triangle / 25],
        harmonicTau: logBetween(random, 0.03, 1),
        phase: chance(random, 0.75) ? 0 : random.between(-1, 1),
        fm: null,
      },
    ],
    modes: [],
    clicks: drawElectronicClicks(random),
    clickDb: drawClickDb(random),
    clickPeak: drawClickPeak(random),
    noises: chance(random, 0.45) ? [drawColourNoise(random, 0.004, 0.2)] : [],
    drive: chance(random, 0.6) ? drawDrive(random, 0.6, chance(random, 0.2) ? 8 : 3) : null,
    room: chance(random, 0.3) ? drawRoom(random, -50, -14) : null,
    filters: drawFilters(random, 0.18),
    ...drawFinishing(random, decay, { crush: 0.06, floor: 0.22 }),
  };
}

/** A fast fall, then a slow one; or one straight line in octaves, as software kicks draw it. */
function drawSweep(random: Random, start: number, end: number, decay: number): Sweep {
  const whole = start / end;
  if (chance(random, 0.22)) {
    const time = Math.min(decay, logBetween(random, 0.01, 0.16));
    return { end, stages: [{ shape: 'linear', depth: whole - 1, time }] };
  }
  const slow = whole ** random.between(0.05, 0.45);
  return {
    end,
    stages: [
      { shape: 'exponential', depth: whole / slow - 1, time: logBetween(random, 0.002, 0.018) },
      { shape: 'exponential', depth: slow - 1, time: logBetween(random, 0.012, 0.08) },
    ],
  };
}

function drawEnvelope(random: Random, decay: number, punch: number): Envelope {
  const attack = drawAttack(random, 0.001);
  const shape = pick(random, ['plain', 'plain', 'held', 'steep', 'double'] as const);
  switch (shape) {
    case 'plain':
      return { attack, hold: 0, decays: [{ level: 1, tau: tauFor(decay, 1), power: 1 }] };
    case 'held': {
      const hold = decay * random.between(0.1, 0.5);
      return { attack, hold, decays: [{ level: 1, tau: tauFor(decay - hold, 1), power: 1 }] };
    }
    case 'steep': {
      // A gate-like end.
      const power = random.between(1.3, 3.5);
      return { attack, hold: 0, decays: [{ level: 1, tau: tauFor(decay, power), power }] };
    }
    case 'double': {
      const tau = tauFor(decay, 1);
      return {
        attack,
        hold: 0,
        decays: [
          { level: 0.5 + punch, tau: tau * random.between(0.08, 0.3), power: 1 },
          { level: 0.7, tau, power: 1 },
        ],
      };
    }
    default:
      return shape satisfies never;
  }
}
