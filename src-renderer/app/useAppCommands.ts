/** The actions that are the same on every screen. */

import { SLIDERS } from '../../src-preload/contract/sliders.ts';
import { sliderLabels } from '../../src-preload/contract/instrument-words.ts';
import { SHARE_OF } from '../session/figures.ts';
import { current } from '../session/steps.ts';
import { saveKick } from './actions.ts';
import { useApp } from './context.ts';
import { useCommand } from './useCommand.ts';

export function useAppCommands({ openHelp, openSearch }: { openHelp: () => void; openSearch: () => void }): void {
  const app = useApp();
  const { session, playback, piano } = app;
  useCommand('play', () => {
    const kick = current(session.getState().steps)?.kick;
    if (kick !== undefined) playback.press(kick);
  });
  useCommand('loop', () => { playback.setLoop(!playback.getState().loop); });
  useCommand('piano', () => { piano.setState(({ on }) => ({ on: !on })); });
  useCommand('stop', () => { playback.stop(); });
  useCommand('randomise', () => { session.randomise(); });
  useCommand('save', () => void saveKick(app));
  useCommand('lock', () => {
    const name = document.activeElement?.getAttribute('aria-label');
    const slider = SLIDERS.find((each) => sliderLabels(session.getState().model?.instrument)[each] === name);
    if (slider !== undefined) session.toggleLock(slider);
    const component = /^Component (\d+)$/.exec(name ?? '')?.[1];
    if (component !== undefined) session.toggleComponentLock(Number(component));
    if (name?.startsWith(SHARE_OF) === true) session.toggleCategoryLock();
  });
  useCommand('undo', () => { session.undo(); });
  useCommand('redo', () => { session.redo(); });
  useCommand('search', openSearch);
  useCommand('shortcuts', openHelp);
}
