/** The part of plotly.js (MIT) that draws the flat map's axes. */
declare module 'plotly.js-cartesian-dist-min' {
  export interface PlotElement extends HTMLElement {
    /** As it is now, while a drag goes on too; ranges of a logarithmic axis are log10. */
    layout: { xaxis: { range: [number, number] }; yaxis: { range: [number, number] } };
    on(event: 'plotly_relayouting' | 'plotly_relayout', listener: () => void): void;
  }
  const Plotly: {
    newPlot(element: HTMLElement, traces: readonly object[], layout: object, config: object): Promise<PlotElement>;
    relayout(element: HTMLElement, change: Record<string, unknown>): Promise<unknown>;
    purge(element: HTMLElement): void;
  };
  export default Plotly;
}
