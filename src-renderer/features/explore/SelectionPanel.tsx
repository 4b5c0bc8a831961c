/** The kicks that are selected, by lasso or as a cluster, or those nearest to the one in hand: the map as a list. */

import { Bookmark, Heart, Play, Square } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useApp } from '../../app/context.ts';
import { saveKick } from '../../app/actions.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { useWords } from '../../app/words.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { isSaved, sourceOf, type PointSource } from './cloud.ts';
import { nearestTo } from './nearest.ts';
import { PACE } from './walk.ts';
import { hearPoint, nameOf, openPoint, figuresOf } from './points.ts';
import { useMap } from './useExplore.ts';

/** What the list holds at once. */
const SHOWN = 60;
const NEAREST = 12;

export function SelectionPanel() {
  const { many } = useWords();
  const app = useApp();
  const { explore: { map, sounds }, library } = app;
  const cloud = useMap((state) => state.cloud);
  const selected = useMap((state) => state.selected);
  const at = useMap((state) => state.at);
  const arrangement = useMap((state) => state.arrangement);
  const here = useMap((state) => state.here);
  const [playing, setPlaying] = useState(false);
  const timer = useRef<ReturnType<typeof setInterval>>(undefined);
  const stop = (): void => {
    clearInterval(timer.current);
    setPlaying(false);
  };
  useEffect(() => stop, [selected]);
  if (cloud === null) return <p className="explore-label">The map is being drawn.</p>;
  const chosen = selected.length > 0;
  const listed = chosen ? selected.slice(0, SHOWN) : here === null ? [] : nearestTo(cloud, arrangement, here, NEAREST);
  const playThrough = (): void => {
    if (playing) {
      stop();
      return;
    }
    setPlaying(true);
    let next = 0;
    const play = (): void => {
      if (next === listed.length) stop();
      else {
        map.show({ at: listed[next] });
        hearPoint(app, listed[next]);
      }
      next += 1;
    };
    play();
    timer.current = setInterval(play, PACE);
  };
  const keep = async (point: number): Promise<void> => {
    const source = sourceOf(cloud, point);
    if (source.kind === 'saved') await library.edits.mark([source.kick.id], { favourite: !source.kick.favourite });
    else {
      const kick = await sounds.take(source);
      if (kick !== null) await saveKick(app, kick);
    }
  };
  return (
    <>
      <p className="explore-label">
        {chosen ? `${selected.length} ${many} selected${selected.length > SHOWN ? `; the first ${SHOWN} of them` : ''}`
          : 'Nearest to the sound in hand. Draw a lasso on the map, and what lies in it stands here.'}
      </p>
      {listed.length > 0 && (
        <div className="explore-row">
          <Button icon={playing ? <Square size={14} fill="currentColor" /> : <Play size={14} fill="currentColor" />} onClick={playThrough}>{playing ? 'Stop' : 'Play through'}</Button>
          {chosen && <Button onClick={() => { map.show({ selected: [] }); }}>Let go</Button>}
        </div>
      )}
      <ul className="point-list" aria-label={chosen ? `Selected ${many}` : `Nearest ${many}`}>
        {listed.map((point) => {
          const name = nameOf(cloud, point);
          const [decay, brightness] = figuresOf(cloud, point);
          const source = sourceOf(cloud, point);
          const loved = source.kind === 'saved' && source.kick.favourite;
          return (
            <Point key={point} source={source} here={point === at}>
              <IconButton label={`Hear ${name}`} icon={<Play size={14} />} onClick={() => { map.show({ at: point }); hearPoint(app, point); }} />
              <button type="button" className="point-name" aria-label={`Open ${name}`} title="Put it in hand" onClick={() => void openPoint(app, point)}>{name}</button>
              <span className="figure">{decay.number} <small>{decay.unit}</small></span>
              <span className="figure">{brightness.number} <small>{brightness.unit}</small></span>
              <IconButton
                label={isSaved(cloud, point) ? (loved ? `${name} is a favourite; make it none` : `Make ${name} a favourite`) : `Save ${name}`}
                {...(isSaved(cloud, point) ? { pressed: loved } : {})}
                icon={source.kind === 'saved' ? <Heart size={14} fill={loved ? 'currentColor' : 'none'} /> : <Bookmark size={14} />}
                onClick={() => void keep(point)}
              />
            </Point>
          );
        })}
      </ul>
    </>
  );
}

/** Dragged out where it is saved; a point of the model is a kick only once it is opened. */
function Point({ source, here, children }: { source: PointSource; here: boolean; children: ReactNode }) {
  const drag = useDragOut(() => (source.kind === 'saved' ? [{ saved: source.kick.id }] : []));
  return <li className="point" data-at={here} {...drag} draggable={source.kind === 'saved'}>{children}</li>;
}
