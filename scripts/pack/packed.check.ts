/**
 * What comes out of packing, for all three systems, on a stand-in for Electron: everything that
 * has to be there is, nothing else is, and what was packed for this system runs. Not run here:
 * what makes an AppImage, a deb, a dmg or an installer of the packed folder, and signing.
 */

import { extractAll, extractFile } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import react from '@vitejs/plugin-react';
import type Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { NtExecutable, NtExecutableResource, Resource } from 'resedit';
import ts from 'typescript';
import { build as bundleWithVite } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../src-main/engine/client.ts';
import { forkChild } from '../../src-main/engine/fork.ts';
import { bundle } from '../bundle.ts';
import { pack, type Packed, type PackedPlatform } from './pack.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kicklab-pack-'));
const systems = new Map<PackedPlatform, Packed>();
const inspected: unknown[] = [];

const packedFor = (name: string): Packed => {
  const packed = systems.get(name as PackedPlatform);
  if (packed === undefined) throw new Error(`nothing was packed for ${name}`);
  return packed;
};

beforeAll(async () => {
  await bundle();
  systems.set('linux', await pack('linux', folder, ['AppImage', 'deb'], (options) => inspected.push(withText(options))));
  systems.set('win32', await pack('win32', folder));
  systems.set('darwin', await pack('darwin', folder));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The options of a deb name its launcher by a file that is soon gone. */
function withText(options: unknown): unknown {
  return Array.isArray(options) ? [...(options as unknown[]), readFileSync(String(options[1]), 'utf8')] : options;
}

describe.each(['linux', 'win32', 'darwin'])('packed for %s', (name) => {
  it('has the program, its page and its packages in the archive', () => {
    const { files } = packedFor(name);
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'out/main/index.js',
        'out/main/engine.js',
        'out/main/probe.js',
        'out/preload/index.cjs',
        'out/renderer/index.html',
        'out/renderer/icon.svg',
        'node_modules/onnxruntime-node/dist/index.js',
        'node_modules/better-sqlite3/lib/index.js',
        'node_modules/sqlite-vec/index.mjs',
        'node_modules/@ffmpeg-installer/ffmpeg/index.js',
      ]),
    );
    expect(files.filter((file) => /^out\/renderer\/assets\/.*\.(js|css)$/.test(file)).length).toBeGreaterThanOrEqual(2);
    for (const font of ['inter', 'jetbrains-mono']) {
      expect(files.some((file) => file.startsWith(`out/renderer/assets/${font}`) && file.endsWith('.woff2')), font).toBe(true);
    }
  });

  it('has nothing else in it', () => {
    const { files } = packedFor(name);
    const topOf = (depth: number): string[] => [...new Set(files.map((file) => file.split('/').slice(0, depth).join('/')))];
    expect(topOf(1).sort()).toEqual(['node_modules', 'out', 'package.json']);
    expect(topOf(2).filter((path) => path.startsWith('out/')).sort()).toEqual(['out/main', 'out/preload', 'out/renderer']);
    expect(files.filter((file) => /\.([mc]?tsx?|map|md|cc|cpp|h|c|gyp)$|\.test\.|~$/.test(file) && !/licen[cs]e/i.test(file))).toEqual([]);
    const unwanted = /^node_modules\/(typescript|electron|vite|vitest|playwright|react|radix-ui|plotly|node-|ffmpeg-static|adm-zip|global-agent)/;
    expect(files.filter((file) => unwanted.test(file))).toEqual([]);
  });

  it('has the native files of that system alone, beside the archive', () => {
    const { target, unpacked } = packedFor(name);
    const [system, arch] = target.split('-');
    const libraries: Record<string, string[]> = {
      linux: ['libonnxruntime.so.1'],
      win32: ['DirectML.dll', 'dxcompiler.dll', 'dxil.dll', 'onnxruntime.dll'],
      darwin: ['libonnxruntime.1.dylib'],
    };
    const ffmpeg = `node_modules/@ffmpeg-installer/${target}/${system === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'}`;
    const vectors = `node_modules/sqlite-vec-${target}/vec0.so`;
    const expected = [
      `node_modules/better-sqlite3/prebuilds/${target}.node`,
      ...['onnxruntime_binding.node', ...libraries[system]].map((file) => `node_modules/onnxruntime-node/bin/napi-v6/${system}/${arch}/${file}`),
      // npm brings these for this system only.
      ...(system === process.platform ? [ffmpeg, vectors] : []),
    ];
    expect([...unpacked].sort()).toEqual(expected.sort());
  });

  it('has the model, the licence and the notices beside it, as they are here', () => {
    const { resources } = packedFor(name);
    const same = (path: string): void => {
      expect(readFileSync(join(resources, path)).equals(readFileSync(join(root, path))), path).toBe(true);
    };
    const model = readdirSync(join(root, 'models/factory'));
    expect(readdirSync(join(resources, 'models/factory'))).toEqual(model);
    for (const path of [...model.map((file) => `models/factory/${file}`), 'LICENSE', 'THIRD_PARTY_NOTICES.md']) same(path);
  });

  it('has its fuses set: no options for Node, no debugger, nothing but the sealed archive', async () => {
    const on = '1'.charCodeAt(0);
    const off = '0'.charCodeAt(0);
    expect(await getCurrentFuseWire(packedFor(name).program)).toMatchObject({
      [FuseV1Options.RunAsNode]: on,
      [FuseV1Options.EnableCookieEncryption]: on,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
    });
  });
});

