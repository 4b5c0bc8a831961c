/** Where a saved kick leads: to the Design screen, to those that sound like it. */

import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { openSound } from '../../app/actions.ts';
import type { App } from '../../app/context.ts';

/** Brings a kick to hand and lets it be heard; an imported file is found in the model first. */
export function bringToHand(app: App, kick: SavedKick): void {
  const { session, connection: { api }, notices } = app;
  if (kick.kind === 'made') {
    void session.openSaved(kick);
    return;
  }
  void api.library.wav({ id: kick.id, format: 'wav32f' }).then((result) => {
    notices.fail(result.ok ? null : result.error);
    if (result.ok) void openSound(app, kick.name, result.value.bytes);
  });
}

export function openInDesign(app: App, kick: SavedKick): void {
  location.hash = '#design';
  bringToHand(app, kick);
}

/** Shows the kicks that sound like one. */
export function showLike({ library: { browse } }: App, kick: SavedKick): void {
  location.hash = '#library';
  browse.ask({ shelf: { kind: 'like', kick }, search: '', filters: {} });
}
