/** A quiet mark that tells which training sound the kick at hand is nearest to, and stands out where it is as good as a copy. */

import { Fingerprint } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp, useSession } from '../../app/context.ts';
import { IconButton } from '../../components/Button.tsx';
import { current } from '../../session/steps.ts';
import { nearestWords, type Nearest } from './nearest.ts';

/** Asked once a kick stays, so that no slider is slowed by it. */
const SETTLED_MS = 300;

export function NearestMark() {
  const { connection: { api }, notices } = useApp();
  const id = useSession((state) => current(state.steps)?.kick.id ?? null);
  const [answer, setAnswer] = useState<{ id: string; nearest: Nearest } | null>(null);
  useEffect(() => {
    if (id === null) return;
    let left = false;
    const asking = setTimeout(() => {
      void api.kicks.nearest({ id }).then((result) => {
        // A kick that is gone from the latest ones has nothing to tell.
        if (!left && result.ok) setAnswer({ id, nearest: result.value.nearest });
      });
    }, SETTLED_MS);
    return () => {
      left = true;
      clearTimeout(asking);
    };
  }, [api, id]);
  const found = answer !== null && answer.id === id ? answer.nearest : undefined;
  const words = nearestWords(found);
  return (
    <IconButton label={words} data-copy={found?.copy === true} icon={<Fingerprint size={16} />} disabled={id === null} onClick={() => { notices.tell({ text: `${words}.` }); }} />
  );
}
