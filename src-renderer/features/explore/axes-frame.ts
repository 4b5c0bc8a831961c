/**
 * The axes of the flat map: plotly draws grid, ticks and titles, and has the pan and the zoom. The points are not its own
 * (`stamps.ts` says why). It is loaded with the first map.
 */

import { colourOf } from '../../styles/theme.ts';
import type { Axis, Span } from './arrange.ts';
import type { Frame } from './projection.ts';

export interface AxesFrame {
  /** What is shown of both axes now, in coordinates. */
  spans(): [Span, Span];
  show(spans: readonly [Span, Span]): void;
  /** Takes the colours of the theme that is shown now. */
  restyle(): void;
  close(): void;
}

export interface FrameAxis extends Axis {
  /** As it is written on the map. */
  name: string;
  span: Span;
}

/** Room for ticks and titles, CSS pixels. */
const MARGIN = { left: 58, right: 12, top: 12, bottom: 48 };

/** Where the points are drawn in a map of a size. */
export function plotArea(width: number, height: number): Frame {
  return { left: MARGIN.left, top: MARGIN.top, width: Math.max(1, width - MARGIN.left - MARGIN.right), height: Math.max(1, height - MARGIN.top - MARGIN.bottom) };
}

/** 1, 2, 5, 10, ... written out, where plotly would leave the zeros away. */
const LOG_TICKS = (() => {
  const tickvals = [0, 1, 2, 3, 4].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));
  return { tickvals, ticktext: tickvals.map((value) => (value < 1000 ? String(value) : `${value / 1000}k`)) };
})();

/** plotly's own style element is refused by the page's policy; what is needed of it stands in MapView.css, and this tells plotly so. */
const STYLE_ID = 'plotly.js-style-global';
function declareStyles(): void {
  if (document.getElementById(STYLE_ID) !== null) return;
  const marker = document.createElement('meta');
  marker.id = STYLE_ID;
  marker.className = 'no-inline-styles';
  document.head.append(marker);
}

/** @param onMove Called whenever the spans have changed. */
export async function createAxesFrame(host: HTMLElement, axes: readonly [FrameAxis, FrameAxis], onMove: () => void): Promise<AxesFrame> {
  declareStyles();
  const { default: Plotly } = await import('plotly.js-cartesian-dist-min');
  const font = (name: 'words' | 'mono'): string => getComputedStyle(host).getPropertyValue(`--${name}`);
  const inks = () => ({ text: colourOf(host, 'ink-secondary'), line: colourOf(host, 'hairline') });
  const { text, line } = inks();
  const axis = ({ name, log, span: { low, high } }: FrameAxis) => ({
    type: log ? 'log' : 'linear',
    range: [low, high],
    title: { text: name, standoff: 8, font: { size: 13, color: text } },
    gridcolor: line,
    linecolor: line,
    tickfont: { family: font('mono'), size: 11, color: text },
    ...(log ? { tickmode: 'array', ...LOG_TICKS } : { nticks: 9 }),
    zeroline: false,
    showline: true,
    automargin: false,
  });
  const plot = await Plotly.newPlot(
    host,
    // Without a trace plotly would draw axes from -1 to 6.
    [{ type: 'scatter', mode: 'markers', x: [null], y: [null], hoverinfo: 'skip' }],
    {
      autosize: true,
      dragmode: 'pan',
      hovermode: false,
      showlegend: false,
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      font: { family: font('words'), color: text },
      margin: { l: MARGIN.left, r: MARGIN.right, t: MARGIN.top, b: MARGIN.bottom, pad: 0 },
      xaxis: axis(axes[0]),
      yaxis: axis(axes[1]),
    },
    { displayModeBar: false, displaylogo: false, showSendToCloud: false, showTips: false, scrollZoom: true, doubleClick: 'reset', responsive: true },
  );
  plot.on('plotly_relayouting', onMove);
  plot.on('plotly_relayout', onMove);
  const spanOf = ([low, high]: [number, number]): Span => ({ low, high });
  return {
    spans: () => [spanOf(plot.layout.xaxis.range), spanOf(plot.layout.yaxis.range)],
    show: ([x, y]) => { void Plotly.relayout(plot, { 'xaxis.range': [x.low, x.high], 'yaxis.range': [y.low, y.high] }); },
    restyle: () => {
      const now = inks();
      const ofAxis = (axis: string) => ({
        [`${axis}.title.font.color`]: now.text,
        [`${axis}.tickfont.color`]: now.text,
        [`${axis}.gridcolor`]: now.line,
        [`${axis}.linecolor`]: now.line,
      });
      void Plotly.relayout(plot, { ...ofAxis('xaxis'), ...ofAxis('yaxis') });
    },
    close: () => { Plotly.purge(host); },
  };
}
