/** What a file inside an archive may be called, so that unpacking it stays in its folder on every platform. Pure. */

/** As many bytes as Linux takes for one name. */
const MAX_NAME_BYTES = 255;
const MAX_PATH_BYTES = 1000;

/**
 * Why `path` is refused, or null where it is good: relative, `/` between its parts, each of which
 * every platform takes as one plain name.
 */
export function pathProblem(path: string): string | null {
  if (path === '') return 'it has no name';
  if (path.startsWith('/')) return 'its path is absolute';
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return 'its path is too long';
  // A colon is a drive or a hidden stream on Windows, a backslash another separator there.
  if (/[\p{Cc}\\:]/u.test(path)) return 'its path has characters that are not allowed';
  for (const part of path.split('/')) {
    if (part === '' || part === '.' || part === '..') return 'its path leaves its folder';
    if (Buffer.byteLength(part) > MAX_NAME_BYTES) return 'its path is too long';
    // Windows drops them, and two paths become one.
    if (/[. ]$/.test(part)) return 'a name in its path ends with a dot or a space';
  }
  return null;
}

/** Whether Windows keeps a name for a device, whatever its extension. */
export function isDeviceName(name: string): boolean {
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name);
}

/** Equal for two paths that some disk would take for one. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
