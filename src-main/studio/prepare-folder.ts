/** The use-case `prepare`: a folder of recordings as training would see them, each with a report. */

import { dirname, join } from 'node:path';
import type { PreparedItem } from '../../src-preload/contract/training.ts';
import { decodeFile } from '../audio/decode.ts';
import { prepare } from '../audio/prepare.ts';
import { KICK_SPEC } from '../audio/spec.ts';
import { writeWav } from '../audio/wav-write.ts';
import { someAudioFiles } from '../base/audio-files.ts';
import { writeFileAtomic } from '../base/write-file.ts';
import { runBatch } from './batch.ts';
import { ensureFolder, outputPaths, refuseOverwriting } from './output.ts';
import type { Handlers } from './ports.ts';

/**
 * Writes `X.wav` (32 bit float, nothing lost) and `X.json` for each audio file below `dir`, in
 * the same folders below `out`. @throws FOLDER_UNREADABLE, FOLDER_EMPTY
 */
export const prepareFolder: Handlers['training']['prepare'] = async ({ dir, out }, context) => {
  const found = await someAudioFiles(dir);
  await ensureFolder(out);
  const inputs = found.map((path) => join(dir, path));
  const targets = targetsOf(found, out);
  const jobs = inputs.map((file, i) => ({ file, wav: `${targets[i]}.wav`, json: `${targets[i]}.json` }));
  const items = await runBatch(jobs, (job) => job.file, async ({ file, wav, json }): Promise<PreparedItem> => {
    refuseOverwriting(inputs, wav);
    const audio = await decodeFile(file);
    const { samples, placement, notes } = prepare(audio, KICK_SPEC);
    const { sampleRate, channels } = audio;
    const source = { file, sampleRate, channels: channels.length, samples: channels[0].length };
    await ensureFolder(dirname(wav));
    await writeFileAtomic(wav, writeWav([samples], KICK_SPEC.sampleRate, { format: 'float32', ditherSeed: 0 }), { flush: false });
    await writeFileAtomic(json, JSON.stringify({ source, placement, notes }, null, 2) + '\n', { flush: false });
    return { file, out: wav, report: json };
  }, context);
  return { items };
};

/** Targets without extension: names are told apart folder by folder. */
function targetsOf(found: readonly string[], out: string): string[] {
  const byFolder = Map.groupBy(found, (path) => dirname(path));
  const targets = new Map<string, string>();
  for (const [folder, paths] of byFolder) {
    outputPaths(paths, join(out, folder), '').forEach((target, i) => targets.set(paths[i], target));
  }
  return found.map((path) => targets.get(path) ?? '');
}
