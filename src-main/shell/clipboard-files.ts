/**
 * Files as file managers put them on the clipboard, as far as `clipboard.writeBuffer` can write it:
 * one format at a time. Windows takes files as CF_HDROP alone, a number and no name, which Electron
 * cannot write (electron/electron#9035). Pure.
 */

import { pathToFileURL } from 'node:url';

/** Desktops whose file managers (Nautilus, Nemo, Caja, Thunar) read a format of GNOME's. */
const GNOME_LIKE = /gnome|unity|cinnamon|mate|xfce|pantheon|budgie/i;

/**
 * @param desktop XDG_CURRENT_DESKTOP.
 * @returns null where files cannot be put there.
 */
export function clipboardFiles(platform: NodeJS.Platform, desktop: string, paths: readonly string[]): { format: string; bytes: Buffer } | null {
  const urls = paths.map((path) => pathToFileURL(path).href);
  switch (platform) {
    case 'win32':
      return null;
    case 'darwin':
      // One as a URL, from which macOS makes the older types by itself; several in the oldest of them.
      return paths.length === 1 ? as('public.file-url', urls[0]) : as('NSFilenamesPboardType', propertyList(paths));
    default:
      return GNOME_LIKE.test(desktop) ? as('x-special/gnome-copied-files', ['copy', ...urls].join('\n')) : as('text/uri-list', urls.map((url) => `${url}\r\n`).join(''));
  }
}

function as(format: string, text: string): { format: string; bytes: Buffer } {
  return { format, bytes: Buffer.from(text) };
}

/** A property list that is an array of texts. */
function propertyList(texts: readonly string[]): string {
  const escaped = texts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    `<plist version="1.0"><array>${escaped.map((text) => `<string>${text}</string>`).join('')}</array></plist>`,
  ].join('\n');
}
