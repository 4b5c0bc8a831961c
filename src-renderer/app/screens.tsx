/** The screens and the way to each, in the order of the rail. A screen that does not exist yet has no entry here. */

import { AudioWaveform, Blend, Compass, GraduationCap, LibraryBig, Package, Settings } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { DesignScreen } from '../features/design/DesignScreen.tsx';
import { ExploreScreen } from '../features/explore/ExploreScreen.tsx';
import { LibraryScreen } from '../features/library/LibraryScreen.tsx';
import { MorphScreen } from '../features/morph/MorphScreen.tsx';
import { PacksScreen } from '../features/packs/PacksScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { TrainScreen } from '../features/train/TrainScreen.tsx';

export interface ScreenEntry {
  /** Its accessible name, and the first word of the window's title. */
  name: string;
  /** Where it stands in the page's address. */
  href: `#${string}`;
  icon: ReactNode;
  /** Draws one `main` whose heading is a ScreenHeading; what must outlive it belongs in a store. */
  Screen: ComponentType;
  /** Whether the saved kicks stand beside it. */
  saved: boolean;
}

export const SCREENS: readonly ScreenEntry[] = [
  { name: 'Design', href: '#design', icon: <AudioWaveform size={20} aria-hidden />, Screen: DesignScreen, saved: true },
  { name: 'Morph', href: '#morph', icon: <Blend size={20} aria-hidden />, Screen: MorphScreen, saved: true },
  { name: 'Explore', href: '#explore', icon: <Compass size={20} aria-hidden />, Screen: ExploreScreen, saved: false },
  { name: 'Library', href: '#library', icon: <LibraryBig size={20} aria-hidden />, Screen: LibraryScreen, saved: false },
  { name: 'Packs', href: '#packs', icon: <Package size={20} aria-hidden />, Screen: PacksScreen, saved: false },
  { name: 'Train', href: '#train', icon: <GraduationCap size={20} aria-hidden />, Screen: TrainScreen, saved: false },
  { name: 'Settings', href: '#settings', icon: <Settings size={20} aria-hidden />, Screen: SettingsScreen, saved: false },
];
