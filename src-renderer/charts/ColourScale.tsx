/** What the colours of the spectrogram mean: the map from full scale down to the darkest, named in dB. */

import { colourMarks } from './axes.ts';
import { cssColour, DARKEST_DB } from './magma.ts';

const STOPS = 17;
const gradient = `linear-gradient(${Array.from({ length: STOPS }, (_, i) => cssColour((i * DARKEST_DB) / (STOPS - 1))).join(', ')})`;

export function ColourScale() {
  return (
    <div className="colour-scale figure" role="img" aria-label={`Colours from 0 dB, lightest, to ${DARKEST_DB} dB, darkest`}>
      <div className="colour-scale-bar" style={{ backgroundImage: gradient }} />
      {colourMarks.map(({ at, text }) => <span key={text} data-edge={at === 0 ? 'top' : at === 1 ? 'bottom' : 'none'} style={{ top: `${100 * at}%` }}>{text}</span>)}
    </div>
  );
}
