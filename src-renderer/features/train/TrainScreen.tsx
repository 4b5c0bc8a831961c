/** Training a model on kicks of one's own: what with, how it goes, and which models there are. */

import { useEffect } from 'react';
import { useApp, useTraining } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { Panel } from '../../components/Panel.tsx';
import { TrainForm } from './TrainForm.tsx';
import { TrainRun } from './TrainRun.tsx';
import './TrainScreen.css';

export function TrainScreen() {
  const { training } = useApp();
  const status = useTraining((state) => state.status);
  const models = useTraining((state) => state.models);
  useEffect(() => void training.refresh(), [training]);
  return (
    <main className="screen">
      <header className="screen-head">
        <ScreenHeading>Train</ScreenHeading>
      </header>
      <div className="screen-body train">
        <Panel title="A new model">
          <TrainForm running={status?.state === 'running'} />
        </Panel>
        <div className="train-side">
          <Panel title="The latest run">
            {status !== null && <TrainRun status={status} />}
          </Panel>
          <Panel title="Models on this machine">
            <ul className="train-models">
              {models.map(({ id, name, dir, factory }) => (
                <li key={dir}>
                  <span>{name}{factory && <small> shipped</small>}</span>
                  <span className="figure">{id.slice(0, 12)}</span>
                  <small>{dir}</small>
                </li>
              ))}
            </ul>
            <p>Another one answers when Kicklab is started with <code>--model FOLDER</code>.</p>
          </Panel>
        </div>
      </div>
    </main>
  );
}
