import { expect, test } from 'vitest';
import { createRandom } from '../base/random.ts';
import { Graph } from '../graph/graph.ts';
import { frozenParams, initParams } from '../graph/params.ts';
import { compile } from '../graph/fixtures/session.ts';
import { decode, encode, jointSize, kickInputs, PITCH_WEIGHT, skipValues, vaeLayout, vaeLoss, VOICING_WEIGHT, type VaeShape } from './vae.ts';

const shape: VaeShape = { mels: 16, frames: 32, points: 8, latent: 3, base: 2, pitchLow: -1.5, pitchHigh: 3.9, categories: 0 };
const cells = shape.mels * shape.frames;
const layout = vaeLayout(shape);

/** Weights with the given skip and silent convolution heads: the linear model alone. */
function linearOnly(mean: Float32Array, components: Float32Array, sd: Float32Array) {
  const weights = initParams(layout, 1);
  const skip = skipValues({ mean, components, sd }, shape);
  for (const { spec, offset, size } of layout.trained) {
    const data = skip.get(spec.name);
    if (data !== undefined) weights.values.set(data, offset);
    if (/^(encoder\.(mu|logvar)|decoder\.(conv4|tracks1))/.test(spec.name)) weights.values.fill(0, offset, offset + size);
  }
  return weights;
}

test('with silent convolutions the net is PCA: whitened scores in, the projection out', async () => {
  const dims = jointSize(shape);
  const components = new Float32Array(shape.latent * dims);
  // Two mel cells and one pitch point as axes, so that scores can be read off.
  components[0 * dims + 5] = 1;
  components[1 * dims + 100] = 1;
  components[2 * dims + cells + 3] = 1;
  const mean = new Float32Array(dims).fill(0.25);
  const sd = Float32Array.of(0.1, 0.2, 0.5);
  const { values, state } = linearOnly(mean, components, sd);
  const g = new Graph();
  const p = frozenParams(g, layout, values, state);
  const { mu, logvar } = encode(p, kickInputs(g, 1, shape), shape, false);
  const out = decode(p, mu, shape, false);
  g.output('mu', mu);
  g.output('logvar', logvar);
  g.output('melOut', out.mel);
  g.output('pitchOut', out.pitch);
  const mel = new Float32Array(cells).fill(0.25);
  mel[5] = 0.45;
  mel[100] = 0.05;
  const pitch = new Float32Array(8).fill(0.25 / PITCH_WEIGHT);
  pitch[3] = 1;
  const result = await (await compile(g))({ mel, pitch, voicing: new Float32Array(8).fill(0.25 / VOICING_WEIGHT) });
  expect(result['mu'][0]).toBeCloseTo(2, 4);
  expect(result['mu'][1]).toBeCloseTo(-1, 4);
  expect(result['mu'][2]).toBeCloseTo((PITCH_WEIGHT - 0.25) / 0.5, 4);
  expect(result['logvar'][0]).toBeCloseTo(-3, 4);
  expect(result['melOut'][5]).toBeCloseTo(0.45, 4);
  expect(result['melOut'][6]).toBeCloseTo(0.25, 4);
  expect(result['pitchOut'][3]).toBeCloseTo(1, 4);
});

test('decoded features stay inside their bounds whatever the latent', async () => {
  const { values, state } = initParams(layout, 3);
  const g = new Graph();
  const out = decode(frozenParams(g, layout, values, state), g.input('latent', [1, 3]), shape, false);
  g.output('mel', out.mel);
  g.output('pitch', out.pitch);
  g.output('voicing', out.voicing);
  const run = await compile(g);
  const result = await run({ latent: Float32Array.of(1e4, -1e4, 1e4) });
  expect(Math.min(...result['mel'])).toBeGreaterThanOrEqual(0);
  expect(Math.max(...result['mel'])).toBeLessThanOrEqual(1);
  expect(Math.min(...result['pitch'])).toBeGreaterThanOrEqual(shape.pitchLow);
  expect(Math.max(...result['pitch'])).toBeLessThanOrEqual(Math.fround(shape.pitchHigh));
  expect(Math.max(...result['voicing'])).toBeLessThanOrEqual(1);
});

