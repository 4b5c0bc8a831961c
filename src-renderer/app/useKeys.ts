/** Keys and the window's menu, joined to what they do. Which key is whose is decided in shortcuts.ts. */

import { useEffect, useEffectEvent } from 'react';
import type { MenuCommand } from '../../src-preload/contract/events.ts';
import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { SLIDER_LABELS } from '../session/figures.ts';
import { downloadKick, saveKick } from './actions.ts';
import { useApp, usePreferences, type App } from './context.ts';
import { actionOf, focusOf, type Action } from './shortcuts.ts';

export interface Openers {
  openHelp: () => void;
  openSearch: () => void;
}

export function useSingleKeys(openers: Openers): void {
  const app = useApp();
  const enabled = usePreferences((state) => state.singleKeys);
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented) return;
    const action = actionOf(event, focusOf(document.activeElement), enabled);
    if (action === null) return;
    event.preventDefault();
    perform(app, action, openers);
  });
  useEffect(() => {
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);
}

/** What the desktop window's menu says; a browser tab has none. */
export function useMenu(openers: Openers): void {
  const app = useApp();
  const onMenu = useEffectEvent((command: MenuCommand) => {
    if (command === 'download') void downloadKick(app);
    else if ((command === 'undo' || command === 'redo') && focusOf(document.activeElement) === 'text') {
      // The menu takes the key before the field does.
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing newer undoes in a field
      document.execCommand(command);
    } else perform(app, command, openers);
  });
  useEffect(() => {
    const undo = [
      app.connection.on('menu', ({ command }) => { onMenu(command); }),
      app.connection.on('soundOpened', ({ name, bytes }) => void app.session.openSound(name, bytes)),
      app.connection.on('libraryChanged', () => { app.library.refresh(); }),
    ];
    return () => {
      for (const stop of undo) stop();
    };
  }, [app]);
}

function perform(app: App, action: Action, { openHelp, openSearch }: Openers): void {
  const { session } = app;
  switch (action) {
    case 'play':
      session.play();
      return;
    case 'stop':
      app.player.stop();
      return;
    case 'randomise':
      session.randomise();
      return;
    case 'save':
      void saveKick(app);
      return;
    case 'lock': {
      const name = document.activeElement?.getAttribute('aria-label');
      const slider = SLIDERS.find((each) => SLIDER_LABELS[each] === name);
      if (slider !== undefined) session.toggleLock(slider);
      return;
    }
    case 'undo':
      session.undo();
      return;
    case 'redo':
      session.redo();
      return;
    case 'search':
      openSearch();
      return;
    case 'shortcuts':
      openHelp();
      return;
    default:
      action satisfies never;
  }
}
