/** What the colours and shapes on the map stand for. */

import { figureOf, percent } from '../../session/figures.ts';
import { useThemeShown } from '../../styles/theme.ts';
import { COLOUR_NAMES, isClass, rangeOf, roleOfClass, scaleColours, shapeOfClass, type Class, type ColourBy } from './colours.ts';
import { FIELD_OF } from './points.ts';
import type { Shape } from './stamps.ts';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { useMap } from './useExplore.ts';

const SWATCHES = 24;

export function Legend() {
  const cloud = useMap((state) => state.cloud);
  const by = useMap((state) => state.colourBy);
  const theme = useThemeShown();
  if (cloud === null) return null;
  if (by === 'cluster') {
    return (
      <ul className="legend" aria-label="Clusters">
        {cloud.clusters.map((share, i) => (
          <li key={i}>
            <ClassMark which={i} />
            <span>{i + 1}</span>
            <small className="figure">{percent(share).number} %</small>
          </li>
        ))}
      </ul>
    );
  }
  if (isClass(by)) {
    return (
      <ul className="legend" aria-label="Kinds">
        {cloud.categories.map((name, i) => <li key={name}><ClassMark which={i} /><span>{name}</span></li>)}
      </ul>
    );
  }
  const { low, high } = rangeOf(cloud.places, by);
  const write = (value: number): string => {
    const { number, unit } = readAs(by, value);
    return `${number} ${unit}`;
  };
  return (
    <div className="legend">
      <span>{COLOUR_NAMES[by]}</span>
      <small className="figure">{write(low)}</small>
      <svg className="legend-scale" viewBox={`0 0 ${SWATCHES} 1`} preserveAspectRatio="none" aria-hidden>
        {scaleColours(theme, SWATCHES).map((fill, i) => <rect key={i} x={i} width={1.1} height={1} fill={fill} />)}
      </svg>
      <small className="figure">{write(high)}</small>
    </div>
  );
}

/** The mark of a class in its colour. */
export function ClassMark({ which }: { which: number }) {
  return (
    <svg viewBox="-7 -7 14 14" width={14} height={14} fill={`var(--${roleOfClass(which)})`} aria-hidden>
      <path d={OUTLINES[shapeOfClass(which)]} />
    </svg>
  );
}

function readAs(by: Exclude<ColourBy, Class>, value: number) {
  const slider = SLIDERS.find((name) => FIELD_OF[name] === by);
  return slider === undefined ? percent(value) : figureOf(slider, value);
}

/** The shapes of stamps.ts as paths of radius 5. */
const OUTLINES: Record<Shape, string> = {
  disc: 'M5,0A5,5 0 1 1 -5,0A5,5 0 1 1 5,0',
  square: 'M-4.4,-4.4H4.4V4.4H-4.4Z',
  diamond: 'M0,-6.2L6.2,0L0,6.2L-6.2,0Z',
  triangle: 'M0,-6.5L5.8,4.5H-5.8Z',
  cross: 'M-2,-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z',
  wedge: 'M0,6.5L5.8,-4.5H-5.8Z',
  ring: 'M6,0A6,6 0 1 1 -6,0A6,6 0 1 1 6,0ZM3,0A3,3 0 1 0 -3,0A3,3 0 1 0 3,0',
  bar: 'M-6.5,-2.7H6.5V2.7H-6.5Z',
};
