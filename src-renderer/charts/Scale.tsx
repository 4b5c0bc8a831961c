/** Names along a vertical axis, as many as there is room for. Says nothing to screen readers. */

import { useRef } from 'react';
import { readable, topOf, type Mark } from './axes.ts';
import { useSize } from './useSize.ts';

export interface ScaleProps {
  marks: readonly Mark[];
  /** Which side of its axis it stands on, and in which ink. */
  kind: 'levels' | 'pitch' | 'colours';
}

export function Scale({ marks, kind }: ScaleProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  return (
    <div ref={frame} className="plot-scale figure" data-kind={kind} aria-hidden="true">
      {size !== null && readable(marks, size.height).map((mark) => <span key={mark.at} style={{ top: topOf(mark, size.height) }}>{mark.text}</span>)}
    </div>
  );
}
