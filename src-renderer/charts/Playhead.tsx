/** The line that follows the sound across a picture. It moves itself: React draws nothing while it runs. */

import { useEffect, useRef } from 'react';
import type { Player } from '../audio/player.ts';
import { placeOfTime, type View } from './view.ts';

export interface PlayheadProps {
  player: Pick<Player, 'onPosition'>;
  /** The sound that is pictured; another one does not move the line. */
  samples: Float32Array | null;
  /** What of it the picture shows; elsewhere there is no line. */
  view: View;
}

export function Playhead({ player, samples, view: { from, seconds } }: PlayheadProps) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = line.current;
    if (element === null) return;
    const hide = (): void => { element.style.visibility = 'hidden'; };
    const off = player.onPosition((at, of) => {
      const place = at === null || of !== samples ? -1 : placeOfTime({ from, seconds }, at);
      if (place < 0 || place > 1) {
        hide();
        return;
      }
      element.style.visibility = 'visible';
      // The element is as wide as the picture, and shows only its left edge.
      element.style.transform = `translateX(${100 * place}%)`;
    });
    return () => {
      off();
      hide();
    };
  }, [player, samples, from, seconds]);
  return <div ref={line} className="playhead" />;
}
