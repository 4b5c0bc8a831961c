/** Many kicks at once, as files in a folder. */

import { FolderDown, Square } from 'lucide-react';
import { useState, type SyntheticEvent } from 'react';
import { useApp, usePacks, useSession } from '../../app/context.ts';
import { ScreenHeading } from '../../app/ScreenHeading.tsx';
import { Button } from '../../components/Button.tsx';
import { Field } from '../../components/Field.tsx';
import { Panel } from '../../components/Panel.tsx';
import { Progress } from '../../components/Progress.tsx';
import { Switch } from '../../components/Switch.tsx';
import type { PackRun } from './packs.ts';
import './PacksScreen.css';

/** As many as four digits name. */
const MOST = 9999;

export function PacksScreen() {
  const run = usePacks((state) => state.run);
  return (
    <main className="screen">
      <header className="screen-head">
        <ScreenHeading>Packs</ScreenHeading>
      </header>
      <div className="screen-body packs">
        <Panel title="A new pack">
          <PackForm running={run?.state === 'running'} />
        </Panel>
        <Panel title="The latest pack">
          {run === null
            ? <p>Random kicks of the model, each another one, as 24-bit WAV files in a folder: to audition in your DAW, to share, to train on. The same seed makes the same pack again.</p>
            : <Run run={run} />}
        </Panel>
      </div>
    </main>
  );
}

function PackForm({ running }: { running: boolean }) {
  const { packs, session } = useApp();
  const effects = useSession((state) => state.effects.length);
  const [out, setOut] = useState('');
  const [count, setCount] = useState('16');
  const [seed, setSeed] = useState('1');
  const [note, setNote] = useState('');
  const [through, setThrough] = useState(false);
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void packs.make({
      out: out.trim(),
      count: Number(count),
      seed: Number(seed),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(through ? { effects: session.getState().effects } : {}),
    });
  };
  return (
    <form className="packs-form" onSubmit={submit}>
      <Field
        label="Folder"
        note="Its whole path on this machine; it is made where it is not there. Files of the same number are replaced."
        required
        disabled={running}
        value={out}
        onChange={(event) => { setOut(event.currentTarget.value); }}
      />
      <div className="packs-numbers">
        <Field label="Kicks" type="number" min={1} max={MOST} required disabled={running} value={count} onChange={(event) => { setCount(event.currentTarget.value); }} />
        <Field label="Seed" type="number" min={0} required disabled={running} value={seed} onChange={(event) => { setSeed(event.currentTarget.value); }} />
        <Field label="All tuned to" note="empty: each its own" placeholder="F1" disabled={running} value={note} onChange={(event) => { setNote(event.currentTarget.value); }} />
      </div>
      <Switch
        label="Through the effects of the kick at hand"
        note={effects === 0 ? 'it has none' : `${String(effects)} in its chain`}
        checked={through}
        disabled={running || effects === 0}
        onChange={setThrough}
      />
      <div>
        <Button type="submit" primary icon={<FolderDown size={16} />} disabled={running}>Make the pack</Button>
      </div>
    </form>
  );
}

function Run({ run: { state, out, count, made, failed } }: { run: PackRun }) {
  const { packs } = useApp();
  const words = { running: 'of', done: 'of', stopped: 'made before it was stopped, of' }[state];
  return (
    <div className="packs-run">
      <p className="packs-out">{out}</p>
      <div className="packs-progress">
        <Progress label={`${String(made)} ${words} ${String(count)}`} share={made / count} />
        {state === 'running' && <Button icon={<Square size={16} />} onClick={() => { packs.stop(); }}>Stop</Button>}
      </div>
      <p role="status">{state === 'done' && `Done: ${String(made - failed.length)} kicks are in the folder.`}</p>
      {failed.length > 0 && (
        <details>
          <summary>{failed.length} could not be made</summary>
          <ul>{failed.map(({ file, error }) => <li key={file}><small>{error.message}. {error.hint}</small></li>)}</ul>
        </details>
      )}
    </div>
  );
}
