/** Each import rule of eslint.rooms.js fires on what it forbids and keeps quiet on what it allows. */

import { ESLint } from 'eslint';
import { resolve } from 'node:path';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import rooms from '../eslint.rooms.js';

const root = resolve(import.meta.dirname, '..');

// Without type information, so that files that do not exist can be linted.
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } }, ...rooms],
});

async function complaints(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: resolve(root, filePath) });
  return result.messages.map((message) => message.ruleId);
}

const DEPENDENCY = 'boundaries/dependencies';

describe('forbidden imports', () => {
  it.each([
    ['base', 'src-main/base/x.ts', "import '../audio/spec.ts';"],
    ['audio', 'src-main/audio/x.ts', "import '../engine/protocol.ts';"],
    ['graph', 'src-main/graph/x.ts', "import type { AudioSpec } from '../audio/spec.ts';"],
    ['graph, from a folder below', 'src-main/graph/ops/x.ts', "import '../../audio/spec.ts';"],
    ['latent', 'src-main/latent/x.ts', "import '../graph/graph.ts';"],
    ['nets -> audio beyond its spec', 'src-main/nets/x.ts', "import '../audio/stft.ts';"],
    ['engine -> studio', 'src-main/engine/x.ts', "import '../studio/ports.ts';"],
    ['library -> studio', 'src-main/library/x.ts', "import '../studio/ports.ts';"],
    ['studio -> the inside of engine', 'src-main/studio/x.ts', "import '../engine/runtime.ts';"],
    ['studio -> nets', 'src-main/studio/x.ts', "import '../nets/vae.ts';"],
    ['page -> host', 'src-main/page/x.ts', "import '../host/host.ts';"],
    ['page -> studio', 'src-main/page/x.ts', "import '../studio/ports.ts';"],
    ['page -> Electron', 'src-main/page/x.ts', "import 'electron';"],
    ['studio -> page', 'src-main/studio/x.ts', "import '../page/files.ts';"],
    ['host -> engine', 'src-main/host/x.ts', "import '../engine/client.ts';"],
    ['shell -> audio', 'src-main/shell/x.ts', "import '../audio/spec.ts';"],
    ['shell -> the inside of engine', 'src-main/shell/x.ts', "import '../engine/runtime.ts';"],
    ['commands -> nets', 'src-main/commands/x.ts', "import '../nets/vae.ts';"],
    ['cli -> graph', 'src-main/cli.ts', "import './graph/graph.ts';"],
    ['contract -> src-main', 'src-preload/contract/x.ts', "import type { Random } from '../../src-main/base/random.ts';"],
    ['contract -> Node', 'src-preload/contract/x.ts', "import 'node:fs';"],
    ['renderer -> src-main', 'src-renderer/x.tsx', "import '../src-main/base/random.ts';"],
    ['renderer -> Node', 'src-renderer/x.tsx', "import 'fs/promises';"],
    ['renderer -> Node, dynamically', 'src-renderer/x.tsx', "await import('node:fs');"],
    ['renderer -> Electron', 'src-renderer/x.tsx', "import 'electron';"],
    ['host -> Electron', 'src-main/host/x.ts', "import { app } from 'electron';"],
    ['engine -> Electron, dynamically', 'src-main/engine/x.ts', "await import('electron');"],
    ['audio -> tests', 'src-main/audio/x.ts', "import '../../e2e/fixtures/browser.ts';"],
    ['a test, too', 'src-main/host/x.test.ts', "import '../engine/client.ts';"],
    ['re-export', 'src-main/graph/x.ts', "export * from '../audio/spec.ts';"],
    ['dynamic import', 'src-main/graph/x.ts', "await import('../audio/spec.ts');"],
  ])('%s', async (_name, file, code) => {
    expect(await complaints(file, code)).toEqual([DEPENDENCY]);
  });

  it('a file outside every room', async () => {
    expect(await complaints('src-main/attic/x.ts', 'export const x = 1;')).toEqual(['boundaries/no-unknown-files']);
  });

  it('an import of something outside every room', async () => {
    expect(await complaints('src-main/graph/x.ts', "import '../../vitest.config.ts';")).toEqual([
      'boundaries/no-unknown-dependencies',
    ]);
  });

  it('chance without a seed', async () => {
    expect(await complaints('src-main/audio/x.ts', 'Math.random();')).toEqual(['no-restricted-properties']);
  });
});

describe('allowed imports', () => {
  it.each([
    ['src-main/graph/x.ts', "import './graph.ts'; import '../base/random.ts'; import 'node:fs'; import 'protobufjs';"],
    ['src-main/nets/x.ts', "import '../graph/graph.ts'; import '../audio/spec.ts';"],
    ['src-main/engine/x.ts', "import '../nets/vae.ts'; import '../audio/stft.ts'; import '../latent/axes.ts';"],
    ['src-main/studio/x.ts', "import '../engine/protocol.ts'; import '../audio/stft.ts';"],
    ['src-main/page/x.ts', "import 'node:fs'; import '../base/random.ts'; import '../../src-preload/contract/errors.ts';"],
    ['src-main/host/x.ts', "import '../studio/ports.ts'; import '../page/files.ts'; import 'node:http'; import '../../src-preload/contract/errors.ts';"],
    ['src-main/shell/x.ts', "import 'electron'; import '../page/files.ts'; import '../studio/ports.ts'; import '../engine/fork.ts';"],
    ['src-main/index.ts', "import 'electron'; import './page/files.ts'; import './engine/client.ts';"],
    ['src-preload/index.ts', "import 'electron'; import './contract/errors.ts';"],
    ['src-renderer/x.tsx', "import 'react-dom/client'; import '../src-preload/contract/errors.ts';"],
    ['src-main/host/x.test.ts', "import '../audio/wav-read.ts'; import '../studio/ports.ts';"],
    ['src-renderer/x.test.ts', "import 'node:fs'; import 'vitest';"],
    ['e2e/web/x.test.ts', "import '../fixtures/browser.ts'; import '../../src-main/audio/stft.ts';"],
  ])('%s', async (file, code) => {
    expect(await complaints(file, code)).toEqual([]);
  });
});
