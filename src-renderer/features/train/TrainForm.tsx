/** What a run is started with. */

import { GraduationCap } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Switch } from '../../components/Switch.tsx';

export function TrainForm({ running }: { running: boolean }) {
  const { training } = useApp();
  const [dir, setDir] = useState('');
  const [out, setOut] = useState('');
  const [epochs, setEpochs] = useState('200');
  const [seed, setSeed] = useState('1');
  const [resume, setResume] = useState(false);
  const [vocoder, setVocoder] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void training.start({ dir: dir.trim(), out: out.trim(), epochs: Number(epochs), seed: Number(seed), resume, vocoder });
  };
  return (
    <form className="train-form" onSubmit={submit}>
      <Field
        label="Folder of kicks"
        note="Its whole path on this machine; folders below it count too. At least 20 one-shots; the more, the better."
        required
        disabled={running}
        value={dir}
        onChange={(event) => { setDir(event.currentTarget.value); }}
      />
      <Field
        label="Folder of the model"
        note="It is made there, with its checkpoints, so that a run that was stopped can go on."
        required
        disabled={running}
        value={out}
        onChange={(event) => { setOut(event.currentTarget.value); }}
      />
      <div className="train-numbers">
        <Field label="Epochs" type="number" min={1} max={100_000} required disabled={running} value={epochs} onChange={(event) => { setEpochs(event.currentTarget.value); }} />
        <Field label="Seed" type="number" min={0} required disabled={running} value={seed} onChange={(event) => { setSeed(event.currentTarget.value); }} />
      </div>
      <Switch label="Go on with a run that was stopped" checked={resume} disabled={running} onChange={setResume} />
      <Switch label="Fine-tune the vocoder too" note="slower; for sounds unlike the ones it knows" checked={vocoder} disabled={running} onChange={setVocoder} />
      <div>
        <Button type="submit" primary icon={<GraduationCap size={16} />} disabled={running}>Train</Button>
      </div>
    </form>
  );
}
