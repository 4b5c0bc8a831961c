/** A pack as a drum map for samplers, in SFZ (sfzformat.com, version 1 opcodes): every kick on a key of its own, at its own pitch. */

export interface SfzKick {
  file: string;
  /** In a comment, for whoever reads it. */
  note: string | null;
  /** MIDI note nearest to its pitch; null where it has none. */
  rootKey: number | null;
}

/** From C1, where drum maps begin, to the highest key there is. */
const FIRST_KEY = 36;
const LAST_KEY = 127;
export const SFZ_KICKS = LAST_KEY - FIRST_KEY + 1;

/**
 * @param kicks At most SFZ_KICKS. A key plays its kick as it is, whatever its root: its keycentre is
 *   that key. What it is tuned to stands beside it, and in the file itself.
 */
export function sfzOf(title: string, kicks: readonly SfzKick[]): string {
  const regions = kicks.map(({ file, note, rootKey }, i) => {
    const key = String(FIRST_KEY + i);
    const root = note === null || rootKey === null ? 'no pitch' : `${note}, MIDI ${String(rootKey)}`;
    return `// ${root}\n<region> key=${key} pitch_keycenter=${key} sample=${file}`;
  });
  return `// ${title}\n// One sound a key, from C1 (MIDI ${String(FIRST_KEY)}) up.\n\n<group> loop_mode=one_shot pitch_keytrack=0 ampeg_release=0.02\n\n${regions.join('\n')}\n`;
}
