/** Packs the built program into a folder, on a stand-in for Electron, and says what is in it. */

import { getRawHeader, type ArchiveHeader } from '@electron/asar';
import { archFromString, build, Platform } from 'electron-builder';
import { join, resolve } from 'node:path';
import { writeStandIn } from './stand-in.ts';

const root = resolve(import.meta.dirname, '../..');

const PLATFORMS = {
  linux: { platform: Platform.LINUX, arch: 'x64', folder: 'linux-unpacked', program: 'kicklab', resources: 'resources' },
  win32: { platform: Platform.WINDOWS, arch: 'x64', folder: 'win-unpacked', program: 'Kicklab.exe', resources: 'resources' },
  darwin: { platform: Platform.MAC, arch: 'arm64', folder: 'mac', program: 'Kicklab.app', resources: 'Kicklab.app/Contents/Resources' },
};
export type PackedPlatform = keyof typeof PLATFORMS;

export interface Packed {
  /** As Node and the packages call it. */
  target: string;
  /** The unpacked program, its executable or bundle, and the folder of its archive. */
  folder: string;
  program: string;
  resources: string;
  /** Paths in the archive, and those of them that stand beside it as files of their own. */
  files: string[];
  unpacked: string[];
}

type Directory = ArchiveHeader['header'];

function listFiles({ files }: Directory, parent = ''): { path: string; unpacked: boolean }[] {
  return Object.entries(files).flatMap(([name, entry]) =>
    'files' in entry ? listFiles(entry, `${parent}${name}/`) : [{ path: parent + name, unpacked: entry.unpacked }],
  );
}

/**
 * Packs for `name` below `folder`: on this platform for this processor, else for its usual one.
 * @param targets what to make of it; `inspect` is given what each of them would be made with, in
 *   the place of making it.
 */
export async function pack(
  name: PackedPlatform,
  folder: string,
  targets = ['dir'],
  inspect?: (options: unknown) => void,
): Promise<Packed> {
  const { platform, arch: usual, ...where } = PLATFORMS[name];
  const own = name === process.platform;
  const arch = own ? process.arch : usual;
  writeStandIn(name, join(folder, `electron-${name}`));
  await build({
    projectDir: root,
    targets: platform.createTarget(targets, archFromString(arch)),
    config: {
      extends: join(root, 'electron-builder.config.ts'),
      electronDist: join(folder, `electron-${name}`),
      directories: { output: folder },
      // There is nothing to sign in a stand-in.
      mac: { identity: null },
      // Packing for other systems lacks their ffmpeg, which it would stop at.
      ...(own ? {} : { beforePack: null }),
    },
    ...(inspect === undefined
      ? {}
      : {
          effectiveOptionComputed: (options: unknown) => {
            inspect(options);
            return Promise.resolve(true);
          },
        }),
  });
  // electron-builder names the folders of processors that are not the usual one after them.
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  const packed = join(folder, name === 'darwin' ? `mac${suffix}` : where.folder.replace('-', `${suffix}-`));
  const resources = join(packed, where.resources);
  const files = listFiles(getRawHeader(join(resources, 'app.asar')).header);
  return {
    target: `${name}-${arch}`,
    folder: packed,
    program: join(packed, where.program),
    resources,
    files: files.map(({ path }) => path),
    unpacked: files.filter(({ unpacked }) => unpacked).map(({ path }) => path),
  };
}
