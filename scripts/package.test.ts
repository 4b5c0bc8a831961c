/**
 * The description of the installers, as far as it can be judged without packing anything: what
 * electron-builder itself accepts, the files it names, the icons. What comes out of packing is
 * checked by `npm run pack:check`.
 */

import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { Arch } from 'electron-builder';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const at = (path: string): string => resolve(import.meta.dirname, '..', path);
const validate = (candidate: object): Promise<void> => validateConfiguration(candidate, new DebugLogger(false));
/** Read as electron-builder reads it. */
const config = await getConfig(at('.'), at('electron-builder.config.ts'), null);

describe('the configuration', () => {
  it('is one that electron-builder accepts', async () => {
    await expect(validate(config)).resolves.toBeUndefined();
  });

  it.each([
    ['an option that does not exist', { ...config, asarUnpacked: [] }, /asarUnpacked/],
    ['one in the wrong place', { ...config, linux: { ...config.linux, oneClick: true } }, /configuration\.linux/],
    ['a wrong value', { ...config, toolsets: { appimage: '9.9.9' } }, /toolsets/],
  ])('would be refused with %s', async (_name, candidate, message) => {
    await expect(validate(candidate)).rejects.toThrow(message);
  });

  it('names files that are there', () => {
    const { linux, mac, win, nsis, extraResources } = config;
    const named = [linux?.icon, mac?.icon, mac?.entitlements, mac?.entitlementsInherit, win?.icon, nsis?.include];
    const sets = extraResources as { from: string }[];
    for (const path of [...named, ...sets.map(({ from }) => from)]) {
      expect(path).toBeTypeOf('string');
      expect(existsSync(at(String(path))), path ?? '').toBe(true);
    }
  });

  it('starts what the build writes', () => {
    const { main, desktopName } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as Record<string, string>;
    expect(main).toBe('out/main/index.js');
    // Desktops find a window's launcher by this name.
    expect(desktopName).toBe('kicklab.desktop');
  });

  it('is not packed for a system whose ffmpeg npm did not bring, and says why', () => {
    const { beforePack } = config;
    if (typeof beforePack !== 'function') throw new Error('no beforePack');
    const pack = (electronPlatformName: string, arch: Arch): unknown =>
      beforePack({ electronPlatformName, arch } as Parameters<typeof beforePack>[0]);
    expect(() => pack('darwin', Arch.x64)).toThrow(
      /installer for darwin-x64 cannot be built here: onnxruntime-node\/bin\/napi-v6\/darwin\/x64, .*npm ci/,
    );
    expect(() => pack(process.platform, process.arch === 'arm64' ? Arch.arm64 : Arch.x64)).not.toThrow();
  });
});

describe('the icons', () => {
  /** Width and height from a PNG file's first chunk. */
  const sizeOf = (png: Buffer): [number, number] => {
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  };

  it('for Linux have the sizes they are named by', () => {
    const names = readdirSync(at('resources/icons'));
    expect(names).toEqual(expect.arrayContaining(['16x16.png', '48x48.png', '256x256.png', '512x512.png', '1024x1024.png']));
    for (const name of names) {
      expect(`${sizeOf(readFileSync(at(`resources/icons/${name}`))).join('x')}.png`).toBe(name);
    }
  });

  it('for Windows are PNG files of 16 to 256 pixels', () => {
    const ico = readFileSync(at('resources/icon.ico'));
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1]);
    const sizes = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = ico.subarray(6 + 16 * index);
      const size = entry.readUInt8(0) === 0 ? 256 : entry.readUInt8(0);
      const offset = entry.readUInt32LE(12);
      expect(sizeOf(ico.subarray(offset, offset + entry.readUInt32LE(8)))).toEqual([size, size]);
      return size;
    });
    expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256]);
  });

  it('for macOS are PNG files of 32 to 1024 pixels in chunks that fill the file', () => {
    const icns = readFileSync(at('resources/icon.icns'));
    expect(icns.toString('latin1', 0, 4)).toBe('icns');
    expect(icns.readUInt32BE(4)).toBe(icns.length);
    const sizes: number[] = [];
    for (let start = 8; start < icns.length; start += icns.readUInt32BE(start + 4)) {
      sizes.push(sizeOf(icns.subarray(start + 8))[0]);
    }
    expect(sizes).toEqual([32, 64, 128, 256, 256, 512, 512, 1024]);
  });
});
