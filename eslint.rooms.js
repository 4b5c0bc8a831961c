/**
 * Which room of the house may import which, as lint rules: imports go one way only, and only the
 * desktop shell knows Electron. Kept apart from eslint.config.js so that its test can run these
 * rules alone, without type information.
 */

import boundaries from 'eslint-plugin-boundaries';
import { defineConfig } from 'eslint/config';

/** Path pattern of each room. A file may belong to two: `audio-spec` is part of `audio`. */
const rooms = {
  contract: 'src-preload/contract/**',
  preload: 'src-preload/*.ts',
  renderer: 'src-renderer/**',
  base: 'src-main/base/**',
  audio: 'src-main/audio/**',
  'audio-spec': 'src-main/audio/spec.ts',
  graph: 'src-main/graph/**',
  nets: 'src-main/nets/**',
  latent: 'src-main/latent/**',
  engine: 'src-main/engine/**',
  'engine-client': 'src-main/engine/{client,fork,protocol}.ts',
  library: 'src-main/library/**',
  lab: 'src-main/lab/**',
  packs: 'src-main/packs/**',
  datasets: 'src-main/datasets/**',
  studio: 'src-main/studio/**',
  page: 'src-main/page/**',
  host: 'src-main/host/**',
  shell: 'src-main/shell/**',
  commands: 'src-main/commands/**',
  'root-cli': 'src-main/cli.ts',
  'root-desktop': 'src-main/index.ts',
  tools: '{e2e/**,scripts/**,eslint.rooms.js}',
  tests: 'src-main/**/*.test.ts',
  // Tests of page code run in Node.
  'page-tests': 'src-{renderer,preload}/**/*.test.{ts,tsx}',
};

/** What each room may import of ours beside itself. */
const mayImport = {
  contract: [],
  preload: ['contract'],
  renderer: ['contract'],
  base: ['contract'],
  audio: ['base', 'contract'],
  graph: ['base', 'contract'],
  latent: ['base', 'contract'],
  nets: ['graph', 'audio-spec', 'base', 'contract'],
  lab: ['audio', 'base', 'contract'],
  engine: ['graph', 'nets', 'audio', 'latent', 'lab', 'base', 'contract'],
  library: ['audio-spec', 'base', 'contract'],
  packs: ['audio', 'base', 'contract'],
  datasets: ['base', 'contract'],
  studio: ['audio', 'datasets', 'library', 'lab', 'packs', 'engine-client', 'base', 'contract'],
  page: ['base', 'contract'],
  host: ['page', 'studio', 'base', 'contract'],
  shell: ['page', 'studio', 'engine-client', 'base', 'contract'],
  commands: ['studio', 'base', 'contract'],
  'root-cli': ['commands', 'host', 'studio', 'engine-client', 'base', 'contract'],
  'root-desktop': ['shell', 'page', 'studio', 'engine-client', 'base', 'contract'],
  tools: Object.keys(rooms),
  // A test of any room may look into the sound that came out.
  tests: ['audio'],
  'page-tests': [],
};

/** Rooms that run in a page, where Node's modules do not exist. */
const inPage = ['contract', 'renderer'];
/** The only rooms that know Electron. */
const inElectron = ['shell', 'root-desktop', 'preload', 'tools'];

export default defineConfig([
  {
    files: ['src-*/**/*.{ts,tsx}', 'e2e/**/*.ts', 'scripts/**/*.ts'],
    // @ts-expect-error: the package's types describe a default export that its CommonJS file lacks.
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': import.meta.dirname,
      'boundaries/files': Object.entries(rooms).map(([category, pattern]) => ({ category, pattern })),
      'boundaries/dependency-nodes': ['import', 'dynamic-import', 'export'],
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          checkAllOrigins: true,
          message: 'A {{from.file.categories}} file may not import this: eslint.rooms.js says what it may.',
          policies: [
            { allow: { to: { module: { origin: 'external', source: '!electron' } } } },
            ...Object.keys(rooms)
              .filter((room) => !inPage.includes(room))
              .map((room) => ({ from: { file: { categories: room } }, allow: { to: { module: { origin: 'core' } } } })),
            ...inElectron.map((room) => ({
              from: { file: { categories: room } },
              allow: { to: { module: { source: 'electron' } } },
            })),
            ...Object.entries(mayImport).map(([room, others]) => ({
              from: { file: { categories: room } },
              allow: { to: { file: { categories: { anyOf: [room, ...others] } } } },
            })),
          ],
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes from src-main/base/random.ts, with a seed.' },
      ],
    },
  },
]);
