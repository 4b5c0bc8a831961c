/**
 * Makes the shipped model, in resumable stages:
 *
 *   node scripts/factory/index.ts procedural|real|vae|vocoder|inversion|bundle|training-set [--work DIR] [--data DIR] ...
 *
 * Each stage reads what the one before left in the work folder; a killed stage continues where
 * it was when it is started again.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeProcedural, makeReal } from './data.ts';
import { makeBundle } from './bundle.ts';
import { trainFactoryInversion, trainFactoryVae, trainFactoryVocoder } from './stages.ts';
import { writeTrainingSet } from './training-set.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    work: { type: 'string', default: 'work/factory' },
    data: { type: 'string', default: process.env['KICKLAB_DATA'] ?? '../shared/data' },
    out: { type: 'string', default: 'models/factory' },
    procedural: { type: 'string', default: '8000' },
    epochs: { type: 'string' },
    threads: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    /** Bundle whose weights the training of a network goes on from; fresh ones when left out. */
    from: { type: 'string' },
    /** Vocoder: start from the finished first stage and add mels as the VAE decodes them. */
    decoded: { type: 'boolean', default: false },
  },
});

const report = (line: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`);
};
const { work } = values;
const seed = Number(values.seed);
const threads = Number(values.threads);
const epochs = values.epochs === undefined ? undefined : Number(values.epochs);
await mkdir(join(work), { recursive: true });
const dataOptions = { data: values.data, out: work, procedural: Number(values.procedural), seed };
const stage = positionals[0];
switch (stage) {
  case 'procedural':
    await makeProcedural(dataOptions, report);
    break;
  case 'real':
    await makeReal(dataOptions, report);
    break;
  case 'vae':
    await trainFactoryVae({ work, seed, threads, epochs: epochs ?? 24, from: values.from }, report);
    break;
  case 'vocoder':
    await trainFactoryVocoder({ work, seed, threads, epochs: epochs ?? 6, from: values.from, decoded: values.decoded }, report);
    break;
  case 'inversion':
    await trainFactoryInversion({ work, seed, threads, epochs: epochs ?? 8 }, report);
    break;
  case 'bundle':
    await makeBundle({ work, seed, threads, out: values.out, data: values.data }, report);
    break;
  case 'training-set':
    await writeTrainingSet({ bundle: values.out, data: values.data }, report);
    break;
  default:
    report('which stage? procedural, real, vae, vocoder, inversion, bundle or training-set');
    process.exitCode = 2;
}
