/**
 * The verbs about data sets: sounds of the user's that a model can be trained on, where they came from,
 * how they are labelled, and on which terms. Their files are referred to and never changed; what a
 * data set knows of them stands in the folder for application data.
 */

import { z } from 'zod';
import { augmentation } from './augmentation.ts';
import { cutHit, cutSettings } from './cutting.ts';
import { faultCode, finding, fixCode } from './faults.ts';
import { failedItem, seed } from './fields.ts';
import { instrument } from './instruments.ts';
import { verb } from './verb.ts';

export const datasetId = z.uuid().describe('The id of a data set.');
const itemId = z.uuid().describe('The id of a sound in a data set.');
const name = z.string().trim().min(1).max(120);
const label = z.string().trim().min(1).max(80);
const uploadId = z.uuid().describe('Chosen by who sends: the files that are sent under one id belong together.');
const source = {
  paths: z.exactOptional(z.array(z.string().min(1)).min(1).max(10_000))
    .describe('Folders, zip archives and sound files of any format; folders below them count too.'),
  upload: z.exactOptional(uploadId).describe('Instead of paths, what was sent with datasets.send: it is kept with the data set.'),
};
/** Refuses both and neither. */
const oneSource = [
  ({ paths, upload }: { paths?: string[]; upload?: string }) => (paths === undefined) !== (upload === undefined),
  { error: 'give paths or an upload' },
] as const;

export const datasetLicence = z.strictObject({
  text: z.string().trim().min(1).max(2000).describe('The terms that the sounds may be used on, such as CC0-1.0, or in words.'),
  source: z.string().trim().max(2000).describe('Where they come from; may be empty.'),
  credits: z.string().trim().max(2000).describe('Whom to name; may be empty.'),
});
export type DatasetLicence = z.infer<typeof datasetLicence>;

const hit = z.strictObject({ from: z.int().min(0), to: z.int().min(1) });
export type Hit = z.infer<typeof hit>;

export const datasetItem = z.strictObject({
  id: itemId,
  file: z.string().describe('Absolute; of an archive, the copy that was unpacked; of what was sent, the copy that is kept.'),
  shown: z.string().describe('The path below what was brought, `/` between its parts.'),
  label: z.string().nullable(),
  hit: hit.nullable().describe('Of a recording that was cut, from which sample to before which one it is, at the rate of the file; null for a whole file.'),
  sha256: z.string().describe('Of the file as it was when it was brought or last checked.'),
  used: z.boolean().describe('Whether a training takes it.'),
  checked: z.boolean().describe('Whether it was looked at for faults.'),
  faults: z.array(faultCode).describe('Each code once.'),
  findings: z.array(finding).describe('One for each of the faults, in their order.'),
  fixes: z.array(fixCode).describe('What preparation does to it besides what it does to every sound.'),
});
export type DatasetItem = z.infer<typeof datasetItem>;

export const dataset = z.strictObject({
  id: datasetId,
  name: z.string(),
  sources: z.array(z.string()).describe('What was brought, in the order it was: absolute paths, and the names of what was sent.'),
  instrument,
  labels: z.array(z.string()).describe('Every label that a sound has, in order of the alphabet.'),
  licence: datasetLicence.nullable().describe('null until it was told.'),
  counts: z.strictObject({
    items: z.number(),
    used: z.number(),
    checked: z.number(),
    labels: z.record(z.string(), z.number()).describe('Sounds that a training takes, by label; those without one are not among them.'),
    faults: z.partialRecord(faultCode, z.number()).describe('Sounds by fault, whether a training takes them or not.'),
  }),
});
export type Dataset = z.infer<typeof dataset>;

/** What takes its time. */
export const DATASET_PHASES = ['find', 'unpack', 'read', 'check'] as const;
export type DatasetPhase = (typeof DATASET_PHASES)[number];

export const datasetWork = z.strictObject({
  id: datasetId,
  phase: z.enum(DATASET_PHASES),
  running: z.boolean().describe('false once it has ended, however it did.'),
  done: z.number(),
  total: z.number(),
});
export type DatasetWork = z.infer<typeof datasetWork>;

const brought = z.strictObject({
  dataset,
  added: z.number().describe('Sounds that are new.'),
  changed: z.number().describe('Sounds that were there, and whose file is another now.'),
  failed: z.array(failedItem).describe('What could not be brought, with the reason and the way out.'),
});

const changeable = { used: z.boolean(), label: label.nullable(), fixes: z.array(fixCode).max(20) };
const before = z.array(z.strictObject({ id: itemId, ...changeable })).min(1).max(100_000)
  .describe('Sounds as they were: datasets.restore takes them back.');

const heardSound = z.strictObject({ sampleRate: z.number(), samples: z.custom<Float32Array>((value) => value instanceof Float32Array) });

