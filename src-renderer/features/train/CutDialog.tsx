/** A long recording is cut into its hits: marks on its picture, that are added, moved, taken away and heard. */

import { Plus, ScanSearch, Scissors } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Hit } from '../../../src-preload/contract/datasets.ts';
import { useApp } from '../../app/context.ts';
import { viewOf } from '../../charts/Plot.tsx';
import { placeOfTime, type View } from '../../charts/view.ts';
import { Waveform } from '../../charts/Waveform.tsx';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { Slider } from '../../components/Slider.tsx';
import { hitsOf, movedMark, withMark, withoutMark } from './cuts.ts';
import { useSoundPicture } from './useSoundPicture.ts';
import './CutDialog.css';

/** How far an arrow key moves a mark, s; with Shift a tenth of it. */
const KEY_STEP = 0.01;

interface CutDialogProps {
  /** Where it would be cut. */
  find: (settings: { sensitivity: number; minGapMs: number }) => Promise<readonly Hit[]>;
  samples: Float32Array;
  sampleRate: number;
  onCut: (hits: readonly Hit[]) => void;
}

export function CutButton(props: CutDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild><Button icon={<Scissors size={16} aria-hidden />}>Cut into hits</Button></Dialog.Trigger>
      {open && (
        <DialogFrame title="Cut into hits" wide>
          <Cutter {...props} onCut={(hits) => { setOpen(false); props.onCut(hits); }} />
        </DialogFrame>
      )}
    </Dialog.Root>
  );
}

function Cutter({ find, samples, sampleRate, onCut }: CutDialogProps) {
  const { player, styleNonce } = useApp();
  const length = samples.length / sampleRate;
  const [marks, setMarks] = useState<readonly number[]>([0]);
  const [sensitivity, setSensitivity] = useState(0.5);
  const [gap, setGap] = useState('120');
  const [found, setFound] = useState<readonly Hit[]>([]);
  const [searching, setSearching] = useState(false);
  const search = async (): Promise<void> => {
    setSearching(true);
    const hits = await find({ sensitivity, minGapMs: Math.min(5000, Math.max(20, Number(gap))) });
    setSearching(false);
    setFound(hits);
    if (hits.length > 0) setMarks(hits.map(({ from }) => from / sampleRate));
  };
  /** Where the picture was pressed last: where the next mark goes. */
  const [place, setPlace] = useState(length / 2);
  const hearFrom = (seconds: number): void => { player.play(samples, sampleRate, { from: seconds }); };
  const { picture } = useSoundPicture(samples, sampleRate, (seconds) => {
    setPlace(seconds);
    hearFrom(seconds);
  });
  useEffect(() => () => { player.stop(); }, [player]);
  return (
    <div className="cutter">
      <div className="cutter-picture">
        <Waveform
          {...picture}
          styleNonce={styleNonce}
          handles={(
            <Marks
              marks={marks}
              view={viewOf(picture)}
              onMove={(index, to) => { setMarks(movedMark(marks, index, to, length)); }}
              onRemove={(index) => { setMarks(withoutMark(marks, index)); }}
              onHear={(index) => { hearFrom(marks[index]); }}
            />
          )}
        />
      </div>
      <p className="train-note">
        A press on the picture plays from there, and says where the next mark goes. Marks are dragged, or moved by the arrow keys; Delete takes one
        away, Enter plays its hit. The recording itself stays as it is.
      </p>
      <div className="cutter-find">
        <div>
          <span>Sensitivity <small>how soft a hit may be</small></span>
          <Slider name="Sensitivity" position={sensitivity} middle={0.5} valueText={`${(100 * sensitivity).toFixed(0)} %`} onMove={setSensitivity} onReset={() => { setSensitivity(0.5); }} />
          <span className="figure">{(100 * sensitivity).toFixed(0)} <small>%</small></span>
        </div>
        <Field label="Hits are apart, ms" type="number" min={20} max={5000} value={gap} onChange={(event) => { setGap(event.currentTarget.value); }} />
        <Button icon={<ScanSearch size={16} aria-hidden />} disabled={searching} onClick={() => void search()}>Find the hits</Button>
      </div>
      <div className="cutter-go">
        <Button icon={<Plus size={16} aria-hidden />} onClick={() => { setMarks(withMark(marks, place, length)); }}>
          Mark at <span className="figure">{place.toFixed(2)} <small>s</small></span>
        </Button>
        <Button primary icon={<Scissors size={16} aria-hidden />} disabled={marks.length === 0} onClick={() => { onCut(hitsOf(marks, samples.length, sampleRate, found)); }}>
          Cut into {marks.length} {marks.length === 1 ? 'hit' : 'hits'}
        </Button>
      </div>
    </div>
  );
}

interface MarksProps {
  marks: readonly number[];
  view: View;
  onMove: (index: number, to: number) => void;
  onRemove: (index: number) => void;
  onHear: (index: number) => void;
}

function Marks({ marks, view, onMove, onRemove, onHear }: MarksProps) {
  const frame = useRef<HTMLDivElement>(null);
  const dragged = useRef<number | null>(null);
  const onKeyDown = (index: number) => (event: KeyboardEvent): void => {
    const direction = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (direction !== 0) onMove(index, marks[index] + direction * KEY_STEP * (event.shiftKey ? 0.1 : 1));
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove(index);
    else if (event.key === 'Enter') onHear(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPointerMove = (event: PointerEvent): void => {
    const box = frame.current?.getBoundingClientRect();
    if (dragged.current === null || box === undefined) return;
    onMove(dragged.current, view.from + (view.seconds * (event.clientX - box.left)) / Math.max(1, box.width));
  };
  return (
    <div ref={frame} className="cut-marks">
      {marks.map((mark, i) => {
        const at = placeOfTime(view, mark);
        return at >= 0 && at <= 1 && (
          <div
            // By place in the order: a mark that is moved stays the same one.
            key={i}
            role="slider"
            tabIndex={0}
            aria-label={`Hit ${String(i + 1)}`}
            aria-valuemin={0}
            aria-valuemax={view.from + view.seconds}
            aria-valuenow={mark}
            aria-valuetext={`${mark.toFixed(3)} s`}
            className="cut-mark"
            style={{ left: `${100 * at}%` }}
            onKeyDown={onKeyDown(i)}
            onPointerDown={(event) => {
              event.stopPropagation();
              event.currentTarget.setPointerCapture(event.pointerId);
              dragged.current = i;
            }}
            onPointerMove={onPointerMove}
            onPointerUp={() => { dragged.current = null; }}
            onPointerCancel={() => { dragged.current = null; }}
          />
        );
      })}
    </div>
  );
}
