/** The line that follows the sound across a picture. It moves itself: React draws nothing while it runs. */

import { useEffect, useRef } from 'react';
import type { Player } from '../audio/player.ts';

export interface PlayheadProps {
  player: Pick<Player, 'onPosition'>;
  /** The sound that is pictured; another one does not move the line. */
  samples: Float32Array | null;
  /** Seconds across the picture. */
  seconds: number;
}

export function Playhead({ player, samples, seconds }: PlayheadProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = line.current;
    if (element === null) return;
    const hide = (): void => { element.style.visibility = 'hidden'; };
    const off = player.onPosition((at, of) => {
      if (at === null || of !== samples) {
        hide();
        return;
      }
      element.style.visibility = 'visible';
      // The element is as wide as the picture, and shows only its left edge.
      element.style.transform = `translateX(${(100 * at) / seconds}%)`;
    });
    return () => {
      off();
      hide();
    };
  }, [player, samples, seconds]);
  return <div ref={line} className="playhead" />;
}
