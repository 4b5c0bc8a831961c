/**
 * The points of the kick at hand by which its pitch is pulled. Where they lie too close to be told apart,
 * as on the whole sound the first milliseconds do, some wait until the picture is looked at more closely;
 * never one that was pulled or has the focus.
 */

import { useRef, useState } from 'react';
import { MOST_CENTS } from '../../../src-preload/contract/shape.ts';
import { useApp, useSession } from '../../app/context.ts';
import { placeOfPitch } from '../../charts/axes.ts';
import { PitchHandle } from '../../charts/PitchHandle.tsx';
import { useSize } from '../../charts/useSize.ts';
import { placeOfTime, type View } from '../../charts/view.ts';
import { handlesOf, hzAt } from '../../session/pitch-handles.ts';
import { shareOf } from '../../session/share.ts';
import { current } from '../../session/steps.ts';

/** Closer than this, px, two cannot be told apart. */
const APART = 16;

interface Handle {
  ms: number;
  cents: number;
  /** Across and down the picture, 0 to 1. */
  x: number;
  y: number;
  hz: number;
}

export function PitchHandles({ view }: { view: View }) {
  const { session } = useApp();
  const step = useSession((state) => current(state.steps));
  const asked = useSession((state) => state.pitchCurve);
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame);
  const [focused, setFocused] = useState<number | null>(null);
  const { onsetMs, points } = step?.kick.pitchTrack ?? { onsetMs: 0, points: [] };
  const heard = step?.kick.pitchCurve ?? [];

  const all = handlesOf(asked).flatMap(({ ms, cents }): Handle[] => {
    const own = hzAt(points, ms);
    const x = placeOfTime(view, (ms + onsetMs) / 1000);
    // A sound that is over has no pitch to be pulled, unless it was while it was longer.
    const over = cents === 0 && ms > (points.at(-1)?.[0] ?? 0);
    if (own === null || over || x < 0 || x > 1) return [];
    // The track has the pull that was heard; the hand may be further already.
    const hz = own * 2 ** ((cents - (heard.find((point) => point.ms === ms)?.cents ?? 0)) / 1200);
    return [{ ms, cents, x, y: shareOf(placeOfPitch(hz)), hz }];
  });
  const shown = size === null ? [] : apart(all, size, focused);

  return (
    <div ref={frame} className="pitch-handles">
      {shown.map(({ ms, cents, x, y, hz }) => (
        <PitchHandle
          key={ms}
          ms={ms}
          x={x}
          y={y}
          hz={hz}
          cents={cents}
          most={MOST_CENTS}
          disabled={step?.shapeable !== true}
          onFocus={(has) => { setFocused(has ? ms : null); }}
          onPull={(to, gesture) => { session.pull(ms, to, gesture); }}
          onReset={() => { session.pull(ms, 0); }}
        />
      ))}
    </div>
  );
}

/** Those that can be told apart, in the order of time: pulled and focused ones, then from the last to the first. */
function apart(all: readonly Handle[], { width, height }: { width: number; height: number }, focused: number | null): Handle[] {
  const must = (handle: Handle): boolean => handle.cents !== 0 || handle.ms === focused;
  const kept: Handle[] = [];
  for (const handle of [...all.filter(must), ...all.filter((each) => !must(each)).reverse()]) {
    const free = kept.every((other) => Math.hypot((handle.x - other.x) * width, (handle.y - other.y) * height) >= APART);
    if (free || must(handle)) kept.push(handle);
  }
  return kept.sort((a, b) => a.ms - b.ms);
}
