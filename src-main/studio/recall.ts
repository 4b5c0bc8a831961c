/** Use-cases that start from the WAV files of Kicklab: reading what they say, and making their kicks again. */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import type { RecallMatch, WavReport } from '../../src-preload/contract/kicks.ts';
import type { KickProvenance } from '../../src-preload/contract/provenance.ts';
import type { WavFormat } from '../../src-preload/contract/wav-formats.ts';
import { residualDb, sameSamples } from '../audio/compare.ts';
import { readSoundFile } from '../audio/decode.ts';
import { scaledTo } from '../audio/deliver.ts';
import { toMono } from '../audio/mono.ts';
import { noteOf, hzOfMidi } from '../audio/note.ts';
import { readBext } from '../audio/wav-chunks/bext.ts';
import { readInfo } from '../audio/wav-chunks/info.ts';
import { chunksOf } from '../audio/wav-chunks/riff.ts';
import { readSmpl } from '../audio/wav-chunks/smpl.ts';
import { readWav, readWavFormat } from '../audio/wav-read.ts';
import type { Kick } from '../engine/protocol.ts';
import { runBatch } from './batch.ts';
import { factsOfKick, knownOfKick } from './made.ts';
import type { MakingDeps } from './make-files.ts';
import { listModels, modelOfId } from './models.ts';
import { enginePitch } from './pitch-asked.ts';
import { callOptions, type Context, type Handlers } from './ports.ts';
import { factsTold, originOf, readProvenance } from './provenance.ts';
import { keepKick, type RecentKick, type RecentKicks } from './recent.ts';
import { encodeWav, type Sound } from './wav.ts';

export function createRecall(deps: MakingDeps, recent: RecentKicks): Pick<Handlers['kicks'], 'inspect' | 'recall'> {
  const installed = async (id: string) => modelOfId(await listModels(deps.modelRoots), id);
  return {
    inspect: async ({ files }, context) => ({
      items: await runBatch(files, String, async (file) => {
        const { bytes } = await readSoundFile(file);
        const report = reportOf(bytes, file);
        return { file, ...report, modelInstalled: report.provenance === null ? null : (await installed(report.provenance.model.id)) !== undefined };
      }, context),
    }),

    recall: async ({ name, bytes, as }, context) => {
      const told = toldKick(bytes, name);
      const model = await installed(told.model.id);
      const { channels, sampleRate } = readWav(bytes, name, MAX_SECONDS);
      const inFile = { samples: toMono(channels).samples, sampleRate };
      const keep = (kick: Pick<RecentKick, 'facts' | 'origin' | 'samples'>, known = {}) => ({ ...keepKick(recent, kick, known), modelInstalled: model !== undefined });
      if (as === 'file') {
        const known = model === undefined ? {} : { bundleId: model.id };
        return { ...keep({ facts: { ...factsTold(told), sampleRate }, origin: originOf(told), samples: inFile.samples }, known), match: null };
      }
      if (model === undefined) throw new KicklabError('RECALL_MODEL_MISSING', { file: name, name: told.model.name, id: told.model.id });
      const { kick, facts } = await makeAgain(deps, told, model, name, context);
      const origin = { ...originOf(told), ...(await deps.origins.of(kick.bundleId, model.dir)), provider: kick.provider, scaledDb: 0 };
      return { ...keep({ facts, origin, samples: kick.samples }, knownOfKick(kick)), match: matchOf(kick, told, bytes, inFile) };
    },
  };
}

/** As long as any sound that is opened. */
const MAX_SECONDS = 30;

/** @throws RECALL_IMPOSSIBLE where a file says nothing, or nothing that leads back to its sound. */
function toldKick(bytes: Uint8Array, file: string): KickProvenance {
  const { provenance, reason } = readProvenance(bytes);
  if (provenance === null) throw new KicklabError('RECALL_IMPOSSIBLE', { file, reason });
  if (provenance.kind !== 'kick') throw new KicklabError('RECALL_IMPOSSIBLE', { file, reason: `it is a resynthesis of ${provenance.recording}, which went through the vocoder alone` });
  return provenance;
}

/** On the CPU, so that it is the same wherever the processor is. @throws RECALL_IMPOSSIBLE where the model does not take the settings */
async function makeAgain(
  { engine }: MakingDeps,
  { settings }: KickProvenance,
  { dir, name }: { dir: string; name: string },
  file: string,
  context: Context,
): Promise<{ kick: Kick; facts: RecentKick['facts'] }> {
  const { seed, base: latent, exchanged, components, set: sliders, note, pitchCurve, effects } = settings;
  const asked = { base: { latent, exchanged }, components, sliders, ...(note === null ? {} : { note }), pitchCurve, effects };
  try {
    const args = { model: dir, base: asked.base, components, sliders, ...enginePitch(asked), effects, forFile: true };
    const kick = await engine.call('generate', args, callOptions(context));
    return { kick, facts: { ...factsOfKick(kick, asked, name), seed } };
  } catch (thrown) {
    if (!(thrown instanceof KicklabError) || (thrown.kind !== 'misuse' && thrown.kind !== 'input')) throw thrown;
    throw new KicklabError('RECALL_IMPOSSIBLE', { file, reason: `its settings do not fit the model ${name}: ${thrown.message}` }, { cause: thrown });
  }
}

/** What was made again, put into a file as the one at hand was, against that file. */
function matchOf(made: Sound, { delivery: { gainDb } }: KickProvenance, bytes: Uint8Array, { samples, sampleRate }: Sound): RecallMatch {
  const delivered = scaledTo(made.samples, made.sampleRate, sampleRate, gainDb);
  const format = formatOf(bytes);
  const written = format === null ? delivered : readWav(encodeWav(delivered, sampleRate, format), '').channels[0];
  const equal = sameSamples(written, samples);
  const residual = residualDb(delivered, samples);
  return { equal, residualDb: equal || !Number.isFinite(residual) ? null : residual, resampled: made.sampleRate !== sampleRate };
}

/** The format of ours that a file has; null of one that another program wrote anew. */
function formatOf(bytes: Uint8Array): WavFormat | null {
  const { bits, float } = readWavFormat(bytes, '');
  if (float) return bits === 32 ? 'wav32f' : null;
  return bits === 16 ? 'wav16' : bits === 24 ? 'wav24' : null;
}

/** Everything that the chunks of a WAV file say. @throws what `readWavFormat` throws */
function reportOf(bytes: Uint8Array, file: string): Omit<WavReport, 'file' | 'modelInstalled'> {
  const { sampleRate, channels, bits, float, frames } = readWavFormat(bytes, file);
  const report: Pick<WavReport, 'info' | 'broadcast' | 'rootNote'> = { info: null, broadcast: null, rootNote: null };
  for (const { id, start, end } of chunksOf(bytes)) {
    const body = bytes.subarray(start, end);
    if (id === 'LIST') report.info ??= readInfo(body);
    if (id === 'bext') report.broadcast ??= readBext(body);
    if (id === 'smpl') report.rootNote ??= named(readSmpl(body));
  }
  return { format: { sampleRate, channels, bits, float, seconds: frames / sampleRate }, ...report, ...readProvenance(bytes) };
}

function named(midi: number | null): WavReport['rootNote'] {
  if (midi === null) return null;
  const { name, cents } = noteOf(hzOfMidi(midi));
  return { note: name, cents };
}
