/** Whether an earlier bundle makes the sounds of a present one, as far as its manifest can show it. */

import { createHash } from 'node:crypto';
import { axesBytes, contentId, type Bundle } from './bundle.ts';
import { manifestSchema, type BundleFile } from './bundle-schema.ts';

/** What a sound is made with, beside the axes. */
const HEARD = ['encoder.onnx', 'decoder.onnx', 'vocoder.onnx', 'prior.json'] as const satisfies readonly BundleFile[];

/**
 * True where the networks and the prior are the same files, the sound is measured alike, and the
 * axes are the same, or have grown by categories alone: those move no kick that was made before
 * them. Axes whose categories were fitted anew are not recognised, for a digest cannot show it.
 * @param before A manifest; one that is not what its id says counts as another sound.
 */
export function soundsTheSame(before: unknown, { manifest, axes }: Pick<Bundle, 'manifest' | 'axes'>): boolean {
  const { success, data } = manifestSchema.safeParse(before);
  // Its id is of its files; with ours in the place of its other constants it is the same only where those are.
  if (!success || contentId({ ...manifest, files: data.files }) !== data.id) return false;
  const uncategorised = { ...axes };
  delete uncategorised.categories;
  const grownFrom = createHash('sha256').update(axesBytes(uncategorised, manifest.latentSize)).digest('hex');
  const sameAs = (file: BundleFile, sha256: string): boolean => data.files[file].sha256 === sha256;
  return HEARD.every((file) => sameAs(file, manifest.files[file].sha256))
    && (sameAs('axes.json', manifest.files['axes.json'].sha256) || sameAs('axes.json', grownFrom));
}
