/** How the latest pack stands, and what came of it. */

import { Play, RotateCw, Square } from 'lucide-react';
import type { PackProgress } from '../../../src-preload/contract/packs.ts';
import { useApp, usePacks } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { Figure } from '../../components/Figure.tsx';
import { Progress } from '../../components/Progress.tsx';
import { duration } from '../../session/figures.ts';
import type { PackStatus } from './packs.ts';

const PHASES: Record<PackProgress['phase'], string> = {
  make: 'Making sounds to choose among',
  write: 'Writing those that were chosen',
  finish: 'Contact sheet, drum map and licence',
};

export function PackRun({ status }: { status: PackStatus }) {
  const { packs } = useApp();
  const { state, asked, progress, result, error } = status;
  if (state === 'none') {
    return (
      <p>
        A pack is made of more sounds than it holds: copies of each other and of what the model learned from are left out, and of the rest those
        are taken that lie farthest apart. It comes with a licence, a manifest, a drum map for samplers and a contact sheet. The same seed and
        settings make the same pack again.
      </p>
    );
  }
  return (
    <div className="packs-run">
      <p className="packs-out">{result?.archive ?? result?.out ?? asked?.out}</p>
      {state === 'running' && <Running progress={progress} />}
      {state === 'stopped' && (
        <div className="packs-progress">
          <p role="status">Stopped. What was made stays in its folder.</p>
          <Button primary icon={<RotateCw size={16} />} onClick={() => void packs.resume()}>Go on</Button>
        </div>
      )}
      {error !== null && <p className="packs-error" role="alert">{error.message}. <small>{error.hint}</small></p>}
      {result !== null && <Outcome result={result} />}
    </div>
  );
}

function Running({ progress }: { progress: PackProgress | null }) {
  const { packs } = useApp();
  const { phase, done, total, etaSeconds } = progress ?? { phase: 'make', done: 0, total: 0, etaSeconds: null };
  const counted = phase !== 'finish' && total > 0;
  return (
    <>
      <div className="packs-progress">
        <Progress label={PHASES[phase]} share={counted ? done / total : null} />
        <Button icon={<Square size={16} />} onClick={() => void packs.cancel()}>Stop</Button>
      </div>
      <dl className="progress-figures">
        {counted && <div><dt>Sounds</dt><dd><Figure number={`${String(done)}/${String(total)}`} unit="" /></dd></div>}
        {etaSeconds !== null && <div><dt>Left</dt><dd className="figure">{duration(etaSeconds)}</dd></div>}
      </dl>
    </>
  );
}

function Outcome({ result: { kicks, asked, sheets } }: { result: NonNullable<PackStatus['result']> }) {
  const { packs } = useApp();
  const sheet = usePacks((state) => state.sheet);
  const held = kicks.filter(({ limited }) => limited).length;
  return (
    <>
      <p role="status">
        Done: {kicks.length} {kicks.length === 1 ? 'sound' : 'sounds'}.
        {kicks.length < asked && ` ${String(asked)} were asked for; the model makes no more that fit and are unlike each other.`}
        {held > 0 && ` ${String(held)} are below the loudness that was asked for: the true peak holds them.`}
      </p>
      {sheet !== null && <img className="packs-sheet" src={sheet.url} alt={`Contact sheet: outline, name and note of ${String(kicks.length)} sounds`} />}
      {sheet !== null && sheets > 1 && (
        <div className="packs-row">
          <Button disabled={sheet.page === 1} onClick={() => { packs.showSheet(sheet.page - 1); }}>Before</Button>
          <span className="figure">{sheet.page}/{sheets}</span>
          <Button disabled={sheet.page === sheets} onClick={() => { packs.showSheet(sheet.page + 1); }}>Next</Button>
        </div>
      )}
      <ul className="packs-kicks" aria-label="Sounds of the pack">
        {kicks.map(({ number, file, note, category }) => (
          <li key={number}>
            <button type="button" className="packs-kick" onClick={() => { packs.hear(number); }}>
              <Play size={16} aria-hidden />
              <span>{file}</span>
              <span className="figure">{note ?? '–'}</span>
              <small>{category}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
