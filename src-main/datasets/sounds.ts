/** What a training learns from: the sounds of a folder as it lies there, or those of a data set that are in use. */

import { basename, join, resolve } from 'node:path';
import type { DatasetLicence } from '../../src-preload/contract/datasets.ts';
import type { FixCode } from '../../src-preload/contract/faults.ts';
import type { Instrument } from '../../src-preload/contract/instruments.ts';
import { someAudioFiles } from '../base/audio-files.ts';
import { foldersOf } from './bring.ts';
import { nameOf } from './changes.ts';
import { instrumentOf, labelsOf } from './labels.ts';
import { soundsIn, type KeptItem } from './record.ts';
import type { DatasetStore } from './store.ts';

/** A sound that is learnt from: a file, or a hit of a recording. */
export interface SoundToLearn {
  /** Absolute. */
  file: string;
  /** As a person sees it; hits of one recording differ in numbers alone. */
  name: string;
  hit: { from: number; to: number } | null;
  label: string | null;
  fixes: FixCode[];
}

export interface SoundsToLearn {
  /** What the folder or the data set is called. */
  name: string;
  /** The folder, or what was brought into the data set first. */
  source: string;
  sounds: SoundToLearn[];
  instrument: Instrument;
  /** null where none was told. */
  licence: DatasetLicence | null;
}

/** A sound of a data set as one that is learnt from. */
export function soundOf({ file, shown, hit, label, fixes }: KeptItem): SoundToLearn {
  return { file, name: hit === null ? shown : `${shown} ${String(hit.from)}`, hit, label, fixes };
}

/** @throws FOLDER_UNREADABLE, FOLDER_EMPTY, DATASET_UNKNOWN, DATASET_DAMAGED */
export async function soundsToLearn(asked: { dir: string } | { dataset: string }, store: Pick<DatasetStore, 'read'>): Promise<SoundsToLearn> {
  return 'dir' in asked ? soundsOfFolder(resolve(asked.dir)) : soundsOfDataset(asked.dataset, store);
}

async function soundsOfFolder(dir: string): Promise<SoundsToLearn> {
  const names = await someAudioFiles(dir);
  const labels = labelsOf(names.map((shown) => ({ source: dir, folders: foldersOf(shown) })), nameOf, false);
  return {
    name: basename(dir),
    source: dir,
    sounds: names.map((name, i) => ({ file: join(dir, name), name, hit: null, label: labels[i], fixes: [] })),
    instrument: instrumentOf(names.map((name) => `${basename(dir)}/${name}`)),
    licence: null,
  };
}

async function soundsOfDataset(id: string, store: Pick<DatasetStore, 'read'>): Promise<SoundsToLearn> {
  const record = await store.read(id);
  const { name, sources, instrument, licence } = record;
  const sounds = soundsIn(record)
    .filter(({ used, fixes }) => used && !fixes.includes('leave_out'))
    .map(soundOf);
  return { name, source: sources[0], sounds, instrument, licence };
}
