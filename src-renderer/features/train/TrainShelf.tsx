/** What there is: sets of sounds, and training runs. */

import { useApp } from '../../app/context.ts';
import { grouped } from '../../session/figures.ts';
import { BringButton } from './BringForm.tsx';
import { isUnderWay } from './runs.ts';
import { shareOfRun, standing } from './run-view.ts';
import { useDatasets, useRuns, useTrainView } from './useTrain.ts';

export function TrainShelf() {
  const { training: { datasets, runs, view } } = useApp();
  const sets = useDatasets((state) => state.datasets);
  const set = useDatasets((state) => state.chosen);
  const list = useRuns((state) => state.runs);
  const run = useRuns((state) => state.chosen);
  const planning = useTrainView((state) => state.planning);
  const step = useTrainView((state) => state.step);
  const onSounds = step === 'sounds' || (step === 'training' && planning);
  return (
    <nav className="train-shelf" aria-label="Sounds and trainings">
      <div className="train-shelf-head"><h2>Sets of sounds</h2><BringButton to="new" /></div>
      <ul>
        {sets?.map(({ id, name, counts }) => (
          <li key={id}>
            <button
              type="button"
              className="train-shelf-item"
              aria-current={id === set && onSounds}
              onClick={() => {
                datasets.choose(id);
                if (!onSounds) view.setState({ step: 'sounds' });
              }}
            >
              <span>{name}</span>
              <small>{grouped(counts.items)} {counts.items === 1 ? 'sound' : 'sounds'}</small>
            </button>
          </li>
        ))}
      </ul>
      {list !== null && list.length > 0 && (
        <>
          <div className="train-shelf-head"><h2>Trainings</h2></div>
          <ul>
            {list.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  className="train-shelf-item"
                  aria-current={each.id === run && !onSounds}
                  onClick={() => {
                    runs.choose(each.id);
                    view.setState({ step: each.state === 'done' ? 'model' : 'training', planning: false });
                  }}
                >
                  <span>{each.name}</span>
                  <small>{standing(each)}</small>
                  {isUnderWay(each) && <span className="train-shelf-bar" aria-hidden style={{ '--share': shareOfRun(each) ?? 0 } as React.CSSProperties} />}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </nav>
  );
}
