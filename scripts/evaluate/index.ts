/**
 * Measures a model bundle: `npm run evaluate -- [--model DIR] [--only copy|cycle|sliders|speed]`.
 * Prints one table a section; every figure stands beside its baseline from the same run. The
 * real kicks are the test part of split.csv, which no bundle trains on.
 */

import { parseArgs } from 'node:util';
import { createModels } from '../../src-main/engine/models.ts';
import { measureCopies } from './copies.ts';
import { measureCycle } from './cycle.ts';
import { measureSliders } from './sliders.ts';
import { measureSpeed } from './speed.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/factory' },
    data: { type: 'string', default: process.env['KICKLAB_DATA'] ?? '../shared/data' },
    only: { type: 'string' },
    /** Folder for the WAVs that were compared. */
    out: { type: 'string' },
  },
});

const models = createModels({
  forced: 'cpu',
  safe: true,
  threads: 1,
  probe: () => Promise.reject(new Error('the evaluation stays on the CPU')),
});
const model = await models.open(values.model);
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const wanted = (section: string): boolean => values.only === undefined || values.only === section;

say(`model ${model.bundle.manifest.name} (${model.bundle.manifest.id})`);
if (wanted('copy')) await measureCopies(model, values.data, values.out, say);
if (wanted('cycle')) await measureCycle(model, values.data, say);
if (wanted('sliders')) await measureSliders(model, say);
if (wanted('speed')) await measureSpeed(model, say);
