/** The morph's state for components; what is read must be the same object while nothing of it changed. */

import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import type { MorphState } from './morph.ts';

export const useMorph = <T,>(select: (state: MorphState) => T): T => useStore(useApp().morph, select);
