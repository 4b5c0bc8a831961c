/** The screens and the way to each, in the order of the rail. A screen that does not exist yet has no entry here. */

import { AudioWaveform, Blend } from 'lucide-react';
import type { ComponentType, ReactNode } from 'react';
import { DesignScreen } from '../features/design/DesignScreen.tsx';
import { MorphScreen } from '../features/morph/MorphScreen.tsx';

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
];
