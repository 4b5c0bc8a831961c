/** The files of a pack: a WAV a kick, then all that is told of them together. */

import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { PackKick, PackManifest, PackSettings } from '../../src-preload/contract/pack-fields.ts';
import { midiOf, noteOf } from '../audio/note.ts';
import { writeArchive, type ArchiveEntry } from '../base/archive-write.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { thumbnailOf } from '../library/thumbnail.ts';
import { licenceText } from '../packs/licence.ts';
import { namesOf } from '../packs/names.ts';
import { SFZ_KICKS, sfzOf } from '../packs/sfz.ts';
import { contactSheet, SHEET_KICKS } from '../packs/sheet.ts';
import { descriptorWord } from '../packs/words.ts';
import type { Workshop } from '../packs/workshop.ts';
import { aboutKick } from './made.ts';
import { fileNameOf } from './output.ts';
import type { ChosenKick, MadeLine, PackChoice } from './pack-choice.ts';
import { archiveFolder, archivePath, LICENCE, MANIFEST, sheetName } from './pack-files.ts';
import type { Pace } from './pack-pace.ts';
import type { PackSound, PackSource } from './pack-source.ts';
import { exportWav } from './wav.ts';

/** What is written down of a file that was written. */
export interface WrittenLine {
  kick: PackKick;
  model: PackManifest['models'][number];
  /** For the contact sheet. */
  outline: readonly number[];
}

interface Making {
  source: PackSource;
  shop: Workshop<MadeLine, WrittenLine>;
  choice: PackChoice;
  pace: Pace;
  signal: AbortSignal;
}

/** @throws CANCELLED, PACK_NAMES_COLLIDE, OUTPUT_UNWRITABLE, DISK_FULL */
export async function writePack(out: string, settings: PackSettings, { shop, choice, pace, signal }: Making): Promise<void> {
  const target = settings.zip ? shop.shelf : out;
  await mkdir(target, { recursive: true });
  const named = choice.kicks.map((kick) => ({ ...kick, note: kick.rootHz === null ? null : noteOf(kick.rootHz).name, descriptor: descriptorWord(kick.descriptors) }));
  const names = namesOf(settings.template, settings.name, named, (name) => fileNameOf(name, '.wav'));
  const past = new Map(shop.written.past.map((line) => [line.kick.number, line]));
  const lines: WrittenLine[] = [];
  for (const [i, kick] of named.entries()) {
    if (signal.aborted) throw new KicklabError('CANCELLED', { what: 'pack' });
    const number = i + 1;
    let line = past.get(number);
    if (line === undefined) {
      line = await writeKick(join(target, names[i]), { ...kick, number, file: names[i] }, settings, (await shop.take(kick.index)) as PackSound);
      await shop.written.add(line);
      // Others have a turn: this process answers the page too.
      await breathe();
    }
    lines.push(line);
    pace.written();
  }
  pace.finish();
  await writePapers(target, settings, choice, lines);
  if (settings.zip) await writeArchive(archivePath(out, settings.name), entriesOf(target, archiveFolder(settings.name), await readdir(target)), { signal });
}

type Named = ChosenKick & Pick<PackKick, 'number' | 'file' | 'note' | 'descriptor'>;

async function writeKick(path: string, { number, file, index, category, note, rootHz, descriptor }: Named, settings: PackSettings, { facts, origin, samples, saved }: PackSound): Promise<WrittenLine> {
  const { format, rate, ceiling: ceilingDb, loudness: targetLufs } = settings;
  const { bytes, gainDb, loudnessLufs, truePeakDb, limited } = exportWav({ samples, sampleRate: facts.sampleRate }, { format, rate, ceilingDb, targetLufs }, aboutKick(facts, origin, file));
  await writeFileAtomic(path, bytes, { flush: false });
  const { bundleId, seed, latent, descriptors, effects } = facts;
  return {
    kick: {
      number, file,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      category, note,
      rootKey: rootHz === null ? null : Math.round(midiOf(rootHz)),
      descriptor, descriptors, gainDb, loudnessLufs, truePeakDb, limited,
      madeOf: { bundleId, seed, index: saved === null ? index : null, saved, latent: [...latent], note: facts.note, effects },
    },
    model: { id: origin.model.id, name: origin.model.name, datasetDigest: origin.model.datasetDigest, credits: [...origin.model.licences] },
    outline: [...thumbnailOf(samples)],
  };
}

/** Sheets, mappings and licence, and the manifest last: where it stands, the pack is whole. */
async function writePapers(target: string, settings: PackSettings, { tried }: PackChoice, lines: readonly WrittenLine[]): Promise<void> {
  const { name, licence, holder } = settings;
  const write = (file: string, data: string | Uint8Array): Promise<void> => writeFileAtomic(join(target, file), data, { flush: false });
  const kicks = lines.map(({ kick }) => kick);
  const models = [...new Map(lines.map(({ model }) => [model.id, model])).values()];
  for (const [page, part] of pagesOf(lines, SHEET_KICKS).entries()) {
    const title = `${name}   ${String(kicks.length)} sounds`;
    await write(sheetName(page + 1), contactSheet(title, part.map(({ kick, outline }) => ({
      name: kick.file.replace(/\.wav$/, ''),
      caption: `${kick.note ?? '-'}   ${kick.category}   ${kick.descriptor}`,
      outline,
    }))));
    await breathe();
  }
  const maps = pagesOf(kicks, SFZ_KICKS);
  for (const [page, part] of maps.entries()) {
    const number = maps.length === 1 ? '' : ` ${String(page + 1)}`;
    await write(fileNameOf(`${name}${number}`, '.sfz'), sfzOf(`${name}${number}`, part));
  }
  await write(LICENCE, licenceText({ pack: name, licence, holder, models }));
  const manifest: PackManifest = {
    format: 'kicklab-pack',
    formatVersion: 1,
    name, licence, settings, models,
    count: kicks.length,
    categories: Object.fromEntries([...Map.groupBy(kicks, ({ category }) => category)].map(([category, some]) => [category, some.length])),
    tried,
    kicks,
  };
  await write(MANIFEST, `${JSON.stringify(manifest, null, 1)}\n`);
}

function pagesOf<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, page) => items.slice(page * size, (page + 1) * size));
}

/** In the order of their names, so that the archive is the same again. */
function* entriesOf(dir: string, folder: string, names: readonly string[]): Generator<ArchiveEntry> {
  for (const name of [...names].sort()) yield { path: `${folder}/${name}`, content: { file: join(dir, name) }, compress: !/\.(wav|png)$/.test(name) };
}
