/** Says what an action does while a component is on the screen. */

import { useEffect, useEffectEvent } from 'react';
import { useApp } from './context.ts';
import type { Action } from './shortcuts.ts';

export function useCommand(action: Action, run: () => void): void {
  const { commands } = useApp();
  const onCommand = useEffectEvent(run);
  useEffect(() => commands.on(action, () => { onCommand(); }), [commands, action]);
}
