/** What a training is to be: how much is done, on which terms, and for those who want them the finer settings. */

import { GraduationCap, Timer, TriangleAlert } from 'lucide-react';
import { useEffect, useState, type ReactNode, type SyntheticEvent } from 'react';
import { PRESETS, type PresetName } from '../../../src-preload/contract/training-presets.ts';
import { LEAST_SOUNDS } from '../../../src-preload/contract/training-sizes.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Options } from '../../components/Options.tsx';
import { Switch } from '../../components/Switch.tsx';
import { duration } from '../../session/figures.ts';
import { chosenOf } from './datasets.ts';
import { LicenceFields, NO_TERMS, type Terms } from './LicenceFields.tsx';
import { asked, PLAIN, type Advanced } from './plan.ts';
import { isUnderWay } from './runs.ts';
import { useDatasets, useRuns } from './useTrain.ts';
import { VariationFields } from './VariationFields.tsx';
import { fewWords } from './words.ts';

const PRESET_LABELS: Record<PresetName, string> = { quick: 'Quick', good: 'Good', best: 'Best' };

export function PlanForm() {
  const { training: { datasets, runs, view } } = useApp();
  const dataset = useDatasets(chosenOf);
  const busy = useRuns((state) => state.runs?.some(isUnderWay) ?? false);
  const models = useRuns((state) => state.models);
  const [preset, setPreset] = useState<PresetName>('good');
  const [name, setName] = useState('');
  const [terms, setTerms] = useState<Terms>(NO_TERMS);
  const [advanced, setAdvanced] = useState<Advanced>(PLAIN);
  const id = dataset?.id ?? null;
  const { epochs, batch, from } = advanced;
  const used = dataset?.counts.used ?? 0;
  useEffect(() => {
    if (id !== null && used > 0) runs.reckon(asked(id, preset, { ...PLAIN, epochs, batch, from }).estimate);
  }, [runs, id, used, preset, epochs, batch, from]);
  if (dataset === null) return <p className="train-note">Bring sounds in first: a training learns from a set of them.</p>;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void (async () => {
      if (dataset.licence === null) await datasets.describe({ licence: { ...terms, text: terms.text.trim() } });
      if (await runs.start({ ...asked(dataset.id, preset, advanced).start, name: name.trim() === '' ? dataset.name : name.trim() })) view.setState({ planning: false });
    })();
  };
  const few = fewWords(used);
  const set = (change: Partial<Advanced>): void => { setAdvanced((before) => ({ ...before, ...change })); };
  return (
    <form className="train-plan" aria-label="A new training" onSubmit={submit}>
      <header className="train-run-head">
        <h2>Train on {dataset.name}</h2>
        <p>{dataset.counts.used} {dataset.counts.used === 1 ? 'sound' : 'sounds'}</p>
        <RunAtHand />
      </header>
      {few !== null && <p className="train-estimate" role="note"><TriangleAlert size={16} aria-hidden />{few}</p>}
      <Options
        name="How much"
        options={(Object.keys(PRESETS) as PresetName[]).map((value) => ({ value, label: PRESET_LABELS[value], note: PRESETS[value].summary }))}
        value={preset}
        onChange={setPreset}
      />
      <EstimateLine />
      <Field label="Name of the model" placeholder={dataset.name} value={name} onChange={(event) => { setName(event.currentTarget.value); }} />
      {dataset.licence === null
        ? <LicenceFields terms={terms} onChange={setTerms} />
        : <p className="train-note">Its sounds are used on these terms: {dataset.licence.text}{dataset.licence.source !== '' && `, from ${dataset.licence.source}`}.</p>}
      <Fold title="Variations of the sounds">
        <p className="train-note">While it learns, a model hears each sound in variations of it, so that it knows more than twenty or two hundred. Less keeps it closer to your sounds, more makes it freer.</p>
        <VariationFields amounts={advanced.amounts} onHear={() => { datasets.hearVaried(advanced.amounts); }} onChange={(amounts) => { set({ amounts }); }} />
      </Fold>
      <Fold title="Finer settings">
        <div className="train-numbers">
          <Field label="Epochs" type="number" min={1} max={100_000} placeholder="as the preset" value={advanced.epochs} onChange={(event) => { set({ epochs: event.currentTarget.value }); }} />
          <Field label="Sounds a step" type="number" min={2} max={256} required value={advanced.batch} onChange={(event) => { set({ batch: event.currentTarget.value }); }} />
          <Field label="Seed" type="number" min={0} required value={advanced.seed} onChange={(event) => { set({ seed: event.currentTarget.value }); }} />
          <Field label="Beta, on the sum" type="number" min={0} max={1} step="any" required value={advanced.beta} onChange={(event) => { set({ beta: event.currentTarget.value }); }} />
        </div>
        <label className="train-from">
          <span>Starts from</span>
          <select value={advanced.from} onChange={(event) => { set({ from: event.currentTarget.value }); }}>
            <option value="">What suits the number of sounds</option>
            <option value="none">Nothing: fresh weights</option>
            {models.map((model) => <option key={model.dir} value={model.dir}>{model.name}</option>)}
          </select>
        </label>
        <Switch label="Fine-tune the vocoder too" note="slower; for sounds unlike the ones it knows" checked={advanced.vocoder} onChange={(vocoder) => { set({ vocoder }); }} />
      </Fold>
      <div className="train-go">
        <Button type="submit" primary icon={<GraduationCap size={16} />} disabled={used < LEAST_SOUNDS}>{busy ? 'Queue it' : 'Train'}</Button>
        {busy && <small>Another training is under way; this one waits its turn.</small>}
      </div>
    </form>
  );
}

/** What is seldom needed, and is there only while it is open. */
function Fold({ title, children }: { title: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="train-advanced" open={open} onToggle={(event) => { setOpen(event.currentTarget.open); }}>
      <summary>{title}</summary>
      {open && children}
    </details>
  );
}

/** The way back to the run at hand, where there is one. */
function RunAtHand() {
  const { training: { view } } = useApp();
  const some = useRuns((state) => (state.runs?.length ?? 0) > 0);
  return some && <Button onClick={() => { view.setState({ planning: false }); }}>Back to the training</Button>;
}

/** How long it will take, as this machine was measured. */
function EstimateLine() {
  const estimate = useRuns((state) => state.estimate);
  if (estimate === null) return null;
  const { answer } = estimate;
  return (
    <p className="train-estimate" role="status">
      <Timer size={16} aria-hidden />
      {answer === null && 'Measuring a few steps on this machine\u2026'}
      {answer !== null && 'error' in answer && `${answer.error.message}. ${answer.error.hint}`}
      {answer !== null && 'plan' in answer && (
        <span>
          About <span className="figure">{duration(answer.plan.seconds)}</span>, {duration(answer.plan.low)} to {duration(answer.plan.high)}. <small>{answer.plan.why}.</small>
        </span>
      )}
    </p>
  );
}
