/** While the piano is on, its keys strike notes before they are shortcuts; a text, a menu and a dialog keep theirs. */

import { useEffect, useEffectEvent } from 'react';
import { LOUDEST } from '../playing/notes.ts';
import { rowKeyOf } from '../playing/piano-row.ts';
import { useApp } from './context.ts';
import { focusOf } from './shortcuts.ts';

export function usePianoKeys(): void {
  const { piano, instrument } = useApp();
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const { on, octave } = piano.getState();
    if (!on || event.ctrlKey || event.metaKey || event.altKey) return;
    const focus = focusOf(document.activeElement);
    if (focus === 'text' || focus === 'menu') return;
    const key = rowKeyOf(event.code, octave);
    if (key === null) return;
    event.preventDefault();
    if ('octave' in key) piano.setState({ octave: key.octave });
    else if (!event.repeat) void instrument.strike(key.note, LOUDEST);
  });
  useEffect(() => {
    // Before the shortcuts, which leave alone what is taken.
    document.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      document.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, []);
}
