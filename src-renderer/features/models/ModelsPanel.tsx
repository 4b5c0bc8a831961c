/** The models of this machine: which one answers, another, and what is done with each. */

import { PackageOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { readFile } from '../../app/files.ts';
import { Button } from '../../components/Button.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ModelCompare } from './ModelCompare.tsx';
import { ModelRow } from './ModelRow.tsx';
import { MODEL_EXTENSION } from './models.ts';
import './models.css';

export function ModelsPanel() {
  const { models } = useApp();
  const { models: installed, removed, working } = useStore(models);
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => void models.refresh(), [models]);
  return (
    <Panel title="Models on this machine">
      <ul className="models-list" aria-busy={working !== null}>
        {installed?.map((model) => <ModelRow key={model.dir} model={model} disabled={working !== null} />)}
      </ul>
      <div className="models-foot">
        <Button icon={<PackageOpen size={16} aria-hidden />} disabled={working !== null} onClick={() => { chooser.current?.click(); }}>Install a model</Button>
        <input
          ref={chooser}
          type="file"
          accept={MODEL_EXTENSION}
          hidden
          aria-label="Model file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file !== undefined) void readFile(file).then(({ name, bytes }) => models.bring(name, bytes));
          }}
        />
        <p role="status">{working === null ? `Or drop a ${MODEL_EXTENSION} file anywhere.` : <>{working}&hellip;</>}</p>
      </div>
      {removed.length > 0 && (
        <details className="models-trash">
          <summary>{removed.length === 1 ? '1 model' : `${String(removed.length)} models`} in the trash</summary>
          <ul>
            {removed.map(({ id, name, removedAt }) => (
              <li key={`${id} ${removedAt}`}>
                <span>{name}</span>
                <Button disabled={working !== null} onClick={() => void models.putBack(id)}>Put back<span className="visually-hidden"> {name}</span></Button>
              </li>
            ))}
          </ul>
          <Button disabled={working !== null} onClick={() => void models.emptyTrash()}>Delete for good</Button>
        </details>
      )}
      {installed !== null && installed.length > 1 && <ModelCompare installed={installed} />}
    </Panel>
  );
}
