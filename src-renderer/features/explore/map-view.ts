/**
 * The map in its element: projects and paints when something has changed, at most once a frame, and tells what the hand does
 * on it. It holds what is seen of the map; what the map is stands in the store.
 */

import { PLACE } from '../../../src-preload/contract/places.ts';
import { colourOf, onThemeShown, themeShown } from '../../styles/theme.ts';
import { AXES, axisTitle, coordinatesOf, spansOf, type Arrangement, type Span } from './arrange.ts';
import { createAxesFrame, plotArea, type AxesFrame } from './axes-frame.ts';
import { countOf, type Cloud } from './cloud.ts';
import { coloursOf, paletteOf, shapesOf } from './colours.ts';
import type { KickMap, MapState } from './map.ts';
import { createPainter } from './paint.ts';
import { nextPoint, pointAt, pointsInside, type Direction } from './pick.ts';
import { edgesOf, FIRST_CAMERA, moved, projectFlat, projectionFor, projectSpace, type Camera, type Projected } from './projection.ts';
import type { Walk } from './walk.ts';

export interface MapViewDeps {
  /** The whole map; the pointer is listened to here. */
  host: HTMLElement;
  canvas: HTMLCanvasElement;
  /** plotly's element, over the canvas. */
  frame: HTMLElement;
  map: KickMap;
  walk: Walk;
  /** A point comes under the pointer, or none is any more. */
  onHover: (point: number | null) => void;
  onOpen: (point: number) => void;
}

export interface MapView {
  /** Goes to the next point in a direction; from the middle where none is marked. @returns it, or null on an empty map */
  step(direction: Direction): number | null;
  zoom(factor: number): void;
  reset(): void;
  close(): void;
}

/** CSS pixels: how near the pointer must come, and how far a press may move and still be one. */
const REACH = 9;
const STILL = 4;
/** Radians a pixel, and zoom a notch of the wheel. */
const TURN = 0.008;
const WHEEL = 0.0012;

