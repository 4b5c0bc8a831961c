/**
 * Acoustic: a struck membrane on a shell. How hard it is hit leads the contact time, the droop of
 * the pitch and the beater's click; size and damping lead pitch, decay and the dense modes.
 */

import type { Random } from '../../base/random.ts';
import {
  chance, correlated, drawClickDb, drawClickPeak, drawColourNoise, drawFilters, drawFinishing, drawDrive, drawRoom, logBetween,
  logMix, pick, tauFor,
} from './draw.ts';
import type { Click, Mode, NoiseLayer, Plan } from './plan.ts';

/** Ideal circular membrane, zeros of the Bessel functions J01, J11, J21, J02, J31, J12 over J01. */
const MEMBRANE = [1.593, 2.136, 2.295, 2.653, 2.917, 3.155, 3.5, 3.6, 4.06, 4.15] as const;

export function drawAcoustic(random: Random): Plan {
  const force = random.uniform();
  const decay = logBetween(random, 0.09, 1);
  const tau = tauFor(decay, 1);
  const end = logMix(105, 30, correlated(random, random.uniform(), 0.7));
  const contact = logMix(0.014, 0.0006, correlated(random, force, 0.4));
  // Open, undamped drums ring on with many modes; a pillow leaves two or three.
  const openness = random.uniform();
  return {
    family: 'acoustic',
    voices: [
      {
        sweep: {
          end,
          stages: [
            { shape: 'exponential', depth: logMix(0.04, 1.3, correlated(random, force, 0.5)), time: logBetween(random, 0.006, 0.08) },
            // Tension modulation: the skin is stretched while it swings wide.
            { shape: 'exponential', depth: random.between(0, 0.1), time: tau },
          ],
        },
        envelope: {
          attack: contact,
          hold: 0,
          decays: chance(random, 0.6)
            ? [
                { level: logBetween(random, 0.3, 2.5), tau: tau * random.between(0.12, 0.45), power: 1 },
                { level: 0.8, tau, power: 1 },
              ]
            : [{ level: 1, tau, power: random.between(0.8, 1.3) }],
        },
        harmonics: [1, random.between(0, 0.15) ** 1.5, random.between(0, 0.1)],
        harmonicTau: logBetween(random, 0.01, 0.1),
        phase: chance(random, 0.6) ? 0 : random.between(-0.9, 0.9),
        fm: null,
      },
    ],
    modes: drawModes(random, tau, end, contact, openness),
    clicks: drawBeater(random, force, contact),
    clickDb: chance(random, 0.75) ? -45 + 42 * correlated(random, force, 0.6) + 2 * random.normal() : drawClickDb(random),
    clickPeak: drawClickPeak(random),
    noises: drawNoises(random, decay),
    drive: chance(random, 0.25) ? drawDrive(random, 0.5, 2.5) : null,
    room: chance(random, 0.65) ? drawRoom(random, -46, chance(random, 0.15) ? -6 : -16) : null,
    filters: drawFilters(random, 0.15),
    ...drawFinishing(random, decay, { crush: 0.04, floor: 0.35 }),
  };
}

function drawModes(random: Random, tau: number, end: number, contact: number, openness: number): Mode[] {
  const out: Mode[] = [];
  const add = (ratio: number, level: number, decay: number): void => {
    // A contact of T seconds excites little above 1 / T.
    const reach = 1 / (1 + (ratio * end * contact * 1.5) ** 2);
    out.push({ ratio, level: level * reach, tau: decay, phase: random.between(-1.2, 1.2) });
  };
  // The other head: coupled through the air, a little higher, so that the pair beats.
  if (chance(random, 0.5)) add(random.between(1.05, 1.7), logBetween(random, 0.06, 0.5), tau * random.between(0.3, 1.2));
  const strength = logMix(0.05, 0.6, openness);
  const few = 1 + random.int(3);
  for (let i = 0; i < few; i++) {
    const ratio = MEMBRANE[random.int(5)] * (1 + 0.04 * random.normal());
    add(ratio, strength * logBetween(random, 0.2, 1), (tau * random.between(0.25, 1)) / ratio ** random.between(0.2, 1));
  }
  // Bass drums of the orchestra: a dense field up to ten times the fundamental.
  if (openness > 0.75) {
    const dense = 6 + random.int(9);
    for (let i = 0; i < dense; i++) {
      const ratio = logBetween(random, 1.3, 9);
      add(ratio, (strength * logBetween(random, 0.1, 0.7)) / ratio ** 0.7, (tau * random.between(0.3, 1.2)) / ratio ** 0.5);
    }
  }
  return out;
}

function drawBeater(random: Random, force: number, contact: number): Click[] {
  // Inside the shell the air bulge arrives first and the beater's slap up to 11 ms after it.
  const at = chance(random, 0.25) ? logBetween(random, 0.001, 0.011) : 0;
  const slap: Click = {
    kind: 'burst',
    at,
    hz: logMix(900, 5500, correlated(random, force, 0.6)),
    q: logBetween(random, 0.35, 1.8),
    tau: logBetween(random, 0.0012, 0.018),
    weight: 1,
  };
  const wood: Click = {
    kind: 'ring',
    at: at + contact * 0.2,
    hz: logBetween(random, 1800, 5200),
    q: 1,
    tau: logBetween(random, 0.0008, 0.006),
    weight: logBetween(random, 0.15, 1),
  };
  return pick(random, [[slap], [slap, wood], [slap, wood], [slap, { ...wood, hz: wood.hz * random.between(0.4, 0.8) }, wood]]);
}

function drawNoises(random: Random, decay: number): NoiseLayer[] {
  const out: NoiseLayer[] = [];
  // Skin and air: low-passed noise with the body's own decay.
  if (chance(random, 0.75)) {
    const low = logBetween(random, 50, 400);
    out.push({
      lowHz: low,
      highHz: low * logBetween(random, 2, 12),
      attack: logBetween(random, 0.0005, 0.006),
      tau: tauFor(decay, 1) * random.between(0.2, 1.2),
      shareDb: random.between(-34, -8),
    });
  }
  // Snare wires answering from across the room.
  if (chance(random, 0.07)) {
    out.push({ lowHz: 1500, highHz: 9000, attack: 0.01, tau: logBetween(random, 0.03, 0.15), shareDb: random.between(-36, -16) });
  }
  if (chance(random, 0.3)) out.push(drawColourNoise(random, 0.004, 0.15));
  return out;
}
