import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';
import { newGesture } from '../../session/gesture.ts';
import { createMorph, arrangementOf, placeLabel, soundOf, type Morph } from './morph.ts';

type Audition = Input<'kicks', 'audition'>;

describe('morph', () => {
  let auditions: Audition[];
  /** The models in which sounds were looked for. */
  let analysed: (string | undefined)[];
  let heard: HeardKick[];
  let failures: (ErrorBody | null)[];
  let morph: Morph;
  let made: number;
  /** Whether auditions fail. */
  let broken: boolean;

  const settle = () => new Promise((resolve) => { setTimeout(resolve, 80); });
  const kick = (latent: number[], over: Partial<HeardKick> = {}): HeardKick => {
    made += 1;
    return {
      id: `kick-${String(made)}`, bundleId: 'home', latent, exchanged: {}, note: null, pitchCurve: [], effects: [],
      descriptors: { noteHz: 50 }, samples: new Float32Array(8), sampleRate: 44_100, ...over,
    } as unknown as HeardKick;
  };
  const latentOf = ({ base }: Audition): number[] => ('latent' in base ? base.latent : 'transfer' in base ? base.transfer.kick : [7]);

  beforeEach(() => {
    [auditions, analysed, heard, failures, made, broken] = [[], [], [], [], 0, false];
    // What an earlier test still makes is not heard of in this one.
    const [asked, looked] = [auditions, analysed];
    const api = {
      models: { info: () => Promise.resolve({ ok: true, value: { id: 'home' } }) },
      kicks: {
        audition: async (input: Audition) => {
          asked.push(input);
          await new Promise((resolve) => { setTimeout(resolve, 2); });
          if (broken) return { ok: false, error: { code: 'ENGINE_CRASHED', message: 'gone', hint: '' } };
          return { ok: true, value: { ...kick(latentOf(input), { bundleId: input.model ?? 'home' }), timing: {}, reached: {} } };
        },
        analyse: ({ model }: Input<'kicks', 'analyse'>) => {
          looked.push(model);
          return Promise.resolve({ ok: true, value: { latent: [3] } });
        },
      },
      morph: {
        strip: ({ kicks, steps }: Input<'morph', 'strip'>) => Promise.resolve({
          ok: true,
          value: {
            steps: Array.from({ length: (kicks.length - 1) * (steps + 1) + 1 }, (_, i) => {
              const at = i / (steps + 1);
              return { at, latent: [at], exchanged: {}, note: null, pitchCurve: [], effects: [], typicality: 0.5 };
            }),
          },
        }),
        pad: ({ x, y }: Input<'morph', 'pad'>) => Promise.resolve({ ok: true, value: { latent: [x, y], exchanged: {}, note: 55, pitchCurve: [], effects: [], typicality: 0.5 } }),
      },
    } as unknown as Api;
    morph = createMorph({
      api,
      player: { play: vi.fn(), stop: vi.fn(), now: () => 0 },
      hear: (each) => { heard.push(each); },
      fail: (error) => { failures.push(error); },
    });
  });

  const place = async (...latents: number[][]): Promise<void> => {
    for (const latent of latents) morph.addHeard('kick', kick(latent));
    await settle();
  };

  it('plans a strip as soon as there are two kicks, whose own sounds are used, and makes the others', async () => {
    await place([0]);
    expect(morph.getState().strip).toEqual([]);
    const before = heard.length;
    await place([1]);
    const { strip } = morph.getState();
    expect(strip).toHaveLength(9);
    expect([strip[0].kick?.id, strip[8].kick?.id]).toEqual(arrangementOf(morph.getState()).kicks.map(({ kick: { id } }) => id));
    expect(strip.every((step) => step.kick !== null)).toBe(true);
    expect(auditions).toHaveLength(7);
    // Of what is made ahead nothing is heard.
    expect(heard).toHaveLength(before + 1);
  });

  it('lets the step be heard that is asked for, before all that are made ahead', async () => {
    morph.addHeard('a', kick([0]));
    morph.addHeard('b', kick([1]));
    await vi.waitFor(() => { expect(morph.getState().strip).toHaveLength(9); }, { interval: 1 });
    const begun = auditions.length;
    morph.step(6);
    await settle();
    expect(heard.at(-1)?.latent).toEqual([0.75]);
    // What was being made is made to its end, and then at once what was asked for.
    expect(begun).toBeLessThan(5);
    expect(latentOf(auditions[begun])).toEqual([0.75]);
    morph.step(99);
    expect([morph.getState().cursor, heard.at(-1)?.latent]).toEqual([8, [1]]);
  });

  it('gives the sounds of a strip that is gone up, one for each that is made', async () => {
    await place([0], [1]);
    const old = morph.getState().strip.slice(1, 8).map((step) => step.kick?.id);
    auditions.length = 0;
    morph.edit((of) => ({ ...of, way: 'spherical' }));
    await settle();
    expect(new Set(auditions.map(({ replaces }) => replaces))).toEqual(new Set(old));
    expect(morph.getState().strip.every((step) => step.kick !== null)).toBe(true);
  });

  it('stays as far along when the steps become more', async () => {
    await place([0], [1]);
    morph.step(4);
    morph.edit((of) => ({ ...of, between: 15 }));
    await settle();
    expect(morph.getState().cursor).toBe(8);
  });

  it('the pad is heard at every move, and one sound takes the place of the last but where that is held elsewhere', async () => {
    await place([0], [1]);
    morph.setTool('pad');
    await settle();
    const silent = heard.length;
    const gesture = newGesture();
    morph.edit((of) => ({ ...of, x: 0.25 }), gesture);
    await settle();
    expect([heard.length, heard.at(-1)?.latent]).toEqual([silent + 1, [0.25, 0.5]]);
    expect(auditions.at(-1)).toMatchObject({ note: 55, replaces: expect.any(String) as string });
    const { pad } = morph.getState();
    if (pad !== null) morph.keep(pad);
    morph.edit((of) => ({ ...of, x: 0.75 }), gesture);
    await settle();
    expect(auditions.at(-1)?.replaces).toBeUndefined();
    morph.undo();
    expect(arrangementOf(morph.getState()).x).toBe(0.5);
    morph.redo();
    expect(arrangementOf(morph.getState()).x).toBe(0.75);
  });

  it('a transfer asks for the parts that are chosen, by their amounts', async () => {
    await place([0], [1]);
    morph.setTool('transfer');
    const [, second] = arrangementOf(morph.getState()).kicks;
    morph.edit((of) => ({ ...of, parts: { ...of.parts, tail: { from: second.key, amount: 0.4 } } }));
    await settle();
    expect(auditions.at(-1)?.base).toEqual({ transfer: { kick: [0], tail: { latent: [1], amount: 0.4 } } });
    expect(soundOf(morph.getState())?.label).toBe('kick with parts of others');
  });

  it('refuses a kick of another model by name, and goes on after a failure', async () => {
    await place([0]);
    morph.addHeard('Foreign', kick([0], { bundleId: 'other' }));
    expect(failures.at(-1)).toMatchObject({ code: 'MORPH_MODEL', message: expect.stringContaining('Foreign') as string });
    expect(arrangementOf(morph.getState()).kicks).toHaveLength(1);
    broken = true;
    await place([1]);
    expect(failures.at(-1)).toMatchObject({ code: 'ENGINE_CRASHED' });
    broken = false;
    morph.step(2);
    await settle();
    expect(heard.at(-1)?.latent).toEqual([0.25]);
  });

  it('stays with the model of its kicks, whichever is the usual one meanwhile', async () => {
    morph.addHeard('A', kick([0], { bundleId: 'other' }));
    await morph.addSound('my kick.wav', new Uint8Array(4));
    await settle();
    // It finds its own version there, and so does chance.
    expect(analysed).toEqual(['other']);
    await morph.addRandom(1);
    morph.setTool('pad');
    await settle();
    expect(new Set(auditions.map(({ model }) => model))).toEqual(new Set(['other']));
  });

  it('brings in chance and files, and comes back to what was before', async () => {
    await morph.addRandom(2);
    await morph.addSound('my kick.wav', new Uint8Array(4));
    expect(arrangementOf(morph.getState()).kicks.map(({ name }) => name)).toEqual(['Random 1', 'Random 2', 'my kick']);
    morph.undo();
    expect(arrangementOf(morph.getState()).kicks).toHaveLength(2);
    expect(morph.getState().adding).toBeNull();
  });
});

it('places are named by their letters', () => {
  const kicks = [{ key: 1, name: 'Warm' }, { key: 2, name: 'Dry' }];
  const arrangement = { kicks } as unknown as Parameters<typeof placeLabel>[1];
  expect([placeLabel(0, arrangement), placeLabel(0.375, arrangement), placeLabel(1, arrangement)]).toEqual(['Warm', 'A to B, 38 %', 'Dry']);
});
