/** Names of a pack's files from a template. What a name may hold on a disk is asked of whoever passes `safe`. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { NAME_TOKENS, type NameToken } from '../../src-preload/contract/pack-names.ts';
import { nearest } from '../base/nearest.ts';

/** What a name tells of a kick. */
export interface NamedKick {
  category: string;
  note: string | null;
  descriptor: string;
}

const TOKEN = /\{([^{}]*)\}/g;
const NO_NOTE = 'x';

/** @throws PACK_TEMPLATE naming the first token that there is not */
export function checkTemplate(template: string): void {
  for (const [, token] of template.matchAll(TOKEN)) {
    if (!Object.hasOwn(NAME_TOKENS, token)) {
      throw new KicklabError('PACK_TEMPLATE', { token, nearest: nearest(token.toLowerCase(), Object.keys(NAME_TOKENS)) });
    }
  }
}

/**
 * A name for each kick, numbered from 1 with as many digits as the last one has, two at least.
 * @param safe A file's name as near to a text as can be.
 * @throws PACK_TEMPLATE; PACK_NAMES_COLLIDE where two would be one file on a disk that ignores case
 */
export function namesOf(template: string, pack: string, kicks: readonly NamedKick[], safe: (name: string) => string): string[] {
  checkTemplate(template);
  const digits = Math.max(2, String(kicks.length).length);
  const names = kicks.map(({ category, note, descriptor }, i) => {
    const words: Record<NameToken, string> = { pack, nn: String(i + 1).padStart(digits, '0'), category, note: note ?? NO_NOTE, descriptor };
    return safe(template.replace(TOKEN, (_, token: NameToken) => words[token]).replace(/\s+/g, ' ').trim());
  });
  const folded = new Map<string, number>();
  names.forEach((name, i) => {
    const fold = name.normalize('NFC').toLowerCase();
    const other = folded.get(fold);
    if (other !== undefined) throw new KicklabError('PACK_NAMES_COLLIDE', { name, first: other + 1, second: i + 1, numbered: template.includes('{nn}') });
    folded.set(fold, i);
  });
  return names;
}
