/**
 * Procedural kicks: labelled training data without a recording. Pitch and voicing are known from
 * the synthesis. This is not the instrument: what users hear comes from the networks.
 */

import { type Random, createRandom } from '../../base/random.ts';
import type { AudioSpec } from '../spec.ts';
import { draw808 } from './family-808.ts';
import { draw909 } from './family-909.ts';
import { drawAcoustic } from './family-acoustic.ts';
import { drawHard } from './family-hard.ts';
import { drawShort } from './family-short.ts';
import { chance } from './draw.ts';
import { finish, renderLength } from './finish.ts';
import type { Family, Plan } from './plan.ts';
import { FAMILIES } from './plan.ts';
import { renderPlan } from './render.ts';

export { FAMILIES, type Family, type Plan } from './plan.ts';

export interface ProceduralKick {
  /** `spec.length` samples, prepared: onset at `spec.onset`, polarity and level as design.md 3. */
  samples: Float32Array;
  /** On the pitch grid: octaves re `spec.pitchReference`, and the periodic share of the energy. */
  features: { pitch: Float32Array; voicing: Float32Array };
  family: Family;
  /** Everything that was drawn. */
  params: Plan;
}

const DRAW: Record<Family, (random: Random) => Plan> = {
  '808': draw808,
  '909': draw909,
  acoustic: drawAcoustic,
  hard: drawHard,
  short: drawShort,
};

/** Share of each family where the caller leaves the choice; acoustic kicks vary most. */
const ODDS: Record<Family, number> = { '808': 0.18, '909': 0.22, acoustic: 0.28, hard: 0.14, short: 0.18 };

/** How often a kick wears the click of another family, as layered kicks in sample packs do. */
const HYBRID_ODDS = 0.14;

/**
 * Kick `index` of `seed`: the same bytes whatever else was made before, on one processor type.
 * @param family left out, it is drawn.
 */
export function proceduralKick(seed: number, index: number, spec: AudioSpec, family?: Family): ProceduralKick {
  const random = createRandom(seed, 'procedural kick', index, family ?? 'any');
  const chosen = family ?? drawFamily(random);
  const params = drawPlan(random, chosen);
  const rendered = renderPlan(params, random, spec, renderLength(spec));
  const { samples, pitch, voicing } = finish(params, rendered, random, spec);
  return { samples, features: { pitch, voicing }, family: chosen, params };
}

function drawFamily(random: Random): Family {
  let left = random.uniform();
  for (const family of FAMILIES) {
    left -= ODDS[family];
    if (left < 0) return family;
  }
  return 'acoustic';
}

function drawPlan(random: Random, family: Family): Plan {
  const plan = DRAW[family](random);
  if (!chance(random, HYBRID_ODDS)) return plan;
  const other = DRAW[FAMILIES[random.int(FAMILIES.length)]](random);
  return { ...plan, clicks: other.clicks, clickDb: other.clickDb, clickPeak: other.clickPeak };
}
