/**
 * Folders that look like Electron's distribution to electron-builder, for checking what it packs
 * where Electron's binaries cannot be had. They hold the files that packing renames, edits or
 * leaves out, with nothing in them that runs.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';

/**
 * The fuse wire as Electron's binary has it: a marker, the wire's version and length, and a '0' or
 * '1' a fuse (Electron's documentation, "Electron fuses"). The states are those it is delivered with.
 */
const FUSES = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x0810110001', 'latin1');

const US_ENGLISH = { lang: 1033, codepage: 1200 };

/** A Windows program with a version, which electron-builder edits, and the fuses. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty();
  const resources = NtExecutableResource.from(program);
  const version = Resource.VersionInfo.createEmpty();
  version.setStringValues(US_ENGLISH, { ProductName: 'Electron' });
  version.outputToResourceEntries(resources.entries);
  const fuses = new Uint8Array(FUSES);
  resources.entries.push({ type: 'FUSES', id: 1, ...US_ENGLISH, bin: fuses.buffer });
  resources.outputResource(program);
  return Buffer.from(program.generate());
}

const plist = (entries: Record<string, string>): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>' +
  Object.entries(entries)
    .map(([key, value]) => `<key>${key}</key><string>${value}</string>`)
    .join('') +
  '</dict></plist>\n';

function macFiles(): Record<string, string | Buffer> {
  const app = 'Electron.app/Contents';
  const files: Record<string, string | Buffer> = {
    [`${app}/Info.plist`]: plist({
      CFBundleName: 'Electron',
      CFBundleIconFile: 'electron.icns',
      NSMicrophoneUsageDescription: 'This app needs access to the microphone',
    }),
    [`${app}/MacOS/Electron`]: '',
    [`${app}/Resources/electron.icns`]: '',
    [`${app}/Frameworks/Electron Framework.framework/Electron Framework`]: FUSES,
    LICENSE: '',
    'LICENSES.chromium.html': '',
  };
  for (const folder of ['Resources', 'Frameworks/Electron Framework.framework/Versions/A/Resources']) {
    for (const language of ['en', 'en_GB', 'de']) files[`${app}/${folder}/${language}.lproj/locale.pak`] = '';
  }
  for (const role of ['', ' (Renderer)', ' (Plugin)', ' (GPU)']) {
    const helper = `Electron Helper${role}`;
    files[`${app}/Frameworks/${helper}.app/Contents/Info.plist`] = plist({ CFBundleName: helper });
    files[`${app}/Frameworks/${helper}.app/Contents/MacOS/${helper}`] = '';
  }
  return files;
}

const common = { 'locales/en-US.pak': '', 'locales/en-GB.pak': '', 'locales/de.pak': '', LICENSE: '', 'LICENSES.chromium.html': '' };

const DISTRIBUTIONS = {
  linux: () => ({ ...common, electron: FUSES, 'chrome-sandbox': '', chrome_crashpad_handler: '' }),
  win32: () => ({ ...common, 'electron.exe': windowsProgram() }),
  darwin: macFiles,
};

/** Writes the stand-in for `platform` into `folder`. */
export function writeStandIn(platform: keyof typeof DISTRIBUTIONS, folder: string): void {
  for (const [path, content] of Object.entries(DISTRIBUTIONS[platform]())) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, { mode: 0o755 });
  }
}