export function createMapView({ host, canvas, frame, map, walk, onHover, onOpen }: MapViewDeps): MapView {
  const painter = createPainter(canvas);
  let size = { width: 1, height: 1 };
  let points: Projected = projectionFor(0);
  let coordinates: Float32Array = new Float32Array(0);
  let colours: Uint32Array = new Uint32Array(0);
  let shapes: Uint8Array = new Uint8Array(0);
  let spans: [Span, Span, Span] = spansOf(coordinates);
  let camera: Camera = FIRST_CAMERA;
  let axes: AxesFrame | null = null;
  let closed = false;
  let asked = 0;
  let lasso: [number, number][] = [];
  let press: { x: number; y: number; moved: boolean } | null = null;

  const flatSpans = (): [Span, Span] => axes?.spans() ?? [spans[0], spans[1]];
  const project = (from: Float32Array, out: Projected, { dimensions }: MapState): void => {
    if (dimensions === 2) projectFlat(from, flatSpans(), plotArea(size.width, size.height), out);
    else projectSpace(from, spans, camera, { left: 0, top: 0, ...size }, out);
  };
  const placed = (places: Float32Array | null, state: MapState): Projected | null => {
    if (places === null || places.length === 0) return null;
    const out = projectionFor(places.length / PLACE.length);
    project(coordinatesOf(places, state.arrangement), out, state);
    return out;
  };

  const edgesIn = ({ cloud, dimensions, arrangement }: MapState) => {
    if (cloud === null || dimensions === 2) return null;
    const corners = projectionFor(4);
    projectSpace(edgesOf(spans), spans, camera, { left: 0, top: 0, ...size }, corners);
    return { points: corners, names: ([0, 1, 2] as const).map((axis) => axisTitle(cloud, arrangement, axis)) };
  };

  const draw = (): void => {
    asked = 0;
    const state = map.getState();
    project(coordinates, points, state);
    painter.paint({
      points, colours, shapes, lasso,
      savedFrom: state.cloud?.draws ?? 0,
      trainingFrom: state.cloud === null ? 0 : state.cloud.draws + state.cloud.kicks.length,
      selected: state.selected.length === 0 ? null : new Set(state.selected),
      at: state.at,
      here: placed(state.here, state),
      trail: placed(walk.getState().trail, state),
      edges: edgesIn(state),
    });
  };
  const redraw = (): void => {
    if (asked === 0 && !closed) asked = requestAnimationFrame(draw);
  };

  const takePoints = ({ cloud, arrangement, colourBy }: MapState): void => {
    if (cloud === null) return;
    coordinates = coordinatesOf(cloud.places, arrangement);
    colours = coloursOf(cloud.places, colourBy, paletteOf(themeShown(), (role) => colourOf(host, role)));
    shapes = shapesOf(cloud.places, colourBy);
    points = projectionFor(countOf(cloud));
  };

  let framing = 0;
  /** Axes anew, with the view they open at. */
  const frameAxes = async (cloud: Cloud, arrangement: Arrangement): Promise<void> => {
    framing += 1;
    const mine = framing;
    axes?.close();
    axes = null;
    spans = spansOf(coordinates);
    redraw();
    const axis = (k: 0 | 1) => ({ ...AXES[arrangement][k], name: axisTitle(cloud, arrangement, k), span: spans[k] });
    const made = await createAxesFrame(frame, [axis(0), axis(1)], redraw);
    if (closed || mine !== framing) made.close();
    else {
      axes = made;
      redraw();
    }
  };

  const onState = (state: MapState, before: MapState | null): void => {
    if (state.cloud !== before?.cloud || state.arrangement !== before.arrangement || state.colourBy !== before.colourBy) takePoints(state);
    // The view stays while more points come, and starts anew with another model or arrangement.
    const another = state.cloud?.bundleId !== before?.cloud?.bundleId || state.arrangement !== before?.arrangement;
    if (state.cloud !== null && (before === null || another)) void frameAxes(state.cloud, state.arrangement);
    redraw();
  };

  const resize = new ResizeObserver(([entry]) => {
    const { width, height } = entry.contentRect;
    size = { width, height };
    painter.resize(width, height);
    draw();
  });
  resize.observe(host);
  const stopMap = map.subscribe(onState);
  const stopWalk = walk.subscribe((state, before) => { if (state.trail !== before.trail) redraw(); });
  const stopTheme = onThemeShown(() => {
    painter.restyle();
    axes?.restyle();
    takePoints(map.getState());
    redraw();
  });
  onState(map.getState(), null);

  const local = (event: MouseEvent): [number, number] => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };
  const hover = (point: number | null): void => {
    if (point === map.getState().at) return;
    map.show({ at: point });
    onHover(point);
  };
  const onMove = (event: PointerEvent): void => {
    const [x, y] = local(event);
    const { dimensions } = map.getState();
    if (press === null) {
      const found = pointAt(points, x, y, REACH);
      hover(found < 0 ? null : found);
      return;
    }
    press.moved ||= Math.hypot(x - press.x, y - press.y) > STILL;
    if (!press.moved) return;
    if (lasso.length > 0) {
      lasso.push([x, y]);
      redraw();
    } else if (dimensions === 3) {
      camera = moved(camera, { turn: -(x - press.x) * TURN, tilt: (y - press.y) * TURN });
      press = { x, y, moved: true };
      redraw();
    }
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const [x, y] = local(event);
    press = { x, y, moved: false };
    if (map.getState().lasso) lasso = [[x, y]];
  };
  const onUp = (event: PointerEvent): void => {
    if (press === null) return;
    const { moved: dragged } = press;
    press = null;
    if (!dragged) {
      const found = pointAt(points, ...local(event), REACH);
      if (found >= 0) onOpen(found);
    } else if (lasso.length > 2) map.show({ selected: pointsInside(points, lasso) });
    lasso = [];
    redraw();
  };
  const onLeave = (): void => { if (press === null) hover(null); };
  // plotly pans on mouse events, which come after these: a lasso is kept from it.
  const onMouse = (event: MouseEvent): void => { if (map.getState().lasso) event.stopPropagation(); };
  const onWheel = (event: WheelEvent): void => {
    if (map.getState().dimensions !== 3) return;
    event.preventDefault();
    camera = moved(camera, { factor: Math.exp(event.deltaY * WHEEL) });
    redraw();
  };
  host.addEventListener('pointerdown', onDown, true);
  host.addEventListener('mousedown', onMouse, true);
  host.addEventListener('pointerleave', onLeave);
  host.addEventListener('wheel', onWheel, { passive: false });
  // plotly covers the page while it is dragged.
  window.addEventListener('pointermove', onWindowMove);
  window.addEventListener('pointerup', onUp);
  function onWindowMove(event: PointerEvent): void {
    if (press !== null || (event.target instanceof Node && host.contains(event.target))) onMove(event);
  }

  const zoomSpan = ({ low, high }: Span, factor: number): Span => {
    const half = ((high - low) / 2) * factor;
    return { low: (low + high) / 2 - half, high: (low + high) / 2 + half };
  };

  return {
    step: (direction) => {
      const { at } = map.getState();
      const { width, height } = size;
      const next = at === null || points.depth[at] <= 0 ? pointAt(points, width / 2, height / 2, width) : nextPoint(points, at, direction);
      if (next < 0) return null;
      hover(next);
      return next;
    },
    zoom: (factor) => {
      camera = moved(camera, { factor });
      if (map.getState().dimensions === 2) {
        const [x, y] = flatSpans();
        axes?.show([zoomSpan(x, factor), zoomSpan(y, factor)]);
      }
      redraw();
    },
    reset: () => {
      camera = FIRST_CAMERA;
      spans = spansOf(coordinates);
      axes?.show([spans[0], spans[1]]);
      redraw();
    },
    close: () => {
      closed = true;
      cancelAnimationFrame(asked);
      resize.disconnect();
      stopMap();
      stopWalk();
      stopTheme();
      axes?.close();
      host.removeEventListener('pointerdown', onDown, true);
      host.removeEventListener('mousedown', onMouse, true);
      host.removeEventListener('pointerleave', onLeave);
      host.removeEventListener('wheel', onWheel);
      window.removeEventListener('pointermove', onWindowMove);
      window.removeEventListener('pointerup', onUp);
    },
  };
}
