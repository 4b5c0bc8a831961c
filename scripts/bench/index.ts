/**
 * Measures a model bundle: `npm run bench -- [--only SECTION[,SECTION]] [--model DIR] ...`. Prints
 * one table; every figure stands beside its baseline from the same run and its target. A whole run
 * writes bench/latest.json. Nothing fails: a missed target is a row that says so.
 */

import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { writeFileAtomic } from '../../src-main/base/write-file.ts';
import { createModels } from '../../src-main/engine/models.ts';
import { measureCopies } from './copies.ts';
import { measureCycle } from './cycle.ts';
import { measureGeneration } from './generation.ts';
import { measureLibrary } from './library.ts';
import { measureNote } from './note.ts';
import { drawPictures } from './pictures.ts';
import { realKicks } from './real-kicks.ts';
import { circumstances, reportJson, sectionText, verdict } from './report.ts';
import type { Section } from './rows.ts';
import { measureRequests } from './requests.ts';
import { measureSliders } from './sliders.ts';
import { measureSpeed } from './speed.ts';

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/factory' },
    data: { type: 'string', default: process.env['KICKLAB_DATA'] ?? '../shared/data' },
    /** Sections, by comma; then nothing is written unless --json says where. */
    only: { type: 'string' },
    /** File to write. */
    json: { type: 'string' },
    /** Folder for the WAVs that were compared. */
    out: { type: 'string' },
    /** Folder for spectrograms; nothing else is measured. */
    pictures: { type: 'string' },
    /** Random kicks that are compared with real ones. */
    kicks: { type: 'string', default: '400' },
    /** Kicks whose sliders are swept, and that are tuned. */
    bases: { type: 'string', default: '100' },
    /** Kicks of the batch. */
    batch: { type: 'string', default: '1000' },
    /** Kicks of the library. */
    rows: { type: 'string', default: '100000' },
  },
});

const models = createModels({
  forced: 'cpu',
  safe: true,
  threads: 1,
  probe: () => Promise.reject(new Error('the bench stays on the CPU')),
});
const model = await models.open(values.model);
const spec = model.bundle.manifest.audio;
const test = await realKicks(values.data, 'test', spec);

const SECTIONS: Record<string, () => Promise<Section>> = {
  copies: () => measureCopies(model, test, values.out),
  generation: async () => measureGeneration(model, { test, train: await realKicks(values.data, 'train', spec) }, Number(values.kicks)),
  sliders: () => measureSliders(model, Number(values.bases)),
  requests: () => measureRequests(model, Math.min(60, Number(values.bases))),
  note: () => measureNote(model, Number(values.bases)),
  cycle: () => measureCycle(model, test),
  speed: () => measureSpeed(model, test, Number(values.batch)),
  library: () => measureLibrary(Number(values.rows)),
};

async function measure(): Promise<void> {
  const only = values.only?.split(',') ?? Object.keys(SECTIONS);
  const unknown = only.find((name) => !(name in SECTIONS));
  if (unknown !== undefined) throw new Error(`there is no section ${unknown}; there are ${Object.keys(SECTIONS).join(', ')}`);
  const about = circumstances(model.bundle);
  process.stdout.write(`model ${about.model.name} (${about.model.id})${test === null ? `; no real kicks in ${values.data}` : ''}\n\n`);
  const sections: Section[] = [];
  for (const name of only) {
    const began = performance.now();
    const section = await SECTIONS[name]();
    sections.push(section);
    process.stdout.write(`${sectionText(section)}(${((performance.now() - began) / 1000).toFixed(0)} s)\n\n`);
  }
  process.stdout.write(`${verdict(sections)}\n`);
  const file = values.json ?? (values.only === undefined ? 'bench/latest.json' : undefined);
  if (file === undefined) return;
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, new TextEncoder().encode(reportJson(about, sections)));
}

if (values.pictures === undefined) await measure();
else if (test === null) throw new Error(`there are no real kicks in ${values.data}`);
else await drawPictures(model, test, values.pictures, (line) => process.stdout.write(`${line}\n`));
