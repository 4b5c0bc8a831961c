/**
 * A studio on this machine: which folders, which engine processes, which versions. What the
 * command line and the desktop share; how a child process is started is theirs to say.
 */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { dataFolder } from '../base/data-folder.ts';
import { createEngine, type SpawnChild } from '../engine/client.ts';
import { TRAINING_ENV } from '../engine/fork.ts';
import { plainDesk } from './desk.ts';
import type { Desk } from './ports.ts';
import { openSettings } from './settings-file.ts';
import { createStudio, type Studio } from './studio.ts';

export interface Here {
  /** The folder in which the shipped `models` and the notices stand. */
  appDir: string;
  /** Of the program. */
  version: string;
  /** How an engine process is started, with `env` added to our own environment. */
  spawn: (env: NodeJS.ProcessEnv) => SpawnChild;
  /** The one that any program reaches when undefined. */
  desk?: Desk;
  /** More of what `doctor` tells, such as Electron's version. */
  versions?: Record<string, string>;
  /** Inference provider that must be used; KICKLAB_PROVIDER or what is settled when undefined. */
  provider?: string | undefined;
  /** Model of requests that name none; the factory model when undefined. */
  model?: string | undefined;
  /** Folder of the library; KICKLAB_LIBRARY, what is settled or the platform's data folder when undefined. */
  libraryDir?: string | undefined;
  /** Engine processes print more. */
  debug?: boolean;
}

/** Starts and makes nothing yet: engine and library open with the first call that needs them. Says on stderr when the settings are damaged. */
export function openStudio({ appDir, version, spawn, desk = plainDesk, versions = {}, provider, model, libraryDir, debug = false }: Here): Studio {
  const settings = openSettings(variable('KICKLAB_SETTINGS') ?? join(dataFolder(), 'settings.json'), (line) => process.stderr.write(`kicklab: ${line}\n`));
  const told = { provider: provider ?? variable('KICKLAB_PROVIDER'), library: libraryDir ?? variable('KICKLAB_LIBRARY') };
  /** As it is when a process is spawned: what is settled may have changed since the one before it. */
  const engineEnv = (): NodeJS.ProcessEnv => {
    const settled = settings.read().provider;
    return {
      ...(told.provider !== null ? { KICKLAB_PROVIDER: told.provider } : settled === 'auto' ? {} : { KICKLAB_PROVIDER_PREFERRED: settled }),
      ...(debug ? { KICKLAB_DEBUG: '1' } : {}),
    };
  };
  return createStudio({
    engine: createEngine({ spawn: (options) => spawn(engineEnv())(options) }),
    startEngine: () => createEngine({ spawn: spawn({ ...engineEnv(), ...TRAINING_ENV }) }),
    modelRoots: {
      app: join(appDir, 'models'),
      user: process.env.KICKLAB_MODELS ?? join(dataFolder(), 'models'),
      preferred: model,
    },
    libraryDir: resolve(told.library ?? settings.read().library ?? join(dataFolder(), 'library')),
    labDir: resolve(variable('KICKLAB_LAB') ?? dataFolder()),
    settings,
    startedWith: { provider: told.provider, library: told.library !== null },
    noticesFile: join(appDir, 'THIRD_PARTY_NOTICES.md'),
    desk,
    versions: {
      kicklab: version,
      ...versions,
      node: process.versions.node,
      'onnxruntime-node': versionIn(createRequire(import.meta.url).resolve('onnxruntime-node/package.json')),
      platform: `${process.platform} ${process.arch}`,
    },
  });
}

/** What the environment says; an empty variable says nothing. */
function variable(name: string): string | null {
  const value = process.env[name];
  return value === undefined || value === '' ? null : value;
}

/** The version that a package.json tells. */
export function versionIn(file: string): string {
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
