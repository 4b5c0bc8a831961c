/** The map with what explains it: its colours, the point under the hand, where its kicks come from. */

import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useApp } from '../../app/context.ts';
import { useWords } from '../../app/words.ts';
import { IconButton } from '../../components/Button.tsx';
import { countOf, isMeasured } from './cloud.ts';
import { Legend } from './Legend.tsx';
import { createMapView, type MapView } from './map-view.ts';
import { DRAWS } from './map.ts';
import './MapPanel.css';
import { describePoint, figuresOf, hearPoint, nameOf, openPoint } from './points.ts';
import type { Direction } from './pick.ts';
import { useMap } from './useExplore.ts';

const DIRECTIONS: Partial<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const ZOOM = 1.4;

export function MapPanel() {
  const app = useApp();
  const { map, walk, sounds } = app.explore;
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(null);
  const help = useId();
  const cloud = useMap((state) => state.cloud);
  const coming = useMap((state) => state.coming);
  const dimensions = useMap((state) => state.dimensions);
  const lasso = useMap((state) => state.lasso);
  const at = useMap((state) => state.at);

  useEffect(() => {
    if (host.current === null || canvas.current === null || frame.current === null) return;
    const made = createMapView({
      host: host.current,
      canvas: canvas.current,
      frame: frame.current,
      map,
      walk,
      onHover: (point) => {
        if (point === null) sounds.leave();
        else hearPoint(app, point);
      },
      onOpen: (point) => void openPoint(app, point),
    });
    view.current = made;
    return () => { made.close(); };
  }, [app, map, walk, sounds]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction !== undefined) view.current?.step(direction);
    else if (event.key === '+') view.current?.zoom(1 / ZOOM);
    else if (event.key === '-') view.current?.zoom(ZOOM);
    else if (event.key === '0') view.current?.reset();
    else if (event.key === 'Enter' && at !== null) void openPoint(app, at);
    else if (event.key === ' ' && at !== null) hearPoint(app, at);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const { many } = useWords();
  return (
    <section className="map" aria-label="Map">
      <div
        ref={host}
        className="map-host"
        role="application"
        aria-roledescription="map"
        aria-label={`Map of ${many}`}
        aria-describedby={help}
        tabIndex={0}
        data-dimensions={dimensions}
        data-lasso={lasso}
        onKeyDown={onKeyDown}
      >
        <div ref={frame} className="map-frame" aria-hidden />
        <canvas ref={canvas} className="map-canvas" />
        {cloud === null && <p className="map-coming">Drawing the map&hellip;</p>}
      </div>
      <p id={help} className="visually-hidden">
        Arrow keys go from sound to sound and let each be heard, Enter opens it, plus and minus zoom, 0 shows all.
      </p>
      <p className="visually-hidden" role="status">{cloud !== null && at !== null && at < countOf(cloud) ? describePoint(cloud, at) : ''}</p>
      <div className="map-zoom">
        <IconButton label="Zoom in" icon={<ZoomIn size={16} />} onClick={() => view.current?.zoom(1 / ZOOM)} />
        <IconButton label="Zoom out" icon={<ZoomOut size={16} />} onClick={() => view.current?.zoom(ZOOM)} />
        <IconButton label="Show the whole map" icon={<Maximize size={16} />} onClick={() => view.current?.reset()} />
      </div>
      <footer className="map-foot">
        <PointFacts />
        <Legend />
        {coming > 0 && cloud !== null && <p className="map-note">{DRAWS - coming} of {DRAWS} random {many} so far</p>}
      </footer>
    </section>
  );
}

/** What is known of the point under the hand. */
function PointFacts() {
  const { many } = useWords();
  const cloud = useMap((state) => state.cloud);
  const at = useMap((state) => state.at);
  if (cloud === null) return <p className="map-point" />;
  if (at === null || at >= countOf(cloud)) {
    const { draws, kicks, training, elsewhere } = cloud;
    return (
      <p className="map-point map-note">
        {draws} random {many}, predicted; {kicks.length} saved, measured{training.length > 0 && `; ${training.length} recordings, hollow`}{elsewhere > 0 && `; ${elsewhere} of other models not shown`}
      </p>
    );
  }
  return (
    <p className="map-point">
      <strong>{nameOf(cloud, at)}</strong>
      {figuresOf(cloud, at).map(({ number, unit }, i) => <span key={i} className="figure">{number} <small>{unit}</small></span>)}
      <small>{isMeasured(cloud, at) ? 'measured' : 'predicted'}</small>
    </p>
  );
}
