/** The real kicks of one part of split.csv, decoded and prepared. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeFile } from '../../src-main/audio/decode.ts';
import { prepare, type Prepared } from '../../src-main/audio/prepare.ts';
import type { RawAudio } from '../../src-main/audio/raw-audio.ts';
import type { AudioSpec } from '../../src-main/audio/spec.ts';

export interface RealKick {
  file: string;
  audio: RawAudio;
  prepared: Prepared;
}

/** @throws when `data` holds no split.csv: the caller says what is then not measured. */
export async function realKicks(data: string, part: 'train' | 'test', spec: AudioSpec): Promise<RealKick[]> {
  const lines = (await readFile(join(data, 'split.csv'), 'utf8')).trim().split('\n').slice(1);
  const files = lines.map((line) => line.trim().split(',')).filter((cells) => cells[2] === part).map(([file]) => file);
  const kicks: RealKick[] = [];
  for (const file of files) {
    const audio = await decodeFile(join(data, 'kicks', file));
    kicks.push({ file, audio, prepared: prepare(audio, spec) });
  }
  return kicks;
}
