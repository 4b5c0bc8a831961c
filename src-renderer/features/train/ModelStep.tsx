/** The third step: what came of the training at hand. */

import { Check } from 'lucide-react';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { grouped } from '../../session/figures.ts';
import { ModelsPanel } from '../models/ModelsPanel.tsx';
import { runOf, type Run } from './runs.ts';
import { QualityPanel } from './QualityPanel.tsx';
import { StripPanel } from './StripPanel.tsx';
import { useRuns } from './useTrain.ts';

export function ModelStep() {
  const run = useRuns(runOf);
  const { training: { view } } = useApp();
  if (run?.state !== 'done' || run.result === null) {
    return (
      <div className="train-run">
        <div className="train-note">
          <p>A model comes of a training that was not stopped.</p>
          <Button onClick={() => { view.setState({ step: 'training' }); }}>To the training</Button>
        </div>
        <ModelsPanel />
      </div>
    );
  }
  return <Outcome run={run} result={run.result} />;
}

function Outcome({ run: { name, out }, result: { bundleId, bestEpoch, used, rejected } }: { run: Run; result: NonNullable<Run['result']> }) {
  const { models, notices } = useApp();
  const current = useRuns(({ models: all }) => all.some(({ id, current: answers }) => answers && id === bundleId));
  const use = async (): Promise<void> => {
    if (await models.use({ dir: out })) notices.tell({ text: `${name} makes the sounds now`, action: { label: 'Hear some in Design', run: () => { location.hash = '#design'; } } });
  };
  return (
    <div className="train-run">
      <header className="train-run-head">
        <h2>{name}</h2>
        <p role="status">{current ? 'In use. ' : ''}From {grouped(used)} sounds, best at epoch {bestEpoch}</p>
        <Button primary icon={<Check size={16} aria-hidden />} disabled={current} onClick={() => void use()}>{current ? 'In use' : 'Use this model'}</Button>
      </header>
      <p className="train-run-of">Model <span className="figure">{bundleId?.slice(0, 12)}</span>, in {out}</p>
      <StripPanel />
      <QualityPanel />
      <ModelsPanel />
      {rejected.length > 0 && (
        <details className="train-rejected">
          <summary>{rejected.length === 1 ? '1 sound' : `${grouped(rejected.length)} sounds`} could not be used</summary>
          <ul>{rejected.map(({ file, message }) => <li key={file}>{message}</li>)}</ul>
        </details>
      )}
    </div>
  );
}
