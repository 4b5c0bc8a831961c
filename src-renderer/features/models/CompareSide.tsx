/** One side of a comparison of models: how it looks, how it is heard, and what was measured on it. */

import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.ts';
import { Spectrogram } from '../../charts/Spectrogram.tsx';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { Button } from '../../components/Button.tsx';
import { useSoundPicture } from '../train/useSoundPicture.ts';

export interface CompareSideProps {
  /** What its button is called, and whose sound it is. */
  letter: string;
  name: string;
  samples: Float32Array;
  sampleRate: number;
  /** Linear, so that no side is heard louder than another. */
  gain: number;
  /** Figures, each a `div` of a `dt` and a `dd`. */
  children?: ReactNode;
}

export function CompareSide({ letter, name, samples, sampleRate, gain, children }: CompareSideProps) {
  const { player } = useApp();
  const { picture } = useSoundPicture(samples, sampleRate, (from) => { player.play(samples, sampleRate, { from, gain }); });
  return (
    <div className="models-side">
      <Button icon={<Play size={16} aria-hidden />} aria-label={`${letter}: hear ${name}`} onClick={() => { player.play(samples, sampleRate, { gain }); }}>{letter}</Button>
      <span className="thumbnail-frame"><Thumbnail samples={samples} /></span>
      <small className="models-side-name">{name}</small>
      <div className="models-side-picture"><Spectrogram {...picture} corner={null} /></div>
      {children !== undefined && <dl>{children}</dl>}
    </div>
  );
}
