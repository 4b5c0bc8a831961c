/** How far a long job of the library is, with a way to stop it. */

import { useStore } from 'zustand';
import { Button } from '../../components/Button.tsx';
import { Progress } from '../../components/Progress.tsx';
import { grouped } from '../../session/figures.ts';
import type { Work } from './work.ts';
import './WorkProgress.css';

interface WorkProgressProps {
  work: Omit<Work, 'run'>;
  /** What it does until it is counted, and then. */
  waiting: string;
  doing: string;
}

export function WorkProgress({ work, waiting, doing }: WorkProgressProps) {
  const { running, done, total } = useStore(work);
  if (!running) return null;
  return (
    <div className="work-progress">
      <Progress label={total === 0 ? waiting : `${doing}: ${grouped(done)} of ${grouped(total)}`} share={total === 0 ? null : done / total} />
      <Button onClick={() => { work.cancel(); }}>Stop</Button>
    </div>
  );
}
