/** Figures over the course of a run, as lines with named axes. Lines are told apart by dashes and marks, not by colour alone. */

import { useId } from 'react';
import { extentOf, linePath, placed, tidy, valueMarks, type AxisKind, type ChartPoint, type Extent } from './line-chart.ts';
import { Scale } from './Scale.tsx';
import './LineChart.css';

export interface ChartLine {
  name: string;
  points: readonly ChartPoint[];
}

export interface LineChartProps {
  /** What is charted: heading and accessible name. */
  name: string;
  /** Of the values; '' where they are plain numbers. */
  unit?: string;
  /** One to three; the first is drawn the strongest. */
  lines: readonly ChartLine[];
  kind?: AxisKind;
  /** A value that the axis reaches down to in any case. */
  floor?: number;
  /** First and last place of the horizontal axis. */
  across: Extent;
  /** What the horizontal axis counts. */
  acrossName: string;
}

/** The marks of the lines, in a box of -5 to 5: at a line's end and in the legend. */
const MARKS = ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z', 'M-3.5-3.5h7v7h-7Z', 'M0-4.5L4.5 4h-9Z'];

export function LineChart({ name, unit = '', lines, kind = 'linear', floor, across, acrossName }: LineChartProps) {
  const id = useId();
  const extent = extentOf(lines.map(({ points }) => points), kind, floor);
  const marks = extent === null ? [] : valueMarks(extent, kind);
  const told = lines.map((line) => `${line.name} ${latestText(line, unit)}`).join(', ');
  return (
    <figure className="line-chart">
      <figcaption>
        <span id={id}>{name}{unit !== '' && <small> {unit}</small>}</span>
        <ul>
          {lines.map((line, i) => (
            <li key={line.name} data-line={i}>
              <svg viewBox="-5 -5 10 10" width={10} height={10} aria-hidden="true"><path d={MARKS[i]} /></svg>
              {lines.length > 1 && <span>{line.name}</span>}
              <span className="figure">{latestText(line, '')}</span>
            </li>
          ))}
        </ul>
      </figcaption>
      <Scale marks={marks} kind="levels" />
      <div className="line-chart-area" role="img" aria-labelledby={id} aria-description={told}>
        {marks.map(({ at }) => <span key={at} className="line-chart-rule" style={{ top: `${100 * at}%` }} />)}
        {extent !== null && (
          <>
            <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
              {lines.map((line, i) => <path key={line.name} data-line={i} d={linePath(line.points, across, extent, kind)} vectorEffect="non-scaling-stroke" />)}
            </svg>
            {lines.map((line, i) => {
              const last = lastOf(line);
              const at = last === undefined ? null : placed(last, across, extent, kind);
              return at !== null && (
                <svg key={line.name} className="line-chart-mark" data-line={i} viewBox="-5 -5 10 10" width={10} height={10} style={{ left: `${100 * at.x}%`, top: `${100 * at.y}%` }} aria-hidden="true">
                  <path d={MARKS[i]} />
                </svg>
              );
            })}
          </>
        )}
      </div>
      <div className="line-chart-across figure" aria-hidden="true">
        <span>{across.low}</span>
        <small>{acrossName}</small>
        <span>{across.high}</span>
      </div>
    </figure>
  );
}

const lastOf = ({ points }: ChartLine): ChartPoint | undefined => points.findLast(({ y }) => y !== null && Number.isFinite(y));

function latestText(line: ChartLine, unit: string): string {
  const y = lastOf(line)?.y ?? null;
  return y === null ? '\u2013' : `${tidy(y)}${unit === '' ? '' : ` ${unit}`}`;
}
