/** Where a saved kick came from: the model, the seed, the sliders and the effects that made it, or the file it is. */

import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { sliderLabels } from '../../../src-preload/contract/instrument-words.ts';
import type { Instrument } from '../../../src-preload/contract/instruments.ts';
import type { KickDetails, SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { SLIDERS } from '../../../src-preload/contract/sliders.ts';
import { useApp } from '../../app/context.ts';
import { percent } from '../../session/figures.ts';
import { SHORT_NAMES } from '../effects/chain.ts';

/** @param info What the library tells of it; null until it does. */
export function Origin({ kick, info }: { kick: SavedKick; info: KickDetails | null }) {
  const instrument = useStore(useApp().models, ({ models }) => models?.find(({ id }) => id === kick.bundleId)?.instrument);
  return (
    <dl className="details-origin">
      {kick.kind === 'imported' ? (
        <Fact name="File">{kick.missing ? <strong>Not there any more: </strong> : null}{kick.file}</Fact>
      ) : (
        <>
          <Fact name="Model">{kick.bundleName}</Fact>
          {kick.seed !== null && <Fact name="Seed"><span className="figure">{kick.seed}</span></Fact>}
          {kick.note !== null && <Fact name="Tuned to"><span className="figure">{kick.note}</span></Fact>}
          {info?.origin !== null && info !== null && <Made origin={info.origin} instrument={instrument} />}
        </>
      )}
      <Fact name={kick.kind === 'imported' ? 'Imported' : 'Saved'}><span className="figure">{new Date(kick.savedAt).toLocaleString()}</span></Fact>
      {info !== null && <Fact name="Sound"><span className="figure">{info.sampleRate / 1000}</span> kHz, <span className="figure">{info.samples}</span> samples</Fact>}
    </dl>
  );
}

/** What of its making is not as a kick of chance has it. */
function Made({ origin: { set, components, pitchCurve, exchanged, effects }, instrument }: { origin: NonNullable<KickDetails['origin']>; instrument: Instrument | undefined }) {
  const sliders = SLIDERS.filter((slider) => set[slider] !== undefined);
  const moved = components.length;
  const parts = Object.keys(exchanged);
  const chain = effects.filter(({ bypass }) => !bypass).map(({ type }) => SHORT_NAMES[type]);
  return (
    <>
      {sliders.length > 0 && <Fact name="Sliders">{sliders.map((slider) => `${sliderLabels(instrument)[slider]} ${percent(set[slider] ?? null).number}\u00a0%`).join(', ')}</Fact>}
      {moved > 0 && <Fact name="Components">{moved} moved</Fact>}
      {pitchCurve.length > 0 && <Fact name="Pitch">pulled at {pitchCurve.length} {pitchCurve.length === 1 ? 'point' : 'points'}</Fact>}
      {parts.length > 0 && <Fact name="Parts of others">{parts.join(', ')}</Fact>}
      {chain.length > 0 && <Fact name="Effects">{chain.join(' \u203a ')}</Fact>}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>;
}
