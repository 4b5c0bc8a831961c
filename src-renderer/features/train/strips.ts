/** What can be heard of a training run: held-back sounds beside what the model makes of them, and some by chance. They renew with each epoch. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api, Output } from '../../../src-preload/contract/verbs.ts';
import type { Sound } from '../../audio/looper.ts';
import { createLatest } from '../../session/latest.ts';

export interface StripsState {
  /** The run that they are of. */
  run: string | null;
  strips: Output<'training', 'strips'> | null;
  /** By their names; all of them are there at once. */
  sounds: ReadonlyMap<string, Sound>;
}

export interface Strips extends StoreApi<StripsState> {
  /** Fetches the latest of a run, if there are any; those of another run go at once. */
  look(run: string | null): void;
  hear(name: string): void;
}

const NONE: StripsState = { run: null, strips: null, sounds: new Map() };

export function createStrips({ training }: Pick<Api, 'training'>, hear: (sound: Sound) => void): Strips {
  const store = createStore<StripsState>(() => NONE);
  const fetchAll = async (id: string): Promise<Result<Omit<StripsState, 'run'>>> => {
    const strips = await training.strips({ id });
    if (!strips.ok) return strips;
    const { pairs, random, epoch } = strips.value;
    const known = store.getState();
    if (known.run === id && known.strips?.epoch === epoch) return { ok: true, value: known };
    const sounds = new Map<string, Sound>();
    for (const name of [...pairs.flatMap(({ original, made }) => [original, made]), ...random]) {
      const sound = await training.strip({ id, name });
      if (!sound.ok) return sound;
      // Those of the next epoch stand there by now, and are told of in a moment.
      if (sound.value.epoch !== epoch) return { ok: true, value: store.getState() };
      sounds.set(name, sound.value);
    }
    return { ok: true, value: { strips: strips.value, sounds } };
  };
  const latest = createLatest(fetchAll, (result, run) => {
    // What cannot be heard is no fault of a training: its charts go on.
    if (result.ok && store.getState().run === run) store.setState({ strips: result.value.strips, sounds: result.value.sounds });
  });
  return {
    ...store,
    look: (run) => {
      if (store.getState().run !== run) store.setState({ ...NONE, run });
      if (run !== null) latest.ask(run);
    },
    hear: (name) => {
      const sound = store.getState().sounds.get(name);
      if (sound !== undefined) hear(sound);
    },
  };
}