export const datasets = {
  create: verb({
    summary: 'Make a data set of folders, archives and files. A folder for each instrument or category becomes the label of what is in it.',
    input: z.strictObject({ ...source, name: z.exactOptional(name) }).refine(...oneSource),
    output: brought,
  }),
  add: verb({
    summary: 'Bring more into a data set, or the same again: what is known and has not changed stays as it is.',
    input: z.strictObject({ id: datasetId, ...source }).refine(...oneSource),
    output: brought,
  }),
  send: verb({
    summary: 'Send the next part of a file, for who has no paths, such as a page in a browser; datasets.create or datasets.add takes what was sent whole.',
    input: z.strictObject({
      upload: uploadId,
      path: z.string().min(1).max(2000).describe('Below what was chosen, whose name is its first part; `/` between its parts.'),
      size: z.int().min(0).describe('Bytes of the whole file.'),
      modifiedAt: z.int().min(0).describe('When it was last changed, milliseconds since 1970.'),
      offset: z.int().min(0).default(0).describe('Bytes of it that were sent before.'),
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    }),
    output: z.strictObject({ received: z.number().describe('Bytes of it that are there now.') }),
    upload: { field: 'bytes', type: 'u8' },
  }),
  discard: verb({
    summary: 'Delete what was sent and not taken. What nobody takes is deleted after a day.',
    input: z.strictObject({ upload: uploadId }),
    output: z.strictObject({}),
  }),
  list: verb({
    summary: 'Every data set, the newest first.',
    input: z.strictObject({}),
    output: z.strictObject({
      datasets: z.array(dataset),
      failed: z.array(failedItem).describe('Those whose record is damaged.'),
    }),
  }),
  get: verb({
    summary: 'One data set.',
    input: z.strictObject({ id: datasetId }),
    output: dataset,
  }),
  items: verb({
    summary: 'Sounds of a data set, in the order they were brought.',
    input: z.strictObject({
      id: datasetId,
      label: z.exactOptional(label.nullable()).describe('Those of a label; null for those without one.'),
      fault: z.exactOptional(faultCode),
      used: z.exactOptional(z.boolean()),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(10_000).default(500),
    }),
    output: z.strictObject({ total: z.number(), items: z.array(datasetItem) }),
  }),
  update: verb({
    summary: 'Change what a data set knows of sounds. The answer gives what was before, which undoes it.',
    input: z.strictObject({
      id: datasetId,
      items: z.array(itemId).min(1).max(100_000),
      used: z.exactOptional(changeable.used),
      label: z.exactOptional(changeable.label),
      fixes: z.exactOptional(changeable.fixes),
    }),
    output: z.strictObject({ before }),
  }),
  restore: verb({
    summary: 'Take sounds back to what a change of them answered.',
    input: z.strictObject({ id: datasetId, before }),
    output: z.strictObject({ before: before.describe('As they were until now, which takes this back in turn.') }),
  }),
  describe: verb({
    summary: 'Tell the name, the licence or the instrument of a data set. A licence that was told goes into every model trained on it.',
    input: z.strictObject({
      id: datasetId,
      name: z.exactOptional(name),
      licence: z.exactOptional(datasetLicence.nullable()),
      instrument: z.exactOptional(instrument),
    }),
    output: dataset,
  }),
  cut: verb({
    summary: 'Where a recording would be cut into hits, and what it looks like; datasets.split does it.',
    input: z.strictObject({ id: datasetId, item: itemId, settings: cutSettings.prefault({}) }),
    output: z.strictObject({
      sampleRate: z.number(),
      length: z.number().describe('Samples in the recording.'),
      hits: z.array(cutHit),
      peaks: z.custom<Float32Array>((value) => value instanceof Float32Array).describe('Lowest and highest sample of each of 2000 stretches, in turn.'),
    }),
    binary: { field: 'peaks', type: 'f32' },
  }),
  split: verb({
    summary: 'Put the hits of a recording in its place. They are as it was used, labelled and fixed; datasets.join puts it back.',
    input: z.strictObject({
      id: datasetId,
      item: itemId,
      hits: z.array(hit).min(1).max(10_000).describe('Rising; they may overlap.'),
    }),
    output: z.strictObject({ items: z.array(datasetItem) }),
  }),
  join: verb({
    summary: 'Put a recording back in the place of its hits.',
    input: z.strictObject({ id: datasetId, item: itemId.describe('Any of its hits.') }),
    output: z.strictObject({ item: datasetItem, hits: z.array(hit).describe('What datasets.split made of it.') }),
  }),
  vary: verb({
    summary: 'A variation of a sound as a training hears it, in mono at the rate of the models.',
    input: z.strictObject({
      id: datasetId,
      item: itemId,
      amounts: augmentation.prefault({}),
      seed: seed.default(1),
      copy: z.int().min(1).max(100).default(1).describe('Which of the variations.'),
    }),
    output: heardSound,
    binary: { field: 'samples', type: 'f32' },
  }),
  check: verb({
    summary: 'Look over the sounds of a data set for faults; no file is changed. What was found before is told at once.',
    input: z.strictObject({
      id: datasetId,
      again: z.boolean().default(false).describe('Reads every file again, and looks at all of them whatever was found before.'),
    }),
    output: dataset,
  }),
  hear: verb({
    summary: 'A sound of a data set alone, in mono: as it is, or as its fixes make it.',
    input: z.strictObject({ id: datasetId, item: itemId, fixed: z.boolean().default(false) }),
    output: heardSound,
    binary: { field: 'samples', type: 'f32' },
  }),
  remove: verb({
    summary: 'Forget a data set. The files that it refers to stay; copies that were unpacked or sent go with it, after a day in which it can be put back.',
    input: z.strictObject({ id: datasetId }),
    output: z.strictObject({}),
  }),
  putBack: verb({
    summary: 'Bring back a data set that was removed less than a day ago, as it was.',
    input: z.strictObject({ id: datasetId }),
    output: dataset,
  }),
};
