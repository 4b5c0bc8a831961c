/**
 * What kind of kick a recording is by its source and its name. A rule says only what the maker
 * said: a file whose name tells no kind has none, and is left out of fit and figures.
 */

import type { Category } from '../../src-preload/contract/categories.ts';

/** The first that matches counts: a drum that was hit hard is still a drum. */
const RULES: readonly { label: Category; name: RegExp; why: string }[] = [
  { label: 'acoustic', name: /^(muldjordkit|billiedrum|oramics-pearl)__/, why: 'sampled drum kits' },
  { label: 'acoustic', name: /karoryfer|vcsl|drum_bass_|drum_heavy|bd_jazz/, why: 'sampled drums among other sounds' },
  { label: 'hard', name: /distorted|distkit|hardstyle|rawstyle|hard3eat/, why: 'distortion and hard styles by name' },
  { label: '808', name: /808|sub-a|boom/, why: 'the machine, a sub, a boom' },
  { label: '909', name: /909|haus|klub|bd_tek|x0x/, why: 'the machine and its likes, and the music it is known from' },
  { label: 'short', name: /snappy|cr-78|tr-505|lm-2|mrk-2|elec_|chip/, why: 'clipped by name, and early drum computers' },
];

/** The kind that a file's name tells; null where it tells none. */
export function labelOf(file: string): Category | null {
  const name = file.toLowerCase();
  return RULES.find((rule) => rule.name.test(name))?.label ?? null;
}
