/** An effect as it stands in the strip: whether it is at work, its name, and a handle to move it by. */

import type { ComponentProps, KeyboardEvent } from 'react';
import { EFFECTS, type EffectChain } from '../../../src-preload/contract/effects.ts';
import { nameOf, shortNameOf } from './chain.ts';

export interface EffectModuleProps {
  chain: EffectChain;
  index: number;
  open: boolean;
  /** The id of the panel that it opens. */
  panel: string;
  disabled: boolean;
  /** How the pointer drags it. */
  handle: Pick<ComponentProps<'button'>, 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onPointerCancel' | 'onKeyDownCapture' | 'onClickCapture'>;
  /** Where another lands, or that this one is on its way. */
  mark: 'before' | 'after' | 'dragged' | null;
  onOpen: () => void;
  onBypass: (bypass: boolean) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

export function EffectModule({ chain, index, open, panel, disabled, handle, mark, onOpen, onBypass, onMove, onRemove }: EffectModuleProps) {
  const { type, bypass } = chain[index];
  const name = nameOf(chain, index);
  const short = shortNameOf(chain, index);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (disabled || event.ctrlKey || event.metaKey) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step !== undefined && event.altKey) {
      // Else the browser would go back a page.
      event.preventDefault();
      const to = index + step;
      if (to >= 0 && to < chain.length) onMove(to);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      onRemove();
    }
  };
  return (
    <li className="effect-module" data-open={open} data-bypass={bypass} data-mark={mark}>
      <button
        type="button"
        className="effect-power"
        role="switch"
        aria-checked={!bypass}
        aria-label={`${name} at work`}
        title={bypass ? `Put ${name} to work` : `Bypass ${name}`}
        disabled={disabled}
        onClick={() => { onBypass(!bypass); }}
      />
      <button
        type="button"
        className="effect-name"
        aria-label={`${short}, ${String(index + 1)} of ${String(chain.length)}`}
        aria-expanded={open}
        {...(open ? { 'aria-controls': panel } : {})}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight Delete"
        title={`${name}. ${EFFECTS[type].summary}\nDrag it, or Alt \u2190 and \u2192, to move it; Delete to remove it.`}
        onClick={onOpen}
        onKeyDown={onKeyDown}
        {...(disabled ? {} : handle)}
      >
        {short}
      </button>
    </li>
  );
}
