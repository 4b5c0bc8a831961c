/** The stores of the Explore screen for components; what is read must be the same object while nothing of it changed. */

import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import type { AlikeState } from './alike.ts';
import type { ClusterListState } from './clusters.ts';
import type { MapState } from './map.ts';
import type { WalkState } from './walk.ts';

export const useMap = <T,>(select: (state: MapState) => T): T => useStore(useApp().explore.map, select);
export const useAlike = <T,>(select: (state: AlikeState) => T): T => useStore(useApp().explore.alike, select);
export const useClusters = <T,>(select: (state: ClusterListState) => T): T => useStore(useApp().explore.clusters, select);
export const useWalk = <T,>(select: (state: WalkState) => T): T => useStore(useApp().explore.walk, select);
