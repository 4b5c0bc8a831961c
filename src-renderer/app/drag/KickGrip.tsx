/** A handle that a kick is dragged out by, where the picture itself does something else under the pointer; pressed, it opens the menu. */

import { Grip } from 'lucide-react';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import { useApp } from '../context.ts';
import './drag.css';
import { useDragOut } from './useDragOut.ts';

export function KickGrip({ label, kick }: { label: string; kick: HeardKick | null }) {
  const { dragOut } = useApp();
  const drag = useDragOut(() => (kick === null ? [] : [{ heard: kick }]));
  return (
    <button
      type="button"
      className="kick-grip"
      aria-label={label}
      aria-haspopup="menu"
      title="Drag it to your DAW; press for more"
      disabled={kick === null}
      {...drag}
      onPointerDown={(event) => {
        // The picture under it would scrub.
        event.stopPropagation();
        drag.onPointerDown();
      }}
      onDoubleClick={(event) => { event.stopPropagation(); }}
      onClick={({ currentTarget }) => {
        if (kick === null) return;
        const { left, bottom } = currentTarget.getBoundingClientRect();
        dragOut.setState({ menu: { kicks: [{ heard: kick }], x: left, y: bottom, opener: currentTarget } });
      }}
    >
      <Grip size={16} aria-hidden />
    </button>
  );
}
