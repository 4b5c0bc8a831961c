/** What the colours of the spectrogram mean: the map from full scale down to the darkest, named in dB. */

import { colourMarks } from './axes.ts';
import { cssColour, DARKEST_DB } from './magma.ts';
import { Scale } from './Scale.tsx';

const STOPS = 17;
const gradient = `linear-gradient(${Array.from({ length: STOPS }, (_, i) => cssColour((i * DARKEST_DB) / (STOPS - 1))).join(', ')})`;

export function ColourScale() {
  return (
    <div className="colour-scale" role="img" aria-label={`Colours from 0 dB, lightest, to ${DARKEST_DB} dB, darkest`}>
      <div className="colour-scale-bar" style={{ backgroundImage: gradient }} />
      <Scale marks={colourMarks} kind="colours" />
    </div>
  );
}
