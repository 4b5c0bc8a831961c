/** What every part of the page is given: made once in main.tsx, never replaced. */

import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Output } from '../audio/output.ts';
import type { Playback, PlaybackState } from '../audio/playback.ts';
import type { Player } from '../audio/player.ts';
import type { Presets } from '../features/effects/presets.ts';
import type { Explore } from '../features/explore/explore.ts';
import type { Library, LibraryState } from '../features/library/library.ts';
import type { Models } from '../features/models/models.ts';
import type { Morph } from '../features/morph/morph.ts';
import type { Packs, PacksState } from '../features/packs/packs.ts';
import type { Training } from '../features/train/training.ts';
import type { Instrument } from '../playing/instrument.ts';
import type { Midi, MidiStoreState } from '../playing/midi.ts';
import type { Piano, PianoState } from '../playing/piano.ts';
import type { Session, SessionState } from '../session/session.ts';
import type { Slots, SlotsState } from '../session/slots.ts';
import type { Timeline, TimelineState } from '../session/timeline.ts';
import type { Connection } from '../transport/connection.ts';
import type { Commands } from './commands.ts';
import type { DragOut, DragOutState } from './drag/drag-out.ts';
import type { Notices, NoticesState } from './notices.ts';
import type { Preferences, PreferencesState } from './preferences.ts';
import type { KnownSettings, Settings } from './settings.ts';

export interface App {
  connection: Connection;
  session: Session;
  explore: Explore;
  timeline: Timeline;
  slots: Slots;
  library: Library;
  packs: Packs;
  training: Training;
  models: Models;
  morph: Morph;
  /** Chains of effects that the user named. */
  presets: Presets;
  player: Player;
  playback: Playback;
  output: Output;
  instrument: Instrument;
  midi: Midi;
  piano: Piano;
  commands: Commands;
  dragOut: DragOut;
  notices: Notices;
  preferences: Preferences;
  settings: Settings;
  /** For the style elements of libraries, which the page's policy admits by it. */
  styleNonce: string;
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error('a component stands outside AppContext');
  return app;
}

export const useSession = <T>(select: (state: SessionState) => T): T => useStore(useApp().session, select);
export const useTimeline = <T>(select: (state: TimelineState) => T): T => useStore(useApp().timeline, select);
export const useSlots = <T>(select: (state: SlotsState) => T): T => useStore(useApp().slots, select);
export const usePlayback = <T>(select: (state: PlaybackState) => T): T => useStore(useApp().playback, select);
export const useMidi = <T>(select: (state: MidiStoreState) => T): T => useStore(useApp().midi, select);
export const usePiano = <T>(select: (state: PianoState) => T): T => useStore(useApp().piano, select);
export const useLibrary = <T>(select: (state: LibraryState) => T): T => useStore(useApp().library, select);
export const usePacks = <T>(select: (state: PacksState) => T): T => useStore(useApp().packs, select);
export const useDragOutState = <T>(select: (state: DragOutState) => T): T => useStore(useApp().dragOut, select);
export const useNotices = <T>(select: (state: NoticesState) => T): T => useStore(useApp().notices, select);
export const usePreferences = <T>(select: (state: PreferencesState) => T): T => useStore(useApp().preferences, select);
export const useSettings = <T>(select: (state: KnownSettings) => T): T => useStore(useApp().settings, select);
