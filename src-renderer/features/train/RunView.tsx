/** How a training run goes: its progress, its charts, and what can be done with it. */

import { FastForward, GraduationCap, Pause, Play, Square, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp } from '../../app/context.ts';
import { LineChart } from '../../charts/LineChart.tsx';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Progress } from '../../components/Progress.tsx';
import { duration } from '../../session/figures.ts';
import { actionsOf, chartsOf, PHASE_WORDS, shareOfRun, standing, type RunAction } from './run-view.ts';
import { isUnderWay, type Run } from './runs.ts';
import { StripPanel } from './StripPanel.tsx';
import { useRuns } from './useTrain.ts';

const ACTIONS: Record<RunAction, { label: string; icon: ReactNode }> = {
  pause: { label: 'Pause', icon: <Pause size={16} aria-hidden /> },
  resume: { label: 'Continue', icon: <Play size={16} aria-hidden /> },
  cancel: { label: 'Stop', icon: <Square size={16} aria-hidden /> },
  hasten: { label: 'Do it next', icon: <FastForward size={16} aria-hidden /> },
  forget: { label: 'Forget', icon: <Trash2 size={16} aria-hidden /> },
};

export function RunView({ run }: { run: Run }) {
  const { training: { runs, view } } = useApp();
  const { id, name, preset, source, state, error } = run;
  return (
    <div className="train-run">
      <header className="train-run-head">
        <h2>{name}</h2>
        <p role="status">{standing(run)}</p>
        {actionsOf(run).map((action) => (
          <Button key={action} primary={action === 'resume'} icon={ACTIONS[action].icon} onClick={() => void runs[action](id)}>{ACTIONS[action].label}</Button>
        ))}
        {state === 'done' && <Button primary onClick={() => { view.setState({ step: 'model' }); }}>See the model</Button>}
        <Button icon={<GraduationCap size={16} aria-hidden />} onClick={() => { view.setState({ planning: true }); }}>Another training</Button>
      </header>
      <p className="train-run-of">{PRESET_NAMES[preset]}, from {source}</p>
      {state === 'interrupted' && <p className="train-note">It was interrupted, by a crash or a closed window. Nothing up to the last epoch is lost: Continue goes on from there, and ends with the same model.</p>}
      {error !== null && <p className="train-error" role="alert">{error.message}. <small>{error.hint}</small></p>}
      {isUnderWay(run) && <RunProgress run={run} />}
      <StripPanel />
      <RunCharts run={run} />
    </div>
  );
}

const PRESET_NAMES: Record<Run['preset'], string> = { quick: 'Quick', good: 'Good', best: 'Best' };

function RunProgress({ run }: { run: Run }) {
  const { progress } = run;
  const { phase, epoch, epochs, step, steps, etaSeconds } = progress ?? { phase: 'prepare' as const, epoch: 0, epochs: 0, step: 0, steps: 0, etaSeconds: null };
  return (
    <div className="train-progress">
      <Progress label={PHASE_WORDS[phase]} share={shareOfRun(run)} />
      <dl>
        {epochs > 0 && epoch > 0 && <div><dt>Epoch</dt><dd><Figure number={`${String(epoch)}/${String(epochs)}`} unit="" /></dd></div>}
        {steps > 0 && <div><dt>Step</dt><dd><Figure number={`${String(step)}/${String(steps)}`} unit="" /></dd></div>}
        {etaSeconds !== null && <div><dt>Left</dt><dd className="figure">{duration(etaSeconds)}</dd></div>}
      </dl>
    </div>
  );
}

function RunCharts({ run: { epochs, progress } }: { run: Run }) {
  const history = useRuns((state) => state.history);
  if (history === null || history.epochs.length === 0) return <p className="train-note">Its charts begin with the first whole epoch.</p>;
  const last = Math.max(epochs ?? 0, progress?.epochs ?? 0, history.epochs.length);
  return (
    <section className="train-charts" aria-label="Figures of the training">
      {chartsOf(history.epochs).map((chart) => <LineChart key={chart.name} {...chart} across={{ low: 1, high: Math.max(2, last) }} acrossName="epoch" />)}
    </section>
  );
}
