/** Moving the library to another folder: where to, how far it is, and stopping it, which leaves it where it was. */

import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import { DialogFrame } from '../../components/Dialog.tsx';
import { Field } from '../../components/Field.tsx';
import { Progress } from '../../components/Progress.tsx';

interface Run {
  done: number;
  total: number;
}

export function MoveLibrary({ told }: { told: boolean }) {
  const { connection: { api, on }, notices, settings } = useApp();
  const [open, setOpen] = useState(false);
  const [dir, setDir] = useState('');
  const [run, setRun] = useState<Run | null>(null);
  const [failure, setFailure] = useState<ErrorBody | null>(null);
  const abort = useRef<AbortController>(null);
  useEffect(() => on('libraryWork', ({ job, done, total }) => {
    if (job === 'move') setRun((now) => now && { done, total });
  }), [on]);

  const move = async (): Promise<void> => {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setFailure(null);
    setRun({ done: 0, total: 0 });
    const result = await api.library.move({ dir: dir.trim() }, { signal });
    setRun(null);
    await settings.refresh();
    if (result.ok) {
      setOpen(false);
      setDir('');
      notices.tell({ text: `The library stands in ${result.value.dir} now` });
    } else if (!signal.aborted) setFailure(result.error);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (dir.trim() !== '') void move();
  };

  return (
    <Dialog.Root open={open} onOpenChange={(next) => { if (run === null) setOpen(next); }}>
      <Dialog.Trigger asChild><Button>Move&hellip;</Button></Dialog.Trigger>
      <DialogFrame title="Move the library">
        <form className="settings-move" onSubmit={submit}>
          <Field
            label="New folder"
            note="Its whole path on this machine; empty, or not there yet."
            value={dir}
            disabled={run !== null}
            onChange={(event) => { setDir(event.currentTarget.value); }}
          />
          <p>
            Everything is copied and compared first; only then is it removed where it was. Imported files stay where they are.
            {told && ' This start was told where the library is: tell the next one the new folder.'}
          </p>
          {failure !== null && <p role="alert" className="settings-trouble">{failure.message}. <small>{failure.hint}</small></p>}
          {run !== null && <Progress label={run.total === 0 ? 'Counting files' : `${run.done} of ${run.total} files`} share={run.total === 0 ? null : run.done / run.total} />}
          <div className="settings-question">
            {run === null
              ? <Dialog.Close asChild><Button>Leave it there</Button></Dialog.Close>
              : <Button onClick={() => { abort.current?.abort(); }}>Stop</Button>}
            <Button primary type="submit" disabled={run !== null || dir.trim() === ''}>Move</Button>
          </div>
        </form>
      </DialogFrame>
    </Dialog.Root>
  );
}
