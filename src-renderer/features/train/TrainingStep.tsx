/** The second step: what a training is to be, or how the one at hand goes. */

import { useRuns, useTrainView } from './useTrain.ts';
import { PlanForm } from './PlanForm.tsx';
import { runOf } from './runs.ts';
import { RunView } from './RunView.tsx';

export function TrainingStep() {
  const run = useRuns(runOf);
  const planning = useTrainView((state) => state.planning);
  return run === null || planning ? <PlanForm /> : <RunView run={run} />;
}
