/** The last stage of the shipped model: networks, latent space, card and credits as one bundle. */

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { KICK_SPEC } from '../../src-main/audio/spec.ts';
import { writeBundle } from '../../src-main/engine/bundle.ts';
import { openNetworks } from '../../src-main/engine/sessions.ts';
import { fitLatentSpace } from '../../src-main/engine/train/axes-fit.ts';
import { decoderModel, encoderModel, vocoderModel } from '../../src-main/engine/train/export.ts';
import { trainRows } from './data.ts';
import { finalVae, finalVocoder, loadSet, shape, sounds, splitOf, type Report, type Stage } from './stages.ts';

/** What went into the weights and must be named with them; kicks/LICENCES.md has the sources' own words. */
const LICENCES = [
  'CC-BY-4.0: drum samples provided by DrumGizmo.org (MuldjordKit)',
  'CC-BY-3.0: Pearl Master Studio kick by enoe (Oramics sampled)',
  'CC0-1.0: Sonic Pi, Stargate, BillieDrum, Meadowlark Kickmess, Drum HAT (Daniel Wray)',
  'Public domain: uzu-drumkit (Unlicense), Oramics drum machines',
];

/** Kicks of its own that are made and measured at the end, as many as there is something to learn from. */
const MEASURED = 4000;

/** The card's text stands in `scripts/factory/card.md`; figures in it are those `npm run bench` printed. */
export async function makeBundle(stage: Stage & { out: string; data: string }, report: Report): Promise<void> {
  const vae = await finalVae(stage.work);
  const encoder = encoderModel(shape, vae);
  const decoder = decoderModel(shape, vae);
  const vocoder = vocoderModel(sounds, await finalVocoder(stage.work));

  const set = await loadSet(stage.work, false);
  const { train } = splitOf(set, stage.seed);
  const networks = await openNetworks(
    { dir: stage.out, manifest: { audio: KICK_SPEC, latentSize: shape.latent }, encoder, decoder, vocoder },
    { provider: 'cpu', threads: stage.threads },
  );
  let shown = -1;
  const { axes, prior } = await fitLatentSpace(networks, set, train, { seed: stage.seed, threads: stage.threads, measured: MEASURED, start: null }, (share) => {
    const tenth = Math.floor(share * 10);
    if (tenth > shown) report(`fitting the latent space: ${String(tenth * 10)} %`);
    shown = Math.max(shown, tenth);
  }, new AbortController().signal);
  await networks.release();

  const rows = await trainRows(stage.data);
  const procedural = set.family.filter((name) => name.startsWith('procedural')).length;
  const manifest = await writeBundle(stage.out, {
    name: 'Factory kicks',
    audio: KICK_SPEC,
    latentSize: shape.latent,
    training: {
      datasetDigest: createHash('sha256').update(new Uint8Array(set.mel.buffer, set.mel.byteOffset, set.mel.byteLength)).digest('hex'),
      counts: { procedural, real: rows.length, items: set.count },
      licences: LICENCES,
      seed: stage.seed,
      settings: { base: shape.base, latent: shape.latent, beta: 1e-3, batch: 16 },
      from: null,
    },
    encoder, decoder, vocoder, axes, prior,
    card: await readFile(new URL('card.md', import.meta.url), 'utf8'),
  });
  report(`bundle ${manifest.id} in ${stage.out}`);
}
