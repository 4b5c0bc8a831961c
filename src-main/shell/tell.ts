/** Telling the page of a window what happened, and its user what went wrong outside it. */

import { dialog, type BrowserWindow } from 'electron';
import { eventChannel } from '../../src-preload/contract/channels.ts';
import { sharedEvents, type EventName, type EventPayload, type SharedEvent } from '../../src-preload/contract/events.ts';
import { failureOf } from '../../src-preload/contract/result.ts';
import type { Studio } from '../studio/studio.ts';

/** Sends an event to the page; a window that is gone hears nothing. */
export function tell<E extends EventName>(window: BrowserWindow, event: E, payload: EventPayload<E>): void {
  if (!window.isDestroyed()) window.webContents.send(eventChannel(event), payload);
}

/** Passes on what the studio tells, until the function it returns is called. */
export function relayEvents(studio: Pick<Studio, 'on'>, window: BrowserWindow): () => void {
  const undo = (Object.keys(sharedEvents) as SharedEvent[]).map((event) => studio.on(event, (payload) => {
    tell(window, event, payload);
  }));
  return () => {
    for (const stop of undo) stop();
  };
}

/** Shows what failed and the way out in a box over the window. */
export async function tellFailure(window: BrowserWindow, thrown: unknown): Promise<void> {
  if (window.isDestroyed()) return;
  const { message, hint } = failureOf(thrown);
  await dialog.showMessageBox(window, { type: 'error', message, detail: hint });
}