describe('what systems are told about the program', () => {
  it('Linux: a launcher that sounds can be opened with, in the sound section', () => {
    const debs = inspected.filter((options) => Array.isArray(options)) as [string[], string, string][];
    expect(debs).toHaveLength(1);
    const [[args, , launcher]] = debs;
    const valueOf = (option: string): string | undefined => args.at(args.indexOf(option) + 1);
    expect(valueOf('--category')).toBe('sound');
    expect(valueOf('--maintainer')).toMatch(/^Kicklab contributors <.+@.+>$/);
    expect(valueOf('--package')).toMatch(/Kicklab-\d+\.\d+\.\d+-linux-\w+\.deb$/);
    expect(args.filter((arg) => arg.includes('/hicolor/256x256/apps/kicklab.png'))).toHaveLength(1);
    expect(launcher).toMatch(/^Exec=\/opt\/Kicklab\/kicklab %U$/m);
    expect(launcher).toMatch(/^StartupWMClass=kicklab$/m);
    expect(launcher).toMatch(/^Categories=AudioVideo;Audio;$/m);
    expect(launcher).toMatch(/^MimeType=(.*;)?audio\/x-wav;/m);
    expect(launcher).toMatch(/^MimeType=(.*;)?application\/x-kickmodel;/m);
    const appImage = inspected.find((options) => !Array.isArray(options)) as { desktop: string; desktopFileName: string };
    expect(appImage.desktopFileName).toBe('kicklab.desktop');
    expect(appImage.desktop).not.toContain('--no-sandbox');
  });

  it('Windows: name, version, icon and the seal of the archive', () => {
    const { entries } = NtExecutableResource.from(NtExecutable.from(readFileSync(packedFor('win32').program)));
    const [version] = Resource.VersionInfo.fromEntries(entries);
    expect(version.getStringValues(version.getAllLanguagesForStringValues()[0])).toMatchObject({
      ProductName: 'Kicklab',
      CompanyName: 'Kicklab contributors',
    });
    expect(Resource.IconGroupEntry.fromEntries(entries)[0].icons).toHaveLength(7);
    const seal = entries.find(({ type }) => type === 'INTEGRITY');
    expect(seal === undefined ? '' : Buffer.from(seal.bin).toString()).toContain('app.asar');
  });

  it('macOS: one of the programs for sounds, a sealed archive, and no wish for the microphone', () => {
    const plist = readFileSync(join(packedFor('darwin').program, 'Contents/Info.plist'), 'utf8');
    expect(plist).toMatch(/<key>LSHandlerRank<\/key>\s*<string>Alternate<\/string>/);
    expect(plist).toMatch(/<key>CFBundleTypeExtensions<\/key>\s*<array>\s*<string>wav<\/string>/);
    expect(plist).toMatch(/<key>ElectronAsarIntegrity<\/key>\s*<dict>\s*<key>Resources\/app\.asar<\/key>/);
    expect(plist).not.toContain('UsageDescription');
  });

  it('languages that the page does not speak are left out', () => {
    expect(readdirSync(join(packedFor('linux').folder, 'locales'))).toEqual(['en-US.pak']);
    expect(readdirSync(packedFor('darwin').resources).filter((file) => file.endsWith('.lproj'))).toEqual(['en.lproj']);
  });
});

