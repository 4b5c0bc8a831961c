/** How the latest run stands, and what came of it. */

import { Square } from 'lucide-react';
import { useApp, useTraining } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Progress } from '../../components/Progress.tsx';
import type { TrainProgress } from '../../../src-preload/contract/training.ts';
import { duration } from './course.ts';
import { LossChart } from './LossChart.tsx';
import type { TrainStatus } from './training.ts';

const PHASES: Record<TrainProgress['phase'], string> = {
  prepare: 'Preparing the sounds',
  pca: 'Finding the main directions',
  train: 'Training',
  inversion: 'Training the way back to sound',
  vocoder: 'Fine-tuning the vocoder',
  finish: 'Measuring and writing the model',
};

export function TrainRun({ status }: { status: TrainStatus }) {
  const course = useTraining((state) => state.course);
  if (status.state === 'none') {
    return (
      <p>
        A model learns what its kicks have in common; everything on the other screens is made by one. The shipped model knows kicks of all kinds.
        Train one on your own and it makes yours.
      </p>
    );
  }
  return (
    <div className="train-run">
      <p className="train-out">{status.out}</p>
      {status.state === 'running' && <Running progress={status.progress} />}
      {course !== null && course.points.length > 1 && <LossChart course={course} />}
      {status.error !== null && <p className="train-error" role="alert">{status.error.message}. <small>{status.error.hint}</small></p>}
      {status.result !== null && <Outcome result={status.result} />}
    </div>
  );
}

function Running({ progress }: { progress: TrainProgress | null }) {
  const { training } = useApp();
  const { phase, epoch, epochs, step, steps, etaSeconds, losses } = progress ?? { phase: 'prepare', epoch: 0, epochs: 0, step: 0, steps: 0, etaSeconds: null, losses: {} };
  return (
    <>
      <div className="train-progress">
        <Progress label={PHASES[phase]} share={steps === 0 ? null : step / steps} />
        <Button icon={<Square size={16} />} onClick={() => void training.cancel()}>Stop</Button>
      </div>
      <dl className="progress-figures">
        {epochs > 0 && epoch > 0 && <div><dt>Epoch</dt><dd><Figure number={`${String(epoch)}/${String(epochs)}`} unit="" /></dd></div>}
        {steps > 0 && <div><dt>Step</dt><dd><Figure number={`${String(step)}/${String(steps)}`} unit="" /></dd></div>}
        {etaSeconds !== null && <div><dt>Left</dt><dd className="figure">{duration(etaSeconds)}</dd></div>}
        {Object.entries(losses).map(([name, value]) => <div key={name}><dt>{name}</dt><dd><Figure number={value.toPrecision(3)} unit="" /></dd></div>)}
      </dl>
    </>
  );
}

function Outcome({ result: { stopped, bundleId, bestEpoch, used, rejected } }: { result: NonNullable<TrainStatus['result']> }) {
  return (
    <>
      {stopped === 'cancelled'
        ? <p>Stopped. Its checkpoint stays: train again with the same settings and &ldquo;Go on with a run that was stopped&rdquo;.</p>
        : <p>Done: model <span className="figure">{bundleId?.slice(0, 12)}</span> from {used} kicks, best at epoch {bestEpoch}.</p>}
      {rejected.length > 0 && (
        <details className="train-rejected">
          <summary>{rejected.length} files were left out</summary>
          <ul>{rejected.map(({ file, message }) => <li key={file}>{message}</li>)}</ul>
        </details>
      )}
    </>
  );
}
