/** The session over an engine that is answered by hand. */

import { beforeEach, describe, expect, it } from 'vitest';
import { effectOf, type EffectChain } from '../../src-preload/contract/effects.ts';
import type { ErrorBody } from '../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../src-preload/contract/kicks.ts';
import type { Result } from '../../src-preload/contract/result.ts';
import type { Api, Input, Output } from '../../src-preload/contract/verbs.ts';
import { newGesture } from './gesture.ts';
import { createSession, type Session } from './session.ts';
import { current } from './steps.ts';

type Audition = Input<'kicks', 'audition'>;

const range = { unit: 'ms' as const, low: 60, median: 220, high: 1060 };
const info = (id: string): Output<'models', 'info'> => ({
  id, dir: `/${id}`, name: id, instrument: 'kick', latentSize: 4, sampleRate: 44_100, provider: 'cpu', categories: ['dark', 'bright'],
  sliders: { decay: range, brightness: { ...range, unit: 'Hz' }, subby: { ...range, unit: 'share' }, click: { ...range, unit: 'dB' } },
});

let made = 0;
/** The kick of a request: its base is the latent that was asked for, or one number for its seed. */
function kickOf({ base, sliders = {}, components = [], note = null, key, pitchCurve = [], effects = [], model = 'home' }: Omit<Audition, 'note' | 'effects'> & { note?: Audition['note'] | null; effects?: Audition['effects'] | undefined }): Output<'kicks', 'audition'> {
  const latent = 'latent' in base ? base.latent : 'like' in base ? base.like : 'transfer' in base ? base.transfer.kick : new Array<number>(4).fill(base.seed / 2 ** 32);
  made += 1;
  return {
    id: `kick-${String(made)}`, bundleId: model, bundleName: model, seed: 'seed' in base ? base.seed : null, latent, base: latent, set: sliders,
    components, coordinates: latent, categories: { dark: 1, bright: 0, ...('categories' in base ? base.categories : {}) }, note: note ?? (key === undefined ? null : 'A1'), pitchCurve, pitchTrack: { onsetMs: 1, points: [[0, 50]] },
    effects: effects as EffectChain, level: null,
    sliders: { decay: 0.3, brightness: 0.4, subby: 0.5, click: 0.6, ...sliders },
    descriptors: { decayMs: 1, centroidHz: 1, subShare: 1, clickDb: 1, noteHz: null, note: null, noteCents: null, lengthMs: 1, loudnessLufs: null },
    exchanged: {},
    reach: { decay: range, brightness: range, subby: range, click: range }, typicality: 0.5, reached: {},
    sampleRate: 44_100, samples: new Float32Array(4), timing: { decode: 1, vocoder: 1, projection: 1, finish: 1, effects: 0, total: 4 },
  };
}

