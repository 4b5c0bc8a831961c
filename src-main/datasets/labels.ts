/** What the folders of a bank say of its sounds: their labels, and what they are struck on. Pure. */

import { INSTRUMENTS, type Instrument } from '../../src-preload/contract/instruments.ts';

/** Where a sound lies: which folder or archive of sounds it came from, null where that is not known, and the folders below that, outermost first. */
export interface Whereabouts {
  source: string | null;
  folders: readonly string[];
}

/**
 * A label for each sound: of a bank, the folder for the instrument or category, which is the outermost
 * in which the sounds of its source differ. A source without such folders is one category among
 * others (`amongOthers`: there are further ones already) and gives its own name; alone it gives none.
 * @param nameOf What a source is called.
 */
export function labelsOf(sounds: readonly Whereabouts[], nameOf: (source: string) => string, amongOthers: boolean): (string | null)[] {
  const bySource = Map.groupBy(sounds, ({ source }) => source);
  const several = amongOthers || bySource.size > 1;
  const shared = new Map([...bySource].map(([source, all]) => [source, sharedFolders(all.map(({ folders }) => folders))]));
  const flat = (source: string | null): boolean => (bySource.get(source) ?? []).every(({ folders }) => folders.length === shared.get(source));
  return sounds.map(({ source, folders }) => {
    const depth = shared.get(source) ?? 0;
    if (!flat(source)) return folders.at(depth) ?? null;
    return several ? (folders.at(-1) ?? (source === null ? null : nameOf(source))) : null;
  });
}

/** How many outer folders all of them have in common. */
function sharedFolders(all: readonly (readonly string[])[]): number {
  const [first, ...others] = all;
  const differs = first.findIndex((folder, i) => others.some((folders) => folders.at(i) !== folder));
  return differs < 0 ? first.length : differs;
}

/** How the names of files and folders tell an instrument, kicks apart: they are what most banks hold. */
const WORDS: Record<Exclude<Instrument, 'kick'>, RegExp> = {
  snare: /snare|\bsd\b|rim ?shot/,
  hat: /hi ?hat|\bhats?\b|\b[co]hh?\b/,
  tom: /\btoms?\b/,
  clap: /\bclaps?\b|handclap/,
  percussion: /\bperc(ussion)?\b|conga|bongo|shaker|cowbell|clave|tambourine|cymbal|\bride\b|crash/,
};

/** What most of these paths say the sounds are: percussion where they are of several kinds, and kicks where they say nothing else. */
export function instrumentOf(paths: readonly string[]): Instrument {
  const counts = new Map<Instrument, number>();
  for (const path of paths) {
    const words = path.toLowerCase().replace(/[^\p{L}]+/gu, ' ');
    const told = INSTRUMENTS.find((name) => name !== 'kick' && WORDS[name].test(words));
    if (told !== undefined) counts.set(told, (counts.get(told) ?? 0) + 1);
  }
  const most = (count: number): boolean => 2 * count > paths.length;
  const [one] = [...counts].find(([, count]) => most(count)) ?? [];
  return one ?? (most([...counts.values()].reduce((sum, count) => sum + count, 0)) ? 'percussion' : 'kick');
}
