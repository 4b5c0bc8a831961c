/** Keys and the window's menu, joined to the commands. Which key is whose is decided in shortcuts.ts. */

import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../src-preload/contract/events.ts';
import { downloadKick, openSound } from './actions.ts';
import { useApp, usePreferences } from './context.ts';
import { actionOf, focusOf } from './shortcuts.ts';

export function useSingleKeys(): void {
  const { commands } = useApp();
  const enabled = usePreferences((state) => state.singleKeys);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const action = actionOf(event, focusOf(document.activeElement), enabled);
    if (action !== null && commands.run(action)) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** What the desktop window's menu says; a browser tab has none. */
export function useMenu(): void {
  const app = useApp();
  const onMenu = useEffectEvent((command: MenuCommand) => {
    if (command === 'download') void downloadKick(app);
    else if ((command === 'undo' || command === 'redo') && focusOf(document.activeElement) === 'text') {
      // The menu takes the key before the field does.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer undoes in a field
      document.execCommand(command);
    } else app.commands.run(command);
  });
  useEffect(() => {
    const undo = [
      app.connection.on('menu', ({ command }) => { onMenu(command); }),
      app.connection.on('soundOpened', ({ name, bytes }) => void openSound(app, name, bytes)),
      app.connection.on('modelOpened', ({ file }) => void app.models.bringFrom(file)),
      app.connection.on('libraryChanged', () => { app.library.refresh(); }),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }, [app]);
}