describe('session', () => {
  let asked: Audition[];
  /** What the kick in the library has besides. */
  let saved: { effects?: EffectChain };
  /** What becomes of a file that was dropped. */
  let recalled: (as?: 'file') => object;
  /** Models that are not here. */
  let gone: Set<string>;
  let answers: ((result: Result<Output<'kicks', 'audition'>>) => void)[];
  let heard: HeardKick[];
  let failures: (ErrorBody | null)[];
  let session: Session;

  const settle = () => new Promise((resolve) => { setTimeout(resolve, 0); });
  const answer = async (): Promise<void> => {
    const input = asked[asked.length - answers.length];
    answers.shift()?.({ ok: true, value: kickOf(input) });
    await settle();
  };
  const step = () => current(session.getState().steps);
  const labels = () => session.getState().steps.items.map(({ label }) => label);

  beforeEach(async () => {
    asked = [];
    saved = {};
    answers = [];
    heard = [];
    failures = [];
    gone = new Set(['gone']);
    recalled = () => { throw new Error('nothing was dropped'); };
    const api = {
      models: { info: ({ model = 'home' }: { model?: string }) => Promise.resolve(gone.has(model) ? { ok: false, error: { code: 'MODEL_NOT_FOUND' } } : { ok: true, value: info(model) }) },
      kicks: {
        audition: (input: Audition) => {
          asked.push(input);
          return new Promise((resolve) => { answers.push(resolve); });
        },
        analyse: () => Promise.resolve({ ok: true, value: { latent: [9, 9, 9, 9] } }),
        recall: ({ as }: { as?: 'file' }) => Promise.resolve(recalled(as)),
      },
      library: {
        open: ({ id }: { id: string }) => Promise.resolve({
          ok: true,
          value: { ...kickOf({ base: { latent: [7, 7, 7, 7] }, sliders: { click: 0.9 }, model: id, ...saved }), saved: { name: 'Old one' }, modelInstalled: !gone.has(id) },
        }),
      },
    } as unknown as Api;
    session = createSession({ api, hear: (kick) => heard.push(kick), fail: (error) => failures.push(error) });
    await session.begin();
    await answer();
  });

  it('begins silently on the median kick', () => {
    expect(asked[0].base).toEqual({ latent: [0, 0, 0, 0] });
    expect(heard).toEqual([]);
    expect(step()?.label).toBe('Start');
    expect(session.getState().model?.id).toBe('home');
  });

  it('makes one step of a drag, and lets go of the kicks it passed through', async () => {
    const gesture = newGesture();
    session.move('decay', 0.5, gesture);
    await answer();
    session.move('decay', 0.6, gesture);
    const passed = step()?.kick.id;
    await answer();
    expect(labels()).toEqual(['Start', 'Decay']);
    expect(step()?.kick.set).toEqual({ decay: 0.6 });
    expect(asked.map(({ replaces }) => replaces)).toEqual([undefined, undefined, passed]);
    expect(heard).toHaveLength(2);
  });

  it('shapes what Randomise is still making', async () => {
    session.randomise();
    session.move('click', 0.1, newGesture());
    await answer();
    await answer();
    expect(asked[2].base).toEqual(asked[1].base);
    expect(asked[2].sliders).toEqual({ click: 0.1 });
  });

  it('undoes to the very kick that was heard, and goes on from there', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    session.randomise();
    await answer();
    const [, moved] = session.getState().steps.items;
    session.undo();
    expect(heard.at(-1)).toBe(moved.kick);
    expect(session.getState().set).toEqual({ decay: 0.9 });
    session.redo();
    expect(step()?.label).toBe('Randomise');
    session.jump(1);
    session.move('subby', 0.2, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: moved.kick.base }, sliders: { decay: 0.9, subby: 0.2 } });
    expect(labels()).toEqual(['Start', 'Decay', 'Subby']);
  });

  it('drops the answer that an undo overtook', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    session.randomise();
    session.undo();
    await answer();
    expect(labels()).toEqual(['Start', 'Decay']);
    expect(step()?.label).toBe('Start');
    expect(session.getState().set).toEqual({});
  });

  it('with locks asks for a kick that sounds like the one at hand in those, and sets no slider', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    session.toggleLock('subby');
    session.toggleLock('decay');
    const before = step()?.kick.latent;
    session.randomise();
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { like: before, keep: ['decay', 'subby'], amount: 1 }, sliders: {} });
    // Once more: like the first, so that what is kept does not wander.
    session.randomise();
    await answer();
    expect(asked.at(-1)?.base).toMatchObject({ like: before, keep: ['decay', 'subby'] });
    session.toggleLock('decay');
    session.setAmount(0.25);
    session.randomise();
    await answer();
    expect(asked.at(-1)?.base).toMatchObject({ keep: ['subby'], amount: 0.25 });
  });

  it('varies the kick at hand by the amount', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    session.setAmount(0.25);
    session.randomise();
    expect(asked.at(-1)?.base).toMatchObject({ near: step()?.kick.latent, amount: 0.25 });
  });

  it('gives a slider back to the kick', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    session.reset('decay');
    await answer();
    expect(asked.at(-1)?.sliders).toEqual({});
    const requests = asked.length;
    session.reset('decay');
    expect(asked).toHaveLength(requests);
  });

  it('tunes a kick, keeps its note under the sliders, and takes it back with undo', async () => {
    session.tune('F1');
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: [0, 0, 0, 0] }, note: 'F1' });
    session.move('decay', 0.9, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ note: 'F1', sliders: { decay: 0.9 } });
    expect(labels()).toEqual(['Start', 'Note', 'Decay']);
    session.jump(0);
    expect(session.getState().note).toBeNull();
    session.redo();
    expect(session.getState().note).toBe('F1');
    session.tune(null);
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('note');
    const requests = asked.length;
    session.tune(null);
    expect(asked).toHaveLength(requests);
    session.tune('43.7');
    await answer();
    session.randomise();
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('note');
  });

  it('tunes into a key for as long as it is switched on, and keeps the tone that the kick was given', async () => {
    session.setKey({ tonic: 'F', scale: 'minor' });
    await answer();
    expect(asked.at(-1)).toMatchObject({ key: { tonic: 'F', scale: 'minor' } });
    expect(session.getState().note).toBe('A1');
    session.move('decay', 0.9, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ note: 'A1' });
    expect(asked.at(-1)).not.toHaveProperty('key');
    session.randomise();
    await answer();
    expect(asked.at(-1)).toHaveProperty('key');
    expect(asked.at(-1)).not.toHaveProperty('note');
    session.setKey(null);
    session.randomise();
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('key');
    expect(session.getState().note).toBeNull();
  });

  it('pulls the pitch under the sliders, lets go of it, and leaves it with its kick', async () => {
    const gesture = newGesture();
    session.pull(20, 300, gesture);
    await answer();
    session.pull(20, 450, gesture);
    await answer();
    session.move('decay', 0.2, newGesture());
    await answer();
    expect(labels()).toEqual(['Start', 'Pitch', 'Decay']);
    expect(asked.at(-1)?.pitchCurve?.find(({ ms }) => ms === 20)).toEqual({ ms: 20, cents: 450 });
    session.jump(0);
    expect(session.getState().pitchCurve).toEqual([]);
    session.jump(2);
    session.straighten();
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('pitchCurve');
    const requests = asked.length;
    session.straighten();
    expect(asked).toHaveLength(requests);
    session.pull(0, -100, newGesture());
    session.randomise();
    await answer();
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('pitchCurve');
  });

  it('places a kick on a component, and Randomise keeps those that are locked where they are', async () => {
    session.place(6, 1.5, newGesture());
    await answer();
    expect(asked.at(-1)?.components).toEqual([{ component: 6, deviations: 1.5 }]);
    session.place(3, -1, newGesture());
    await answer();
    session.place(6, null);
    await answer();
    expect(asked.at(-1)?.components).toEqual([{ component: 3, deviations: -1 }]);
    session.toggleComponentLock(3);
    session.toggleComponentLock(2);
    session.randomise();
    await answer();
    // Component 2 lay where the kick itself has it.
    expect(asked.at(-1)?.components).toEqual([{ component: 3, deviations: -1 }, { component: 2, deviations: 0 }]);
    session.toggleComponentLock(3);
    session.toggleComponentLock(2);
    session.randomise();
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('components');
  });

  it('mixes categories into the kick at hand, from where it was before, also after an undo', async () => {
    session.randomise();
    await answer();
    const base = step()?.kick.base;
    const gesture = newGesture();
    session.share('bright', 0.25, gesture);
    await answer();
    expect(asked.at(-1)?.base).toEqual({ latent: base, exchanged: {}, categories: { dark: 0.75, bright: 0.25 } });
    session.share('bright', 0.5, gesture);
    session.move('decay', 0.9, newGesture());
    await answer();
    await answer();
    expect(labels()).toEqual(['Start', 'Randomise', 'bright', 'Decay']);
    expect(asked.at(-1)).toMatchObject({ base: { latent: base, categories: { dark: 0.5, bright: 0.5 } }, sliders: { decay: 0.9 } });
    session.undo();
    expect(session.getState().categories).toEqual({ dark: 0.5, bright: 0.5 });
    session.unshare();
    await answer();
    expect(asked.at(-1)?.base).toEqual({ latent: base, exchanged: {} });
    session.undo();
    session.undo();
    expect(session.getState().categories).toBeNull();
  });

  it('lets Randomise stay in the categories that are locked', async () => {
    session.share('bright', 0.5, newGesture());
    await answer();
    session.toggleCategoryLock();
    session.randomise();
    await answer();
    expect(asked.at(-1)?.base).toMatchObject({ index: 1, categories: { dark: 0.5, bright: 0.5 } });
    session.setAmount(0.4);
    session.randomise();
    await answer();
    expect(asked.at(-1)?.base).toMatchObject({ amount: 0.4, categories: { dark: 0.5, bright: 0.5 } });
    session.toggleCategoryLock();
    session.randomise();
    await answer();
    expect(asked.at(-1)?.base).not.toHaveProperty('categories');
  });

  it('brings a kick back into hand as another step', async () => {
    session.move('decay', 0.9, newGesture());
    await answer();
    const moved = step();
    session.randomise();
    await answer();
    if (moved !== null) session.bring({ ...moved, label: 'Slot A' });
    expect(heard.at(-1)).toBe(moved?.kick);
    expect(labels()).toEqual(['Start', 'Decay', 'Randomise', 'Slot A']);
    session.move('click', 0.2, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: moved?.kick.base }, sliders: { decay: 0.9, click: 0.2 } });
  });

  it('keeps the note the kick has where another cannot be had', async () => {
    session.tune('F1');
    await answer();
    session.tune('C8');
    answers.shift()?.({ ok: false, error: { code: 'NOTE_RANGE', message: 'm', hint: 'h' } });
    await settle();
    expect(session.getState().note).toBe('F1');
    expect(failures.at(-1)?.code).toBe('NOTE_RANGE');
  });

  it('passes every kick through the effects, one step a drag, and takes them back with undo', async () => {
    const drive = (driveDb: number): EffectChain => [effectOf('saturation', { driveDb }), effectOf('clipper')];
    session.setEffects(drive(3), 'Add Saturation');
    await answer();
    const gesture = newGesture();
    session.setEffects(drive(6), 'Saturation drive', gesture);
    session.setEffects(drive(9), 'Saturation drive', gesture);
    expect(session.getState().effects).toEqual(drive(9));
    await answer();
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: [0, 0, 0, 0] }, effects: drive(9) });
    expect(labels()).toEqual(['Start', 'Add Saturation', 'Saturation drive']);
    session.randomise();
    await answer();
    expect(asked.at(-1)?.effects).toEqual(drive(9));
    session.jump(1);
    expect(session.getState().effects).toEqual(drive(3));
    session.undo();
    expect(session.getState().effects).toEqual([]);
    session.move('decay', 0.4, newGesture());
    await answer();
    expect(asked.at(-1)).not.toHaveProperty('effects');
  });

  it('keeps the effects the kick has where others cannot be had', async () => {
    session.setEffects([effectOf('tilt')], 'Add Tilt EQ');
    answers.shift()?.({ ok: false, error: { code: 'ENGINE_CRASHED', message: 'm', hint: 'h' } });
    await settle();
    expect(session.getState().effects).toEqual([]);
  });

  it('bypasses the whole chain, and brings back those that were at work', async () => {
    const bypasses = () => session.getState().effects.map(({ bypass }) => bypass);
    session.setEffects([effectOf('tilt'), effectOf('sub', { bypass: true }), effectOf('clipper')], 'Preset');
    await answer();
    session.toggleEffects();
    await answer();
    expect(bypasses()).toEqual([true, true, true]);
    session.toggleEffects();
    await answer();
    expect(bypasses()).toEqual([false, true, false]);
    // Another chain that is off as a whole has nothing to come back to: all of it.
    session.setEffects([effectOf('tilt', { bypass: true })], 'Preset');
    await answer();
    session.toggleEffects();
    expect(bypasses()).toEqual([false]);
  });

  it('opens a saved kick with its effects, and one without them with none', async () => {
    session.setEffects([effectOf('clipper')], 'Add Clipper');
    await answer();
    saved = { effects: [effectOf('fade')] };
    await session.openSaved({ id: 'other' });
    expect(session.getState().effects).toEqual([effectOf('fade')]);
    session.move('decay', 0.1, newGesture());
    await answer();
    expect(asked.at(-1)?.effects).toEqual([effectOf('fade')]);
    saved = {};
    await session.openSaved({ id: 'other' });
    expect(session.getState().effects).toEqual([]);
  });

  it('opens a saved kick with its sliders and its model, and only shapes it where the model is', async () => {
    await session.openSaved({ id: 'other' });
    expect(step()).toMatchObject({ label: 'Old one', shapeable: true });
    expect(session.getState().set).toEqual({ click: 0.9 });
    await settle();
    expect(session.getState().model?.id).toBe('other');
    session.move('decay', 0.1, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: [7, 7, 7, 7] }, model: 'other', sliders: { click: 0.9, decay: 0.1 } });
    await session.openSaved({ id: 'gone' });
    expect(step()?.shapeable).toBe(false);
  });

  it('knows of every kick whether its model is there, also when that goes or comes later', async () => {
    await session.openSaved({ id: 'gone' });
    session.randomise();
    await answer();
    gone.delete('gone');
    session.undo();
    await session.refreshModel();
    expect([step()?.shapeable, session.getState().model?.id]).toEqual([true, 'gone']);
    gone.add('gone');
    session.move('decay', 0.1, newGesture());
    answers.shift()?.({ ok: false, error: { code: 'MODEL_NOT_FOUND', message: 'm', hint: 'h' } });
    await settle();
    expect(session.getState().steps.items.map(({ shapeable }) => shapeable)).toEqual([true, false, true]);
    await session.openSaved({ id: 'other' });
    await settle();
    session.undo();
    gone.add('other');
    await session.refreshModel();
    session.redo();
    await settle();
    expect(step()).toMatchObject({ label: 'Old one', shapeable: false });
  });

  it('goes on with the model that became the usual one, and shapes what is there with its own', async () => {
    session.setUsual('other');
    session.move('decay', 0.3, newGesture());
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: [0, 0, 0, 0] }, model: 'home' });
    session.setAmount(0.5);
    session.randomise();
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { amount: 0.5 }, model: 'home' });
    session.setAmount(1);
    session.randomise();
    await answer();
    await settle();
    expect(asked.at(-1)).toMatchObject({ base: { index: 1 }, model: 'other' });
    expect(session.getState().model?.id).toBe('other');
    session.undo();
    expect(session.getState().model?.id).toBe('home');
  });

  it('turns to another model with its median kick', async () => {
    session.move('decay', 0.3, newGesture());
    await answer();
    session.turnTo(info('other'));
    await answer();
    expect(asked.at(-1)).toMatchObject({ base: { latent: [0, 0, 0, 0] }, model: 'other', sliders: {} });
    expect([session.getState().model?.id, labels(), heard.at(-1)]).toEqual(['other', ['Start', 'Decay', 'other'], step()?.kick]);
  });

  it('goes on from a sound that was dropped, with the usual model', async () => {
    await session.openSaved({ id: 'other' });
    await session.openSound('door.wav', new Uint8Array(4));
    await answer();
    expect(asked.at(-1)).toEqual({ base: { latent: [9, 9, 9, 9] }, model: 'home', sliders: {} });
    expect(step()?.label).toBe('door.wav');
  });

  describe('a file of Kicklab', () => {
    const bytes = new TextEncoder().encode('RIFF....WAVE');
    const made = (modelInstalled: boolean) => ({
      ok: true,
      value: { ...kickOf({ base: { latent: [5, 5, 5, 5] }, sliders: { click: 0.3 }, note: 'F1' }), modelInstalled, match: { equal: true, residualDb: null, resampled: false } },
    });
    const failure = (code: string) => ({ ok: false, error: { code, message: 'm', hint: 'h' } });

    it('comes back with its settings, and is shaped from there', async () => {
      recalled = () => made(true);
      expect(await session.openSound('kick.wav', bytes)).toEqual({ equal: true, residualDb: null, resampled: false });
      expect([step()?.label, step()?.shapeable, heard.at(-1)]).toEqual(['kick.wav', true, step()?.kick]);
      expect(session.getState()).toMatchObject({ set: { click: 0.3 }, note: 'F1', opening: null });
      session.move('decay', 0.5, newGesture());
      await answer();
      expect(asked.at(-1)).toMatchObject({ base: { latent: [5, 5, 5, 5] }, sliders: { click: 0.3, decay: 0.5 }, note: 'F1' });
    });

    it('that says nothing of its making is found in the model', async () => {
      recalled = () => failure('RECALL_IMPOSSIBLE');
      const opened = session.openSound('kick.wav', bytes);
      await settle();
      await answer();
      expect(await opened).toBeNull();
      expect(asked.at(-1)).toEqual({ base: { latent: [9, 9, 9, 9] }, model: 'home', sliders: {} });
      expect(failures.at(-1)).toBeNull();
    });

    it('whose model is not here waits for what is to become of it', async () => {
      recalled = (as) => (as === 'file' ? made(false) : failure('RECALL_MODEL_MISSING'));
      await session.openSound('kick.wav', bytes);
      expect(session.getState().foreign).toMatchObject({ name: 'kick.wav', error: { code: 'RECALL_MODEL_MISSING' } });
      expect(labels()).toEqual(['Start']);
      await session.openAsItIs('kick.wav', bytes);
      expect([step()?.label, step()?.shapeable, session.getState().foreign]).toEqual(['kick.wav', false, null]);
      await session.openSound('kick.wav', bytes);
      const shaped = session.shapeSound('kick.wav', bytes);
      await settle();
      await answer();
      await shaped;
      expect(session.getState().foreign).toBeNull();
      expect(asked.at(-1)?.base).toEqual({ latent: [9, 9, 9, 9] });
      await session.openSound('kick.wav', bytes);
      session.leaveForeign();
      expect(session.getState().foreign).toBeNull();
    });

    it('that fails otherwise is told', async () => {
      recalled = () => failure('ENGINE_CRASHED');
      await session.openSound('kick.wav', bytes);
      expect(failures.at(-1)).toMatchObject({ code: 'ENGINE_CRASHED' });
      expect(labels()).toEqual(['Start']);
    });
  });

  it('says what failed, keeps the kick, and takes it back when things work again', async () => {
    const error: ErrorBody = { code: 'ENGINE_CRASHED', message: 'm', hint: 'h' };
    session.randomise();
    answers.shift()?.({ ok: false, error });
    await settle();
    expect(failures.at(-1)).toBe(error);
    expect(labels()).toEqual(['Start']);
    session.move('decay', 0.7, newGesture());
    expect(asked.at(-1)?.base).toMatchObject({ latent: [0, 0, 0, 0] });
    await answer();
    session.undo();
    session.randomise();
    await answer();
    expect(failures.at(-1)).toBeNull();
    expect(labels()).toEqual(['Start', 'Randomise']);
  });
});
