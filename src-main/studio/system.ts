/** What Kicklab finds on this machine, each finding apart, so that one failure hides no other; and what it is itself. */

import { readFile } from 'node:fs/promises';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { errorBodyOf } from '../../src-preload/contract/result.ts';
import type { Output } from '../../src-preload/contract/verbs.ts';
import { findFfmpeg } from '../audio/ffmpeg.ts';
import { findBrowser } from './browser.ts';
import { resolveModel } from './models.ts';
import { callOptions, type Handlers, type StudioDeps } from './ports.ts';

type Doctor = Output<'system', 'doctor'>;

export function createSystem(deps: StudioDeps): Handlers['system'] {
  return {
    doctor: async (input, context) => {
      const [ffmpeg, browser] = await Promise.all([ffmpegHere(), findBrowser()]);
      let model: Doctor['model'] = { id: null, dir: null, reason: null };
      let providers: Doctor['providers'] = [];
      try {
        const dir = await resolveModel(input.model, deps.modelRoots);
        model = { ...model, dir };
        const { id } = await deps.engine.call('load', { model: dir }, callOptions(context));
        model = { ...model, id };
        providers = await deps.engine.call('providers', { model: dir }, callOptions(context));
      } catch (thrown) {
        model = { ...model, reason: errorBodyOf(thrown).message };
      }
      const healthy = model.reason === null && providers.some((p) => p.available);
      return { healthy, versions: deps.versions, model, providers, ffmpeg, browser };
    },
    about: async () => ({ version: deps.versions.kicklab, licence: 'MIT', notices: await notices(deps.noticesFile) }),
  };
}

async function notices(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    throw new KicklabError('FILE_NOT_READABLE', { file, reason: (thrown as Error).message }, { cause: thrown });
  }
}

async function ffmpegHere(): Promise<Doctor['ffmpeg']> {
  const { found, tried } = await findFfmpeg();
  if (found !== null) return { found: found.path, version: found.version, reason: null };
  return { found: null, version: null, reason: tried.map((t) => `${t.source}: ${t.reason}`).join('; ') };
}
