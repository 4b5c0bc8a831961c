/** Everything that the Explore screen holds, which stays while other screens are open. */

import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Api } from '../../../src-preload/contract/verbs.ts';
import { createAlike, type Alike } from './alike.ts';
import { createClusterList, type ClusterList } from './clusters.ts';
import { createKickMap, type KickMap } from './map.ts';
import { createPointSounds, type PointSounds } from './sounds.ts';
import { createWalk, type Walk } from './walk.ts';

export interface Explore {
  map: KickMap;
  sounds: PointSounds;
  alike: Alike;
  clusters: ClusterList;
  walk: Walk;
}

export function createExplore({ api, fail, hear }: { api: Api; fail: (error: ErrorBody | null) => void; hear: (kick: HeardKick) => void }): Explore {
  const map = createKickMap({ api, fail });
  return {
    map,
    sounds: createPointSounds({ api, fail, hear, model: () => map.getState().cloud?.bundleId ?? '' }),
    alike: createAlike({ api, fail }),
    clusters: createClusterList({ api, fail }),
    walk: createWalk({ api, fail, hear, newSeed: () => crypto.getRandomValues(new Uint32Array(1))[0] }),
  };
}
