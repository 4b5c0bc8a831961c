/**
 * `node scripts/category/index.ts [--data DIR]`: fits the kinds of kick anew and writes
 * src-main/audio/category-table.ts, its figures in the header. Few recordings say what they are,
 * and hardly any an 808 or a 909, so procedural kicks, whose family is known, make up the rest.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CATEGORIES, type Category } from '../../src-preload/contract/categories.ts';
import { categoryFigures, categoryOf, type CategoryInput, type CategoryTable } from '../../src-main/audio/category.ts';
import { describe, readExtent, readNote } from '../../src-main/audio/descriptors.ts';
import { proceduralKick } from '../../src-main/audio/procedural/index.ts';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import type { PitchTrack } from '../../src-main/audio/pitch-track.ts';
import { realKicks } from '../bench/real-kicks.ts';
import { fitCategories, type Example } from './fit.ts';
import { labelOf } from './labels.ts';

interface Kick {
  sound: CategoryInput;
  label: Category;
  weight: number;
  /** Recordings of one family are left out together. */
  family: string;
}

const { values } = parseArgs({ options: { data: { type: 'string', default: process.env['KICKLAB_DATA'] ?? '../shared/data' } } });
const TABLE = new URL('../../src-main/audio/category-table.ts', import.meta.url);
const spec = KICK_SPEC;
const SEED = 77;
/** Procedural kicks of each kind that are fitted on, and those that are asked about. */
const FITTED = 600;
const ASKED = 200;
/** What the recordings weigh in the fit: enough to be heard among so many procedural kicks. */
const REAL_SHARE = 0.3;

const measured = (samples: Float32Array, track: PitchTrack): CategoryInput =>
  ({ ...describe(samples, spec.sampleRate), ...readNote(samples, track, spec), ...readExtent(samples, spec.sampleRate) });

const procedural = (first: number, count: number): Kick[] => CATEGORIES.flatMap((label) =>
  Array.from({ length: count }, (_, i) => {
    const { samples, features } = proceduralKick(SEED, first + i, spec, label);
    return { sound: measured(samples, features), label, weight: 1, family: 'procedural' };
  }));

async function recordings(part: 'train' | 'test', families: ReadonlyMap<string, string>): Promise<Kick[]> {
  const kicks = await realKicks(values.data, part, spec);
  if (kicks === null) throw new Error(`${values.data} holds no split.csv`);
  return kicks.flatMap(({ file, weight, prepared: { samples, features } }) => {
    const label = labelOf(file);
    return label === null ? [] : [{ sound: measured(samples, features), label, weight, family: families.get(file) ?? file }];
  });
}

function fitOn(drawn: readonly Kick[], real: readonly Kick[]): CategoryTable {
  const realWeight = real.reduce((sum, { weight }) => sum + weight, 0);
  const scale = ((REAL_SHARE / (1 - REAL_SHARE)) * drawn.length) / realWeight;
  const example = ({ sound, label, weight }: Kick, by: number): Example => ({ figures: categoryFigures(sound), label, weight: weight * by });
  return fitCategories([...drawn.map((kick) => example(kick, 1)), ...real.map((kick) => example(kick, scale))]);
}

/** `right of all`, and by kind. */
function agreement(kicks: readonly Kick[], told: (kick: Kick) => Category): string {
  const of = (some: readonly Kick[]): string => `${String(some.filter((kick) => told(kick) === kick.label).length)} of ${String(some.length)}`;
  const kinds = CATEGORIES.map((label) => `${label} ${of(kicks.filter((kick) => kick.label === label))}`);
  return `${of(kicks)} (${kinds.join(', ')})`;
}

const families = new Map((await readFile(join(values.data, 'split.csv'), 'utf8')).trim().split('\n').slice(1).map((line) => {
  const [file, family] = line.trim().split(',');
  return [file, family] as const;
}));
const drawn = procedural(0, FITTED);
const train = await recordings('train', families);
const table = fitOn(drawn, train);

const without = new Map([...new Set(train.map(({ family }) => family))].map((family) => [family, fitOn(drawn, train.filter((kick) => kick.family !== family))]));
const figures = [
  `procedural kicks it has not seen: ${agreement(procedural(FITTED, ASKED), ({ sound }) => categoryOf(sound, table))}`,
  `recordings of the train part, each family by a fit without it: ${agreement(train, ({ sound, family }) => categoryOf(sound, without.get(family)))}`,
  `recordings of the test part: ${agreement(await recordings('test', families), ({ sound }) => categoryOf(sound, table))}`,
];
for (const line of figures) process.stdout.write(`${line}\n`);

const list = (numbers: readonly number[]): string => `[${numbers.map((value) => value.toFixed(4)).join(', ')}]`;
await writeFile(TABLE, `/**
 * What kinds of kick are told by (category.ts): fitted by scripts/category on ${String(drawn.length)} procedural kicks of
 * known family and ${String(train.length)} recordings of the train part whose names tell a kind, which weigh ${String(100 * REAL_SHARE)} %
 * together. How often it is right:
${figures.map((line) => ` * - ${line}`).join('\n')}
 * Guessing would be right once in five. The kinds overlap: a 909 that is cut short is a short kick too.
 */

import type { CategoryTable } from './category.ts';

export const CATEGORY_TABLE: CategoryTable = {
  mean: ${list(table.mean)},
  sd: ${list(table.sd)},
  weights: {
${CATEGORIES.map((category) => `    ${/^\d/.test(category) ? `'${category}'` : category}: ${list(table.weights[category])},`).join('\n')}
  },
};
`);
