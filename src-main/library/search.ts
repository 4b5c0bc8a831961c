/** How names are searched and given. Pure. */

/**
 * A name without case and accents, so that `uber` finds `Über`. The rows hold names folded like
 * this: another rule needs a migration.
 */
export function fold(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toUpperCase();
}

/** The words that must all stand in a folded name. */
export function searchWords(text: string): string[] {
  return fold(text).split(/\s+/).filter((word) => word !== '');
}

/** `Kick 12 F1`; without the note where there is none to be sure of. */
export function defaultName(number: number, note: string | null): string {
  return ['Kick', String(number), ...(note === null ? [] : [note])].join(' ');
}
