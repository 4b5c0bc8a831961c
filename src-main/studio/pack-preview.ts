/** Names as they may come out, before anything is made. */

import { CATEGORIES } from '../../src-preload/contract/categories.ts';
import { namesOf, type NamedKick } from '../packs/names.ts';
import { DESCRIPTOR_WORDS } from '../packs/words.ts';
import { fileNameOf } from './output.ts';

const NOTES = ['F1', 'G#1', 'A1', 'C#1', null];

/** Such kicks as there may be. */
const example = (i: number): NamedKick => ({
  category: CATEGORIES[i % CATEGORIES.length],
  note: NOTES[i % NOTES.length],
  descriptor: DESCRIPTOR_WORDS[(3 * i) % DESCRIPTOR_WORDS.length],
});

/**
 * A name for each kick of a pack, of kicks that there may be.
 * @throws PACK_TEMPLATE; PACK_NAMES_COLLIDE where names can only differ by what kicks happen to be
 */
export function exampleNames({ template, name, count }: { template: string; name: string; count: number }): string[] {
  const alike = Array.from({ length: count }, () => example(0));
  namesOf(template, name, alike, (text) => fileNameOf(text, '.wav'));
  return namesOf(template, name, alike.map((_, i) => example(i)), (text) => fileNameOf(text, '.wav'));
}