test('loss terms equal their closed forms on a net that puts out its mean', async () => {
  const dims = jointSize(shape);
  const mean = new Float32Array(dims).fill(0.5);
  const { values, state } = linearOnly(mean, new Float32Array(shape.latent * dims), Float32Array.of(1, 1, 1));
  const g = new Graph();
  const kick = kickInputs(g, 2, shape);
  const inputs = { noise: g.input('noise', [2, 3]), beta: g.input('beta', []), pitchWeight: g.input('w', [2, 8]) };
  const terms = vaeLoss(frozenParams(g, layout, values, state), kick, inputs, shape, false);
  for (const [name, t] of Object.entries(terms)) g.output(name, t as never);
  const random = createRandom(5);
  const mel = Float32Array.from({ length: 2 * cells }, () => random.uniform());
  const found = await (await compile(g))({
    mel,
    pitch: new Float32Array(16).fill(1),
    voicing: new Float32Array(16).fill(0.5),
    noise: new Float32Array(6), beta: Float32Array.of(0.1), w: new Float32Array(16).fill(1 / 8),
  });
  let l1 = 0;
  let convergence = 0;
  for (let b = 0; b < 2; b++) {
    let e2 = 0;
    let x2 = 0;
    for (const x of mel.subarray(b * cells, (b + 1) * cells)) {
      l1 += (Math.abs(0.5 - x) * (x > 0.05 ? 2 : 1)) / (2 * cells);
      e2 += (0.5 - x) ** 2;
      x2 += x * x;
    }
    convergence += Math.sqrt(e2 / x2) / 2;
  }
  // mu = 0, log-variance = -3: KL = (exp(-3) + 3 - 1) / 2 a dimension.
  const kl = (3 * (Math.exp(-3) + 2)) / 2;
  const pitch = (1 - 0.5 / PITCH_WEIGHT) * Math.LN2;
  expect(found['melL1'][0]).toBeCloseTo(l1, 5);
  expect(found['convergence'][0]).toBeCloseTo(convergence, 4);
  expect(found['kl'][0]).toBeCloseTo(kl, 4);
  expect([...found['klByDimension']]).toEqual(Array.from({ length: 3 }, () => expect.closeTo(kl / 3, 4) as number));
  expect(found['reconstruction'][0]).toBeCloseTo(found['loss'][0] - 0.1 * kl, 4);
  expect(found['pitchL1'][0]).toBeCloseTo(pitch, 5);
  expect(found['voicingL1'][0]).toBeCloseTo(0.5 - 0.5 / VOICING_WEIGHT, 5);
  expect(found['loss'][0]).toBeCloseTo(convergence + 6 * l1 + 5 * pitch + 0.1 * kl, 3);
});

test('categories change the divergence alone, which is zero where the kick lies on its own', async () => {
  const conditioned = { ...shape, categories: 2 };
  const plain = vaeLayout(shape);
  const withIt = vaeLayout(conditioned);
  const last = withIt.trained[withIt.trained.length - 1];
  expect(withIt.trained.slice(0, -1).map(({ spec, offset }) => [spec.name, offset])).toEqual(plain.trained.map(({ spec, offset }) => [spec.name, offset]));
  expect(last.spec.shape).toEqual([2, 3]);

  const embedding = [1, -2, 0.5, 0, 3, 0];
  const { values, state } = initParams(withIt, 3);
  values.set(embedding, last.offset);
  const terms = async (of: VaeShape, category: number[] | null) => {
    const g = new Graph();
    const kick = kickInputs(g, 2, of);
    const inputs = { noise: g.input('noise', [2, 3]), beta: g.input('beta', []), pitchWeight: g.input('w', [2, 8]) };
    const layoutOf = of.categories === 0 ? plain : withIt;
    const p = frozenParams(g, layoutOf, values, state);
    const { klByDimension, reconstruction } = vaeLoss(p, kick, of.categories === 0 ? inputs : { ...inputs, category: g.input('category', [2, 2]) }, of, false);
    const { mu } = encode(p, kick, of, false);
    g.output('klByDimension', klByDimension);
    g.output('reconstruction', reconstruction);
    g.output('mu', mu);
    const random = createRandom(5);
    return (await compile(g))({
      mel: Float32Array.from({ length: 2 * cells }, () => random.uniform()), pitch: new Float32Array(16).fill(1), voicing: new Float32Array(16).fill(0.5),
      noise: new Float32Array(6), beta: Float32Array.of(0.1), w: new Float32Array(16).fill(1 / 8), ...(category === null ? {} : { category: Float32Array.from(category) }),
    });
  };
  const without = await terms(shape, null);
  const untold = await terms(conditioned, [0, 0, 0, 0]);
  expect(untold['klByDimension']).toEqual(without['klByDimension']);
  const told = await terms(conditioned, [1, 0, 0.5, 0.5]);
  expect(told['reconstruction']).toEqual(without['reconstruction']);
  const { mu } = without;
  for (let k = 0; k < 3; k++) {
    const centres = [embedding[k], 0.5 * (embedding[k] + embedding[3 + k])];
    const change = centres.reduce((sum, centre, b) => sum + ((mu[b * 3 + k] - centre) ** 2 - mu[b * 3 + k] ** 2) / 4, 0);
    expect(told['klByDimension'][k] - without['klByDimension'][k]).toBeCloseTo(change, 4);
  }
});
