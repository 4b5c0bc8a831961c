/** The kick on the screen: where it starts from, which sliders are set, what the engine made of it. */

import { useEffect, useRef, useState } from 'react';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { SliderName, SliderValues } from '../../../src-preload/contract/sliders.ts';
import type { Api, Input, Output } from '../../../src-preload/contract/verbs.ts';
import { createLatest, type Latest } from './latest.ts';
import { createPlayer, type Player } from './player.ts';

export type Kick = Output<'kicks', 'audition'>;
export type ModelInfo = Output<'models', 'info'>;

interface Request {
  input: Input<'kicks', 'audition'>;
  /** Whether to play the kick once it is there. */
  heard: boolean;
}

export interface KickState {
  model: ModelInfo | null;
  kick: Kick | null;
  /** Positions the user has set; the kick keeps its own elsewhere. */
  set: SliderValues;
  error: ErrorBody | null;
  play: () => void;
  randomise: () => void;
  move: (slider: SliderName, position: number) => void;
  download: () => void;
}

export function useKick(api: Api): KickState {
  const [model, setModel] = useState<ModelInfo | null>(null);
  const [kick, setKick] = useState<Kick | null>(null);
  const [set, setSliders] = useState<SliderValues>({});
  const [error, setError] = useState<ErrorBody | null>(null);
  const base = useRef<Request['input']['base'] | null>(null);
  const player = useRef<Player>(null);
  const latest = useRef<Latest<Request>>(null);

  useEffect(() => {
    let gone = false;
    const sound = createPlayer();
    const queue = createLatest(
      ({ input }: Request) => api.kicks.audition(input),
      (result, { heard }) => {
        setError(result.ok ? null : result.error);
        if (!result.ok) return;
        setKick(result.value);
        if (heard) sound.play(result.value.samples, result.value.sampleRate);
      },
    );
    player.current = sound;
    latest.current = queue;
    const open = async (): Promise<void> => {
      const info = await api.models.info({});
      if (gone) return;
      if (!info.ok) {
        setError(info.error);
        return;
      }
      setModel(info.value);
      // The middle of the latent space: the median kick.
      base.current = { latent: new Array<number>(info.value.latentSize).fill(0) };
      queue.ask({ input: { base: base.current }, heard: false });
    };
    void open();
    return () => {
      gone = true;
      queue.close();
      sound.close();
    };
  }, [api]);

  const ask = (sliders: SliderValues): void => {
    if (base.current !== null) latest.current?.ask({ input: { base: base.current, sliders }, heard: true });
  };

  return {
    model,
    kick,
    set,
    error,
    play: () => {
      if (kick !== null) player.current?.play(kick.samples, kick.sampleRate);
    },
    randomise: () => {
      const [seed] = crypto.getRandomValues(new Uint32Array(1));
      base.current = { seed, index: 1 };
      setSliders({});
      ask({});
    },
    move: (slider, position) => {
      const next = { ...set, [slider]: position };
      setSliders(next);
      ask(next);
    },
    download: () => {
      if (kick === null) return;
      const fetchWav = async (): Promise<void> => {
        const result = await api.kicks.wav({ id: kick.id });
        setError(result.ok ? null : result.error);
        if (result.ok) saveFile(result.value.name, result.value.bytes);
      };
      void fetchWav();
    },
  };
}

function saveFile(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'audio/wav' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by the next task; the memory is free after it.
  setTimeout(() => { URL.revokeObjectURL(url); }, 10_000);
}
