/** The model's name as a button, and what it opens: what the model was trained on, then its card. */

import { Info } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import type { Result } from '../../../src-preload/contract/result.ts';
import { useApp } from '../../app/context.ts';
import { DialogFrame } from '../../components/Dialog.tsx';
import type { ModelInfo } from '../../session/session.ts';
import './AboutModel.css';
import { countsOf, settingsOf, shortDigest, type Fact, type ModelCard } from './facts.ts';
import { Markdown } from './Markdown.tsx';

export function AboutModel({ model }: { model: ModelInfo }) {
  return (
    <Dialog.Root>
      <Dialog.Trigger asChild>
        <button type="button" className="about-model" aria-label={`${model.name}: about this model`}>
          <Info size={16} />
          <span>{model.name}</span>
        </button>
      </Dialog.Trigger>
      <DialogFrame title="About this model" wide>
        <Contents model={model} />
      </DialogFrame>
    </Dialog.Root>
  );
}

/** Mounted while the dialog is open, so the card is only asked for when it is looked at. */
function Contents({ model }: { model: ModelInfo }) {
  const { api } = useApp().connection;
  const [answer, setAnswer] = useState<Result<ModelCard> | null>(null);
  useEffect(() => {
    const closed = new AbortController();
    void api.models.card({ model: model.id }, { signal: closed.signal }).then((result) => {
      if (!closed.signal.aborted) setAnswer(result);
    });
    return () => { closed.abort(); };
  }, [api, model.id]);
  if (answer === null) return <p role="status">Reading what it was trained on&hellip;</p>;
  if (!answer.ok) {
    const { message, hint } = answer.error;
    return <p className="about-error" role="alert">{message}. <small>{hint}</small></p>;
  }
  return (
    <div className="about-text">
      <Facts told={answer.value} dir={model.dir} />
      <Markdown text={answer.value.card} level={3} />
    </div>
  );
}

function Facts({ told: { id, name, latentSize, training }, dir }: { told: ModelCard; dir: string }) {
  return (
    <dl className="facts">
      <dt>Model</dt>
      <dd className="facts-row">
        <span>{name}</span>
        <span className="figure">{id}</span>
        <FactView fact={{ figure: String(latentSize), words: 'numbers to a sound' }} />
      </dd>
      <dt>Trained on</dt>
      <dd className="facts-row">{countsOf(training).map((fact) => <FactView key={fact.words} fact={fact} />)}</dd>
      <dt>Licences and credits</dt>
      <dd>
        <ul>{training.licences.map((licence) => <li key={licence}>{licence}</li>)}</ul>
      </dd>
      <dt>Settings</dt>
      <dd className="facts-row">{settingsOf(training, latentSize).map((fact) => <FactView key={fact.words} fact={fact} />)}</dd>
      <dt>Seed</dt>
      <dd className="figure">{training.seed}</dd>
      <dt>Data set</dt>
      <dd className="figure" title={training.datasetDigest}><small>sha256</small> {shortDigest(training.datasetDigest)}</dd>
      <dt>Started from</dt>
      <dd>{training.from === null ? 'fresh weights' : <span className="figure">{training.from}</span>}</dd>
      <dt>Folder</dt>
      <dd>{dir}</dd>
    </dl>
  );
}

function FactView({ fact: { figure, words } }: { fact: Fact }) {
  return <span><span className="figure">{figure}</span> <small>{words}</small></span>;
}
