/** Hard: gabber, hardstyle, industrial techno. A deep sweep through heavy drive; a tail or a rumble. */

import type { Random } from '../../base/random.ts';
import {
  chance, drawAttack, drawClickDb, drawClickPeak, drawColourNoise, drawDrive, drawElectronicClicks, drawFilters, drawFinishing,
  drawRoom, logBetween, tauFor,
} from './draw.ts';
import type { Plan, Room } from './plan.ts';

export function drawHard(random: Random): Plan {
  const decay = logBetween(random, 0.15, 1.3);
  const end = logBetween(random, 35, 85);
  const start = logBetween(random, 180, 800);
  const slow = (start / end) ** random.between(0.15, 0.6);
  const power = random.between(0.9, 2.5);
  const rumble = chance(random, 0.3);
  return {
    family: 'hard',
    voices: [
      {
        sweep: {
          end,
          stages: [
            { shape: 'exponential', depth: start / end / slow - 1, time: logBetween(random, 0.003, 0.02) },
            { shape: 'exponential', depth: slow - 1, time: logBetween(random, 0.012, 0.1) },
          ],
        },
        envelope: {
          attack: drawAttack(random, 0.0015),
          hold: chance(random, 0.5) ? decay * random.between(0.05, 0.6) : 0,
          decays: chance(random, 0.4)
            ? [
                { level: 1, tau: logBetween(random, 0.015, 0.05), power: 1 },
                { level: logBetween(random, 0.15, 0.8), tau: tauFor(decay, power), power },
              ]
            : [{ level: 1, tau: tauFor(decay, power), power }],
        },
        harmonics: [1, random.between(0, 0.2), random.between(-0.15, 0.15)],
        harmonicTau: logBetween(random, 0.05, 1),
        phase: chance(random, 0.75) ? 0 : random.between(-1, 1),
        fm: chance(random, 0.15) ? { ratio: 1 + random.int(3), index: logBetween(random, 0.3, 2), tau: logBetween(random, 0.01, 0.2) } : null,
      },
    ],
    modes: [],
    clicks: drawElectronicClicks(random),
    clickDb: drawClickDb(random, -38, -1),
    clickPeak: drawClickPeak(random),
    noises: chance(random, 0.45) ? [drawColourNoise(random, 0.01, 0.4)] : [],
    drive: drawDrive(random, 1.5, 25),
    room: rumble ? drawRumble(random) : chance(random, 0.2) ? drawRoom(random, -36, -10) : null,
    filters: [
      ...drawFilters(random, 0.2),
      // The nasal band that hardstyle is known by.
      ...(chance(random, 0.4)
        ? [{ kind: 'peak' as const, hz: logBetween(random, 150, 2500), q: logBetween(random, 0.8, 4), gainDb: random.between(3, 12) }]
        : []),
    ],
    ...drawFinishing(random, decay, { crush: 0.12, floor: 0.1 }),
  };
}

/** Techno's rumble: the kick's own long reverb, kept low and ducked under the kick. */
function drawRumble(random: Random): Room {
  return {
    early: [],
    tail: {
      rt: logBetween(random, 0.5, 2.2),
      lowHz: logBetween(random, 28, 50),
      highHz: logBetween(random, 80, 400),
      shareDb: random.between(-20, -5),
      swell: logBetween(random, 0.03, 0.12),
    },
  };
}
