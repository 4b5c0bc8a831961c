/** What a picture of a sound is drawn with that has a time axis of its own. */

import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { axisSeconds } from '../../charts/axes.ts';
import { createTimeline } from '../../session/timeline.ts';

/** @param samples null where there is nothing to be seen. */
export function useSoundPicture<S extends Float32Array | null>(samples: S, sampleRate: number, onSeek: (seconds: number) => void) {
  const { player } = useApp();
  const timeline = useMemo(() => createTimeline(() => axisSeconds(samples === null ? 0 : samples.length / sampleRate)), [samples, sampleRate]);
  const zoom = useStore(timeline, (state) => state.zoom);
  return { timeline, picture: { samples, sampleRate, player, zoom, onSeek, onZoom: timeline.zoomBy, onPan: timeline.panBy, onFit: timeline.fit } };
}
