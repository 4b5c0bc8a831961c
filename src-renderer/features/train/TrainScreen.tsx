/** Training a model on sounds of one's own, in three steps that stay in sight: the sounds, the training, the model. */

import { Tabs } from 'radix-ui';
import { useEffect } from 'react';
import { useApp } from '../../app/context.ts';
import { droppedSounds } from '../../app/files.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { chosenOf } from './datasets.ts';
import { gatherDropped } from './gather.ts';
import { openFaults } from './items-view.ts';
import { ModelStep } from './ModelStep.tsx';
import { runOf } from './runs.ts';
import { standing } from './run-view.ts';
import { SoundsStep } from './SoundsStep.tsx';
import { TrainingStep } from './TrainingStep.tsx';
import './TrainScreen.css';
import { TrainShelf } from './TrainShelf.tsx';
import type { Step } from './training.ts';
import { useDatasets, useRuns, useTrainView } from './useTrain.ts';

export function TrainScreen() {
  const { training: { datasets, runs, view }, connection: { pathOf } } = useApp();
  const step = useTrainView((state) => state.step);
  const known = useDatasets((state) => state.datasets !== null);
  const noSets = useDatasets((state) => state.datasets?.length === 0);
  const noRuns = useRuns((state) => state.runs === null || state.runs.length === 0);
  const empty = !known || (noSets && noRuns);
  useEffect(() => {
    datasets.refresh();
    runs.refresh();
  }, [datasets, runs]);
  return (
    <Tabs.Root asChild value={step} onValueChange={(next) => { view.setState({ step: next as Step }); }}>
      <main
        className="screen train"
        onDrop={(event) => {
          // What compares models by a sound takes its own.
          if (event.defaultPrevented) return;
          const files = droppedSounds(event.dataTransfer);
          if (files.length === 0) return;
          event.preventDefault();
          const to = step === 'sounds' ? 'chosen' : 'new';
          // A browser does not tell where a file lies: there it is sent.
          if (pathOf === null) void datasets.send(gatherDropped(event.dataTransfer), to);
          else void datasets.bring(files.map(pathOf).filter((path) => path !== ''), to);
          view.setState({ step: 'sounds' });
        }}
      >
        <header className="screen-head">
          <ScreenHeading>Train</ScreenHeading>
          <Steps />
        </header>
        <div className="train-body" data-empty={empty}>
          {!empty && <TrainShelf />}
          <Tabs.Content className="train-step" value="sounds">{known && <SoundsStep />}</Tabs.Content>
          <Tabs.Content className="train-step" value="training"><TrainingStep /></Tabs.Content>
          <Tabs.Content className="train-step" value="model"><ModelStep /></Tabs.Content>
        </div>
      </main>
    </Tabs.Root>
  );
}

/** The three steps, each with how it stands. */
function Steps() {
  const sounds = useDatasets((state) => soundsTold(chosenOf(state)?.counts.items ?? null, openFaults(state.items)));
  const run = useRuns(runOf);
  const told: Record<Step, string> = {
    sounds,
    training: run === null ? 'None yet' : standing(run),
    model: run === null ? 'None yet' : run.state === 'done' ? run.name : 'Comes with the training',
  };
  const step = (value: Step, number: number, name: string) => (
    <Tabs.Trigger className="train-step-tab" value={value}>
      <span className="train-step-number" aria-hidden>{number}</span>
      <span>{name}</span>
      <small>{told[value]}</small>
    </Tabs.Trigger>
  );
  return (
    <Tabs.List className="train-steps" aria-label="Steps">
      {step('sounds', 1, 'Sounds')}
      {step('training', 2, 'Training')}
      {step('model', 3, 'Model')}
    </Tabs.List>
  );
}

function soundsTold(count: number | null, open: number): string {
  if (count === null) return 'None yet';
  if (open > 0) return `${String(open)} to look at`;
  return count === 1 ? '1 sound' : `${String(count)} sounds`;
}
