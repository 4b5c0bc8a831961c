/** The two pictures of the kick at hand, on one time axis that can be looked at more closely. */

import { ZoomIn, ZoomOut } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useApp, useSession, useTimeline } from '../../app/context.ts';
import { KickGrip } from '../../app/drag/KickGrip.tsx';
import { useCommand } from '../../app/useCommand.ts';
import { useWords } from '../../app/words.ts';
import { pitchMarks } from '../../charts/axes.ts';
import { PitchLine } from '../../charts/PitchLine.tsx';
import { viewOf } from '../../charts/Plot.tsx';
import { Scale } from '../../charts/Scale.tsx';
import { Spectrogram } from '../../charts/Spectrogram.tsx';
import { Waveform } from '../../charts/Waveform.tsx';
import { IconButton } from '../../components/Button.tsx';
import { gainOf } from '../../session/slots.ts';
import { current } from '../../session/steps.ts';
import { ZOOM_STEP } from '../../session/timeline.ts';
import { PitchHandles } from './PitchHandles.tsx';

/** Share of the view that an arrow key moves it by. */
const PAN_STEP = 0.1;

export function Pictures() {
  const { player, slots, styleNonce, timeline } = useApp();
  const step = useSession((state) => current(state.steps));
  const { one } = useWords();
  const zoom = useTimeline((state) => state.zoom);
  const samples = step?.kick.samples ?? null;
  const sampleRate = step?.kick.sampleRate ?? 44_100;
  const picture = {
    samples,
    sampleRate,
    player,
    zoom,
    onSeek: (seconds: number) => {
      if (samples !== null) player.play(samples, sampleRate, { from: seconds, gain: gainOf(slots.getState(), samples) });
    },
    onZoom: timeline.zoomBy,
    onPan: timeline.panBy,
    onFit: timeline.fit,
  };
  useCommand('zoomIn', () => { timeline.zoomBy(ZOOM_STEP); });
  useCommand('zoomOut', () => { timeline.zoomBy(1 / ZOOM_STEP); });
  useCommand('zoomFit', () => { timeline.fit(); });
  const view = viewOf(picture);
  const { onsetMs, points } = step?.kick.pitchTrack ?? { onsetMs: 0, points: [] };
  const line = points.map(([ms, hz]) => [(ms + onsetMs) / 1000, hz] as const);
  const zoomIn = (): void => { timeline.zoomBy(ZOOM_STEP); };
  const zoomOut = (): void => { timeline.zoomBy(1 / ZOOM_STEP); };
  useCommand('zoomIn', zoomIn);
  useCommand('zoomOut', zoomOut);
  useCommand('zoomFit', timeline.fit);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (event.target !== event.currentTarget || direction === 0 || zoom === null) return;
    event.preventDefault();
    timeline.panBy(direction * PAN_STEP * zoom.seconds);
  };
  return (
    <section
      className="design-pictures"
      aria-label="Sound"
      // Takes the focus for the arrow keys, which move what is looked at.
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <Waveform
        {...picture}
        styleNonce={styleNonce}
        scale={<Scale marks={pitchMarks} kind="pitch" />}
        overlay={<PitchLine points={line} view={view} />}
        handles={<><PitchHandles view={view} /><KickGrip label={`This ${one} as a file`} kick={step?.kick ?? null} /></>}
      />
      <Spectrogram
        {...picture}
        corner={(
          <>
            <IconButton label="Zoom out" keys="-" icon={<ZoomOut size={14} />} disabled={zoom === null} onClick={zoomOut} />
            <IconButton label="Zoom in" keys="+" icon={<ZoomIn size={14} />} disabled={samples === null} onClick={zoomIn} />
          </>
        )}
      />
    </section>
  );
}
