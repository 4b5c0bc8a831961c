/** 808: a bridged-T oscillator. A short sweep, a long nearly pure sine, a trigger pulse. */

import type { Random } from '../../base/random.ts';
import {
  chance, correlated, drawAttack, drawClickDb, drawClickPeak, drawColourNoise, drawDrive, drawElectronicClicks, drawFilters,
  drawFinishing, drawRoom, logBetween, logMix, tauFor,
} from './draw.ts';
import type { Plan } from './plan.ts';

export function draw808(random: Random): Plan {
  const punch = random.uniform();
  const decay = logBetween(random, 0.15, 1.45);
  const tau = tauFor(decay, 1);
  const power = random.between(0.85, 1.5);
  const end = logBetween(random, 32, 72);
  return {
    family: '808',
    voices: [
      {
        sweep: {
          end,
          stages: [
            { shape: 'exponential', depth: logMix(0.15, 5, correlated(random, punch, 0.5)), time: logBetween(random, 0.003, 0.04) },
            // The bridged-T's own pitch falls a little as its amplitude does.
            { shape: 'exponential', depth: chance(random, 0.6) ? random.between(0, 0.14) : 0, time: logBetween(random, 0.05, 0.4) },
          ],
        },
        envelope: {
          attack: drawAttack(random, 0.0015),
          hold: chance(random, 0.3) ? decay * random.between(0.05, 0.4) : 0,
          decays: chance(random, 0.35)
            ? [
                { level: 0.4 + 0.6 * punch, tau: tau * 0.15, power: 1 },
                { level: 1, tau, power: 1 },
              ]
            : [{ level: 1, tau: tauFor(decay, power), power }],
        },
        harmonics: [1, random.between(0, 0.12) ** 1.5, random.between(0, 0.3) ** 2],
        harmonicTau: logBetween(random, 0.02, 0.6),
        phase: chance(random, 0.7) ? 0 : random.between(-1, 1),
        fm: null,
      },
    ],
    modes: [],
    clicks: drawElectronicClicks(random),
    clickDb: drawClickDb(random),
    clickPeak: drawClickPeak(random),
    noises: chance(random, 0.4) ? [drawColourNoise(random, 0.004, 0.25)] : [],
    drive: chance(random, 0.7) ? drawDrive(random, 0.5, chance(random, 0.25) ? 8 : 2.5) : null,
    room: chance(random, 0.25) ? drawRoom(random, -50, -18) : null,
    filters: drawFilters(random, 0.25),
    ...drawFinishing(random, decay, { crush: 0.05, floor: 0.22 }),
  };
}
