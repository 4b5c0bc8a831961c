/** The real kicks of one part of split.csv, decoded and prepared. */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeFile } from '../../src-main/audio/decode.ts';
import { prepare, type Prepared } from '../../src-main/audio/prepare.ts';
import type { RawAudio } from '../../src-main/audio/raw-audio.ts';
import type { AudioSpec } from '../../src-main/audio/spec.ts';

export interface RealKick {
  file: string;
  /** 1, or less for the files of a big family, which would count for too much together. */
  weight: number;
  audio: RawAudio;
  prepared: Prepared;
}

/** The kicks of a part in the file's order, or null where `data` holds no split.csv. @throws what `decodeFile` and `prepare` throw */
export async function realKicks(data: string, part: 'train' | 'test', spec: AudioSpec): Promise<RealKick[] | null> {
  const text = await readFile(join(data, 'split.csv'), 'utf8').catch(() => null);
  if (text === null) return null;
  const kicks: RealKick[] = [];
  for (const line of text.trim().split('\n').slice(1)) {
    const [file, , of, weight] = line.trim().split(',');
    if (of !== part) continue;
    const audio = await decodeFile(join(data, 'kicks', file));
    kicks.push({ file, weight: Number(weight), audio, prepared: prepare(audio, spec) });
  }
  return kicks;
}