describe('what was packed for this system', () => {
  const app = join(folder, 'app');
  const own = (): Packed => packedFor(process.platform);
  /** Electron reads through the archive; plain Node needs it taken apart. */
  beforeAll(() => {
    extractAll(join(own().resources, 'app.asar'), app);
  });

  it('imports nothing that was not packed', () => {
    const missing: string[] = [];
    for (const file of own().files.filter((path) => /^out\/main\/.*\.js$/.test(path))) {
      const require = createRequire(join(app, file));
      for (const { fileName } of ts.preProcessFile(readFileSync(join(app, file), 'utf8'), true, true).importedFiles) {
        if (isBuiltin(fileName) || fileName === 'electron') continue;
        try {
          // A package is loaded, and so brings to light what it imports itself.
          if (fileName.startsWith('.')) require.resolve(fileName);
          else require(fileName);
        } catch (error) {
          missing.push(`${file}: ${fileName}: ${String(error)}`);
        }
      }
    }
    expect(missing).toEqual([]);
    // A sandboxed preload script can load nothing but Electron.
    const preload = extractFile(join(own().resources, 'app.asar'), 'out/preload/index.cjs').toString();
    const required = [...preload.matchAll(/\brequire\(["']([^"']+)["']\)/g)].map(([, name]) => name);
    expect(new Set(required)).toEqual(new Set(['electron']));
  });

  it('renders the kick that the sources render', async () => {
    const render = async (entry: string, model: string): Promise<Float32Array> => {
      const engine = createEngine({ spawn: forkChild({ entry: pathToFileURL(entry) }) });
      try {
        const kick = await engine.call('generate', { model, base: { seed: 11, index: 0 }, sliders: { decay: 0.4 }, forFile: true });
        return kick.samples;
      } finally {
        await engine.close();
      }
    };
    const packed = await render(join(app, 'out/main/engine.js'), join(own().resources, 'models/factory'));
    const source = await render(join(root, 'src-main/engine/process.ts'), join(root, 'models/factory'));
    expect(Math.max(...packed.map(Math.abs))).toBeCloseTo(10 ** (-1 / 20), 5);
    expect(packed.length).toBeGreaterThan(4410);
    // Not their buffers: those hold the whole message, the times it took among the rest.
    expect(packed).toEqual(source);
  });

  it('opens a database with indices of words and of places', () => {
    const open = createRequire(join(app, 'package.json'))('better-sqlite3') as typeof Database;
    const database = new open(join(folder, 'library.db'));
    try {
      expect(database.pragma('journal_mode = WAL', { simple: true })).toBe('wal');
      const extension = own().unpacked.find((file) => file.includes('sqlite-vec'));
      database.loadExtension(join(own().resources, 'app.asar.unpacked', extension ?? ''));
      database.exec('CREATE VIRTUAL TABLE words USING fts5(text); INSERT INTO words VALUES (\'deep\')');
      expect(database.prepare('SELECT text FROM words WHERE words MATCH \'de*\'').all()).toEqual([{ text: 'deep' }]);
      expect(database.prepare('SELECT vec_distance_l2(\'[0, 3]\', \'[4, 0]\')').pluck().get()).toBe(5);
    } finally {
      database.close();
    }
  });

  it('has an ffmpeg that starts', () => {
    const path = own().unpacked.find((file) => file.includes('@ffmpeg-installer'));
    const { stdout } = spawnSync(join(own().resources, 'app.asar.unpacked', path ?? ''), ['-version'], { encoding: 'utf8' });
    expect(stdout).toMatch(/^ffmpeg version/);
  });
});

it('credits every package that is built into the page', async () => {
  const packages = new Set<string>();
  await bundleWithVite({
    root: join(root, 'src-renderer'),
    configFile: false,
    logLevel: 'warn',
    plugins: [
      react(),
      {
        name: 'collect-packages',
        buildEnd() {
          for (const id of this.getModuleIds()) {
            const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1];
            if (name !== undefined) packages.add(name);
          }
        },
      },
    ],
    build: { write: false },
  });
  expect(packages).toContain('react-dom');
  expect(packages).toContain('@fontsource-variable/inter');
  const credited = readFileSync(join(root, 'THIRD_PARTY_NOTICES.md'), 'utf8');
  expect([...packages].filter((name) => !credited.includes(`| ${name} `))).toEqual([]);
});
