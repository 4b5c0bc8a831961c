/** Engines that remember what they found in a sound, so that a data set in which a few sounds changed is looked over again quickly. */

import type { Instrument } from '../../src-preload/contract/instruments.ts';
import type { Examined } from '../audio/doctor/examine.ts';
import type { KeptItem } from '../datasets/record.ts';
import type { Engine } from '../engine/client.ts';
import type { EngineVerb, EngineVerbs } from '../engine/protocol.ts';

/** Sounds that are remembered; those of longest ago are forgotten first. */
const MOST = 20_000;

/** Gives, for sounds and what they are to be, a start of engines that examine only what none of them has examined before. */
export function createExaminers(start: () => Engine): (sounds: readonly KeptItem[], wanted: Instrument) => () => Engine {
  const remembered = new Map<string, Examined>();
  return (sounds, wanted) => {
    // The content of a sound counts, wherever it lies.
    const keys = new Map<unknown, string>(sounds.map((sound) => [sound, JSON.stringify([sound.sha256, sound.hit, wanted])]));
    const examine = async (engine: Engine, args: EngineVerbs['examine']['args'], options: Parameters<Engine['call']>[2]): Promise<Examined> => {
      const key = keys.get(args.place);
      const known = key === undefined ? undefined : remembered.get(key);
      if (known !== undefined) return known;
      const found = await engine.call('examine', args, options);
      if (key !== undefined) remembered.set(key, found);
      const oldest = remembered.keys().next();
      if (remembered.size > MOST && oldest.done !== true) remembered.delete(oldest.value);
      return found;
    };
    return () => {
      const engine = start();
      return {
        ...engine,
        call: <V extends EngineVerb>(verb: V, args: EngineVerbs[V]['args'], options?: Parameters<Engine['call']>[2]) =>
          verb === 'examine' ? examine(engine, args as EngineVerbs['examine']['args'], options) : engine.call(verb, args, options),
      };
    };
  };
}
