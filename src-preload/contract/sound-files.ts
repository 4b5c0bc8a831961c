/** Which files may hold sounds, by their names: the page asks it before it sends them, the host before it reads them. Pure. */

/** How the name of a file ends that may be a sound. */
export const AUDIO_EXTENSIONS = [
  '.wav', '.wave', '.aif', '.aiff', '.aifc', '.au', '.caf', '.flac', '.m4a', '.mp3', '.ogg', '.opus', '.w64', '.wma',
] as const;
/** How the name of an archive ends that can be unpacked. */
export const ARCHIVE_EXTENSION = '.zip';

const SOUNDS: ReadonlySet<string> = new Set(AUDIO_EXTENSIONS);

export const isSoundName = (path: string): boolean => SOUNDS.has(endingOf(path));
export const isArchiveName = (path: string): boolean => endingOf(path) === ARCHIVE_EXTENSION;

/** Whether a path (`/` between its parts) is hidden, or is what macOS leaves beside files in an archive. */
export function isHiddenPath(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** Whether the file of a path is worth bringing in. */
export function mayHoldSounds(path: string): boolean {
  return !isHiddenPath(path) && (isSoundName(path) || isArchiveName(path));
}

/** The ending of a name, in lower case with its dot; empty where it has none. */
function endingOf(path: string): string {
  return /[^/\\](\.[^./\\]*)$/.exec(path)?.[1].toLowerCase() ?? '';
}
