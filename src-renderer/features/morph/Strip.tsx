/**
 * The way from kick to kick as a row of tiny waveforms with a cursor. To a screen reader it is a
 * slider over the steps; under the pointer each step that is passed over is heard.
 */

import { Grip, Play, Square } from 'lucide-react';
import { memo, useEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent, type PointerEvent } from 'react';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { useApp, usePreferences } from '../../app/context.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { Button } from '../../components/Button.tsx';
import { Choice } from '../../components/Choice.tsx';
import { BETWEEN, LETTERS } from './arrangement.ts';
import { arrangementOf, placeLabel, type StripPlace } from './morph.ts';
import { useMorph } from './useMorph.ts';

/** Seconds of each sound that are drawn: as long as the shortest is, so that all have one time axis. */
const SEEN_SECONDS = 0.25;
/** Steps that Page Up and Page Down pass. */
const PAGE = 8;

export function Strip() {
  const { morph } = useApp();
  const arrangement = useMorph(arrangementOf);
  const strip = useMorph((state) => state.strip);
  const cursor = useMorph((state) => state.cursor);
  const cells = useRef<HTMLDivElement>(null);
  useEffect(() => {
    cells.current?.children[cursor]?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [cursor, strip.length]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = keyTarget(event.key, cursor, strip.length);
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    morph.step(to);
  };
  const stepUnder = ({ clientX }: MouseEvent): number => {
    const boxes = [...(cells.current?.children ?? [])].map((cell) => cell.getBoundingClientRect());
    const at = boxes.findIndex(({ right }) => clientX < right);
    return at < 0 ? boxes.length - 1 : at;
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    morph.step(stepUnder(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const to = stepUnder(event);
    if (to !== cursor) morph.step(to);
  };

  /** The step whose menu is asked for. */
  const meant = useRef(0);
  const { onContextMenu } = useDragOut(() => {
    const kick = strip.at(meant.current)?.kick ?? null;
    return kick === null ? [] : [{ heard: kick }];
  });

  return (
    <section className="morph-strip" aria-label="Strip">
      <StripBar />
      <div
        ref={cells}
        className="strip-cells"
        role="slider"
        tabIndex={0}
        aria-label="Step"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, strip.length)}
        aria-valuenow={cursor + 1}
        aria-valuetext={strip.length === 0 ? 'none yet' : placeLabel(strip[cursor].at, arrangement)}
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onContextMenu={(event) => {
          meant.current = event.button === 2 ? stepUnder(event) : cursor;
          onContextMenu(event);
        }}
      >
        {strip.map((place, i) => <Cell key={i} place={place} here={i === cursor} />)}
      </div>
    </section>
  );
}

/** Drawn anew only when it changes itself: there may be two hundred. */
const Cell = memo(function Cell({ place: { at, kick }, here }: { place: StripPlace; here: boolean }) {
  const attack = useMemo(() => kick?.samples.subarray(0, SEEN_SECONDS * kick.sampleRate), [kick]);
  return (
    <div className="strip-cell" data-here={here} data-kick={Number.isInteger(at)}>
      <span className="strip-letter" aria-hidden>
        {Number.isInteger(at) ? LETTERS[at] : ''}
        {here && kick !== null && <StepGrip kick={kick} />}
      </span>
      {attack === undefined ? <span className="strip-blank" /> : <Thumbnail samples={attack} />}
    </div>
  );
});

/** Where the step at hand is dragged out by; by keys the menu of the whole does it. */
function StepGrip({ kick }: { kick: HeardKick }) {
  const { onPointerDown, ...drag } = useDragOut(() => [{ heard: kick }]);
  return (
    <span
      className="strip-grip"
      title="Drag this step to your DAW"
      {...drag}
      onPointerDown={(event) => {
        // The strip under it would be scrubbed.
        event.stopPropagation();
        onPointerDown();
      }}
    >
      <Grip size={14} />
    </span>
  );
}

/** How many steps there are, and the strip as a pattern at the tempo of the transport. */
function StripBar() {
  const { morph } = useApp();
  const { between, kicks } = useMorph(arrangementOf);
  const running = useMorph((state) => state.running);
  const tempo = usePreferences((state) => state.tempo);
  useEffect(() => {
    morph.setTempo(tempo);
  }, [morph, tempo]);
  return (
    <div className="strip-bar">
      <Button
        icon={running ? <Square size={16} fill="currentColor" /> : <Play size={16} fill="currentColor" />}
        disabled={kicks.length < 2}
        onClick={() => { morph.playAll(tempo); }}
      >
        {running ? 'Stop' : 'Play all'}
      </Button>
      <span className="figure">{tempo}<small> BPM</small></span>
      <span className="strip-spacer" />
      <span className="morph-label">Steps between</span>
      <Choice
        name="Steps between"
        options={BETWEEN.map((steps) => ({ value: String(steps), label: <span className="figure">{steps}</span> }))}
        value={String(between)}
        onChange={(value) => { morph.edit((of) => ({ ...of, between: Number(value) })); }}
      />
    </div>
  );
}

/** The step that a key leads to, or null where it is no key of a slider. */
function keyTarget(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return at + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - 1;
    case 'PageUp':
      return at + PAGE;
    case 'PageDown':
      return at - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
