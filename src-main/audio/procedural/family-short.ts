/** Short: tight house, electro, trap and chip kicks. Little tail, much transient, some FM. */

import type { Random } from '../../base/random.ts';
import {
  chance, correlated, drawAttack, drawClickDb, drawClickPeak, drawColourNoise, drawDrive, drawElectronicClicks, drawFilters,
  drawFinishing, drawRoom, logBetween, logMix, tauFor,
} from './draw.ts';
import type { Plan, Voice } from './plan.ts';

export function drawShort(random: Random): Plan {
  const punch = random.uniform();
  const decay = logBetween(random, 0.045, 0.28);
  const end = chance(random, 0.75) ? logBetween(random, 33, 75) : logBetween(random, 75, 125);
  const power = random.between(0.9, 2.5);
  const chip = chance(random, 0.15);
  const sweep = {
    end,
    stages: [
      {
        shape: chance(random, 0.75) ? ('exponential' as const) : ('linear' as const),
        depth: logMix(0.3, 9, correlated(random, punch, 0.7)),
        time: decay * logBetween(random, 0.03, chance(random, 0.25) ? 0.7 : 0.25),
      },
    ],
  };
  const body: Voice = {
    sweep,
    envelope: {
      attack: Math.min(decay * 0.3, drawAttack(random, 0.001)),
      hold: chance(random, 0.35) ? decay * random.between(0.1, 0.6) : 0,
      decays: [{ level: 1, tau: tauFor(decay, power), power }],
    },
    harmonics: chip
      ? [1, random.between(0, 0.3), random.between(-0.34, 0.34), 0, random.between(-0.2, 0.2), 0, random.between(-0.14, 0.14)]
      : [1, random.between(0, 0.15), random.between(-0.12, 0.12)],
    harmonicTau: logBetween(random, 0.01, 0.4),
    phase: chance(random, 0.75) ? 0 : random.between(-1, 1),
    fm: chance(random, 0.3)
      ? { ratio: 1 + random.int(4), index: logBetween(random, 0.3, 3), tau: decay * random.between(0.05, 0.3) }
      : null,
  };
  // The top layer of a stacked kick: a quick voice an octave or two up.
  const top: Voice = {
    ...body,
    sweep: { ...sweep, end: end * random.between(1.6, 4.5) },
    envelope: { attack: 0.0003, hold: 0, decays: [{ level: logBetween(random, 0.1, 0.7), tau: decay * random.between(0.05, 0.25), power: 1 }] },
    fm: null,
  };
  return {
    family: 'short',
    voices: chance(random, 0.3) ? [body, top] : [body],
    modes: [],
    clicks: drawElectronicClicks(random),
    clickDb: drawClickDb(random, -42, -0.8),
    clickPeak: drawClickPeak(random),
    noises: chance(random, 0.4) ? [drawColourNoise(random, 0.003, 0.08)] : [],
    drive: chance(random, 0.5) ? drawDrive(random, 0.6, 6) : null,
    room: chance(random, 0.25) ? drawRoom(random, -48, -14) : null,
    filters: drawFilters(random, 0.15),
    ...drawFinishing(random, decay, { crush: chip ? 0.7 : 0.05, floor: 0.2 }),
  };
}
