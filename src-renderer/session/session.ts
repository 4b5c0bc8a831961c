/**
 * The design session: the kick at hand, how it is being shaped, and every one before it. It asks
 * the engine through the contract and lets what comes be heard; how it looks is not known here.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EffectChain } from '../../src-preload/contract/effects.ts';
import type { ErrorBody } from '../../src-preload/contract/errors.ts';
import type { NoteAsked } from '../../src-preload/contract/fields.ts';
import type { HeardKick, RecallMatch } from '../../src-preload/contract/kicks.ts';
import type { SavedKick } from '../../src-preload/contract/library-kick.ts';
import { sliderLabels } from '../../src-preload/contract/instrument-words.ts';
import type { Components, Key, PitchCurve } from '../../src-preload/contract/shape.ts';
import type { SliderName, SliderValues } from '../../src-preload/contract/sliders.ts';
import type { Api, Input, Output } from '../../src-preload/contract/verbs.ts';
import { keptPlaces, randomBase } from './chance.ts';
import { withShare } from './share.ts';
import { newGesture } from './gesture.ts';
import { createLatest } from './latest.ts';
import { mayBeOwn } from './own-file.ts';
import { pulled } from './pitch-handles.ts';
import { requestOf } from './request.ts';
import { advance, current, jump, noSteps, type Stepped, type Steps } from './steps.ts';

export type ModelInfo = Output<'models', 'info'>;
export type Base = Input<'kicks', 'audition'>['base'];
/** Shares of categories, by name. */
export type Shares = Readonly<Record<string, number>>;

/** A sound that was stopped at. */
export interface Step extends Stepped {
  label: string;
  kick: HeardKick;
  /** Whether its model is here, so that it can be shaped. */
  shapeable: boolean;
}

/** How the kick at hand is shaped, as it is asked for; the sound follows. */
export interface Shape {
  set: SliderValues;
  /** Where it is to lie on components of the latent space. */
  components: Components;
  /** The note that is asked for; null is the kick's own. */
  note: NoteAsked | null;
  /** What its pitch is bent along after that. */
  pitchCurve: PitchCurve;
  /** How much of each category its base is to have; null is what the kick has of its own. */
  categories: Shares | null;
  /** What the sound is passed through; it stays when another kick comes into hand, but for one that has its own. */
  effects: EffectChain;
}

/** What of a shape belongs to one kick, and is not taken to the next. */
const UNSHAPED = { set: {}, components: [], note: null, pitchCurve: [], categories: null } satisfies Partial<Shape>;

export interface SessionState extends Shape {
  /** The model of the kick at hand. */
  model: ModelInfo | null;
  steps: Steps<Step>;
  /** What every kick is tuned into that has no note asked for. */
  key: Key | null;
  locks: ReadonlySet<SliderName>;
  /** Components that Randomise keeps where they are. */
  componentLocks: ReadonlySet<number>;
  /** Whether Randomise stays in the categories of the kick at hand. */
  categoryLock: boolean;
  /** How far Randomise goes: 1 is any kick, less a variation of this one. */
  amount: number;
  /** Engine milliseconds of the last kick that was made. */
  lastMs: number | null;
  /** A sound that is being opened, by name. */
  opening: string | null;
  /** A file of Kicklab whose model is not here, until it is said what is to become of it. */
  foreign: { name: string; bytes: Uint8Array; error: ErrorBody } | null;
}

export interface Session extends StoreApi<SessionState> {
  /**
   * Opens the model, silently.
   * @param kept The history to go on from; without one the first kick is made.
   */
  begin(kept?: Steps<Step> | null): Promise<void>;
  /** Takes note that another model is the usual one: new kicks are made with it, those that are there stay with theirs. */
  setUsual(id: string): void;
  /** Puts the median kick of a model in hand, and makes it the usual one. */
  turnTo(model: ModelInfo): void;
  /** Asks anew what is told of models: what one runs on now, whether it is still there. */
  refreshModel(): Promise<void>;
  /**
   * Lets the host know the kick at hand again, where that is one of an earlier start: it is made once more.
   * @returns its id; null where it cannot be made, which `fail` was told, or where there is none.
   */
  renew(): Promise<string | null>;
  /** Moves a slider. `gesture` is the same through one drag. */
  move(slider: SliderName, position: number, gesture: number): void;
  /** Gives a slider back to the kick's own value. */
  reset(slider: SliderName): void;
  /** Puts the kick elsewhere on a component, in standard deviations; null gives it back its own place. */
  place(component: number, deviations: number | null, gesture?: number): void;
  /** Gives a category its share of the kick, whose character stays; the others keep their proportions. */
  share(category: string, share: number, gesture?: number): void;
  /** Gives the kick back the categories it has of its own. */
  unshare(): void;
  /** Pulls the pitch at a handle, `ms` after the onset, to so many cents off its own. */
  pull(ms: number, cents: number, gesture?: number): void;
  /** Gives the pitch its own course again. */
  straighten(): void;
  /** Tunes the kick to what was typed for a note; null gives it back its own. */
  tune(note: string | null): void;
  /** Tunes this kick and those to come into a key; null lets them be. */
  setKey(key: Key | null): void;
  /** Passes the kick through another chain. `gesture` is the same through one drag. */
  setEffects(effects: EffectChain, label: string, gesture?: number): void;
  /** Bypasses the whole chain, or brings back those effects that were at work before. */
  toggleEffects(): void;
  randomise(): void;
  toggleLock(slider: SliderName): void;
  toggleComponentLock(component: number): void;
  toggleCategoryLock(): void;
  setAmount(amount: number): void;
  undo(): void;
  redo(): void;
  /** Puts a step of the history in hand and plays it. */
  jump: (to: number) => void;
  play(): void;
  /** Puts a kick in hand that was heard before, and plays it. */
  bring(step: Omit<Step, 'gesture'>): void;
  openSaved(saved: Pick<SavedKick, 'id'>): Promise<void>;
  /**
   * Makes a sound the kick at hand: one that Kicklab wrote comes back with everything that shaped it, any
   * other is found in the model.
   * @returns how what was made again compares with the file; null where nothing was.
   */
  openSound(name: string, bytes: Uint8Array): Promise<RecallMatch | null>;
  /** Finds a sound in the present model and makes it the kick at hand. */
  shapeSound(name: string, bytes: Uint8Array): Promise<void>;
  /** The sound of a kick of Kicklab as it is in its file, without its model. */
  openAsItIs(name: string, bytes: Uint8Array): Promise<void>;
  /** Opens nothing of a file whose model is not here. */
  leaveForeign(): void;
}

export interface SessionDeps {
  api: Api;
  /** Plays a kick now, in place of what sounds. */
  hear: (kick: HeardKick) => void;
  /** Told what failed, and with null that things work again. */
  fail: (error: ErrorBody | null) => void;
}

/** Where a kick begins before its sliders, and with which model: a latent means nothing to any other. */
interface Start {
  base: Base;
  model: string;
}

interface Ask {
  start: Start;
  shape: Shape;
  key: Key | null;
  gesture: number;
  label: string;
  heard: boolean;
}

/** A kick as it was before its sliders. */
const ownStart = ({ base, exchanged, bundleId }: HeardKick): Start => ({ base: { latent: base, exchanged }, model: bundleId });

/** The middle of the latent space: the median kick. */
const medianOf = ({ id, latentSize }: ModelInfo): Start => ({ base: { latent: new Array<number>(latentSize).fill(0) }, model: id });

export function createSession({ api, hear, fail }: SessionDeps): Session {
  const store = createStore<SessionState>(() => ({
    model: null,
    steps: noSteps,
    ...UNSHAPED,
    effects: [],
    key: null,
    locks: new Set(),
    componentLocks: new Set(),
    categoryLock: false,
    amount: 1,
    lastMs: null,
    opening: null,
    foreign: null,
  }));
  const { getState, setState } = store;
  /** What the next slider move starts from: the base that was asked for last, answered or not. */
  let asked: Start | null = null;
  /** The model that is used where none is named; empty until it is known. */
  let home = '';
  const infos = new Map<string, ModelInfo>();
  /** Kicks of an earlier start, of which the host knows nothing, by id. */
  const forgotten = new Set<string>();
  /** What kicks in other categories than their own were shifted from, so that their shares can be moved on. */
  const origins = new WeakMap<HeardKick, { start: Start; categories: Shares }>();
  /** Which effects were at work when the chain was bypassed as a whole. */
  let atWork: boolean[] = [];

  const show = (step: Step, heard: boolean): void => {
    setState((state) => ({ steps: advance(state.steps, step) }));
    followModel(step.kick.bundleId);
    if (heard) hear(step.kick);
  };

  const latest = createLatest(
    ({ start, shape: { set, components, note, pitchCurve, categories, effects }, key, gesture }: Ask) => {
      const before = current(getState().steps);
      return api.kicks.audition({
        ...start,
        ...(categories === null ? {} : { base: { ...start.base, categories } }),
        sliders: set,
        ...(components.length === 0 ? {} : { components }),
        ...(note === null ? {} : { note }),
        ...(note !== null || key === null ? {} : { key }),
        ...(pitchCurve.length === 0 ? {} : { pitchCurve }),
        ...(effects.length === 0 ? {} : { effects }),
        ...(before?.gesture === gesture ? { replaces: before.kick.id } : {}),
      });
    },
    (result, { start, shape: { categories }, gesture, label, heard }) => {
      fail(result.ok ? null : result.error);
      if (!result.ok) {
        const before = current(getState().steps);
        // Its model may be gone since it was made.
        if (result.error.code === 'MODEL_NOT_FOUND' && before !== null) void loadModel(before.kick.bundleId);
        // What could not be made is not what the next move starts from, unless more was asked since.
        if (before !== null && asked === start) takeUp(before.kick);
        return;
      }
      const { timing, ...kick } = result.value;
      setState({ lastMs: timing.total });
      if (categories !== null) origins.set(kick, { start, categories });
      // The tone of the key that it was given is its note from now on, unless another was asked for since.
      if (getState().note === null && asked === start) setState({ note: kick.note });
      show({ gesture, label, kick, shapeable: true }, heard);
    },
  );

  /** Makes a kick that is there already what the next move starts from. */
  const takeUp = (kick: HeardKick): void => {
    const origin = origins.get(kick);
    asked = origin?.start ?? ownStart(kick);
    const { set, components, note, pitchCurve, effects } = kick;
    setState({ set, components, note, pitchCurve, categories: origin?.categories ?? null, effects });
  };

  /** Asks for a kick from `start`, shaped as the one at hand but for what changes. */
  const ask = (start: Start, change: Partial<Shape>, label: string, gesture = newGesture(), heard = true): void => {
    asked = start;
    setState(change);
    const { set, components, note, pitchCurve, categories, effects, key } = getState();
    latest.ask({ start, shape: { set, components, note, pitchCurve, categories, effects }, key, gesture, label, heard });
  };

  const labels = () => sliderLabels(getState().model?.instrument);

  /** Asks for the kick at hand, shaped otherwise. */
  const reshape = (change: Partial<Shape>, label: string, gesture?: number): void => {
    if (asked !== null) ask(asked, change, label, gesture);
  };

  const setEffects = (effects: EffectChain, label: string, gesture?: number): void => {
    reshape({ effects }, label, gesture);
  };

  /** Puts a step in hand that did not come from `ask`. */
  const resume = ({ kick }: Step): void => {
    latest.forget();
    takeUp(kick);
    fail(null);
  };

  const bring = (brought: Omit<Step, 'gesture'>): void => {
    const step = { ...brought, gesture: newGesture() };
    resume(step);
    show(step, true);
  };

  const during = async <T>(name: string, work: Promise<T>): Promise<T> => {
    setState({ opening: name });
    const result = await work;
    setState({ opening: null });
    return result;
  };

  const shapeSound = async (name: string, bytes: Uint8Array): Promise<void> => {
    setState({ foreign: null });
    if (home === '') await openUsual();
    const model = home;
    if (model === '') return;
    const result = await during(name, api.kicks.analyse({ name, bytes, model }));
    fail(result.ok ? null : result.error);
    if (result.ok) ask({ base: { latent: result.value.latent }, model }, UNSHAPED, name);
  };

  const recall = (input: Input<'kicks', 'recall'>) => during(input.name, api.kicks.recall(input));

  const bringRecalled = (label: string, { match, modelInstalled, ...kick }: Output<'kicks', 'recall'>): RecallMatch | null => {
    bring({ label, kick, shapeable: modelInstalled });
    return match;
  };

  const followModel = (bundleId: string): void => {
    const known = infos.get(bundleId);
    if (known !== undefined) setState({ model: known });
    else void loadModel(bundleId);
  };

  /** Tells every step that was made with a model whether that is here. */
  const setShapeable = (bundleId: string, shapeable: boolean): void => {
    const differs = (step: Step): boolean => step.kick.bundleId === bundleId && step.shapeable !== shapeable;
    const { items, at } = getState().steps;
    if (items.some(differs)) setState({ steps: { items: items.map((step) => (differs(step) ? { ...step, shapeable } : step)), at } });
  };

  const loadModel = async (bundleId: string): Promise<void> => {
    const info = await api.models.info({ model: bundleId });
    // A model that is missing keeps the last one's scales; its kicks can be heard, not shaped.
    if (!info.ok) {
      if (info.error.code !== 'MODEL_NOT_FOUND') return;
      infos.delete(bundleId);
      setShapeable(bundleId, false);
      return;
    }
    setShapeable(bundleId, true);
    // A kick of an earlier start may name a bundle that another took the place of.
    infos.set(bundleId, info.value);
    if (current(getState().steps)?.kick.bundleId === bundleId) setState({ model: info.value });
  };

  /** The usual model; null where it does not open, which `fail` was told. */
  const openUsual = async (): Promise<ModelInfo | null> => {
    const info = await api.models.info({});
    if (!info.ok) {
      fail(info.error);
      return null;
    }
    home = info.value.id;
    infos.set(home, info.value);
    return info.value;
  };

  const jumpTo = (to: number): void => {
    const steps = jump(getState().steps, to);
    const step = current(steps);
    if (step === null) return;
    setState({ steps });
    resume(step);
    followModel(step.kick.bundleId);
    hear(step.kick);
  };

  return {
    ...store,

    refreshModel: async () => {
      const { model, steps } = getState();
      infos.clear();
      const shown = new Set([model?.id, current(steps)?.kick.bundleId]);
      await Promise.all([...shown].map(async (id) => { if (id !== undefined) await loadModel(id); }));
    },

    begin: async (kept = null) => {
      const step = kept === null ? null : current(kept);
      if (kept !== null && step !== null) {
        for (const { kick } of kept.items) forgotten.add(kick.id);
        setState({ steps: kept });
        takeUp(step.kick);
      }
      const usual = await openUsual();
      if (usual === null) return;
      if (step !== null) {
        followModel(step.kick.bundleId);
        return;
      }
      setState({ model: usual });
      ask(medianOf(usual), {}, 'Start', newGesture(), false);
    },

    setUsual: (id) => { home = id; },

    turnTo: (model) => {
      home = model.id;
      infos.set(home, model);
      ask(medianOf(model), UNSHAPED, model.name);
    },

    move: (slider, position, gesture) => {
      reshape({ set: { ...getState().set, [slider]: position } }, labels()[slider], gesture);
    },

    reset: (slider) => {
      const { [slider]: position, ...rest } = getState().set;
      if (position !== undefined) reshape({ set: rest }, labels()[slider]);
    },

    place: (component, deviations, gesture) => {
      const others = getState().components.filter((place) => place.component !== component);
      reshape({ components: deviations === null ? others : [...others, { component, deviations }] }, `Component ${component}`, gesture);
    },

    share: (category, share, gesture) => {
      const { categories, steps } = getState();
      const kick = current(steps)?.kick;
      const held = categories ?? kick?.categories ?? null;
      if (asked === null || kick === undefined || held === null) return;
      // Chance would draw anew from another category: what is shifted is the kick that came of it.
      const start = categories === null ? ownStart(kick) : asked;
      ask(start, { categories: withShare(held, category, share) }, category, gesture);
    },
    unshare: () => {
      if (getState().categories !== null) reshape({ categories: null }, 'Category');
    },

    pull: (ms, cents, gesture) => {
      reshape({ pitchCurve: pulled(getState().pitchCurve, ms, cents) }, 'Pitch', gesture);
    },

    straighten: () => {
      if (getState().pitchCurve.length > 0) reshape({ pitchCurve: [] }, 'Pitch');
    },

    tune: (note) => {
      if (note !== getState().note) reshape({ note }, 'Note');
    },

    setKey: (key) => {
      setState({ key });
      if (key !== null) reshape({ note: null }, 'Key');
    },

    setEffects,

    toggleEffects: () => {
      const { effects } = getState();
      if (effects.every(({ bypass }) => bypass)) {
        const known = atWork.length === effects.length && atWork.includes(true);
        setEffects(effects.map((effect, i) => ({ ...effect, bypass: known && !atWork[i] })), 'Effects on');
      } else {
        atWork = effects.map(({ bypass }) => !bypass);
        setEffects(effects.map((effect) => ({ ...effect, bypass: true })), 'Effects off');
      }
    },

    randomise: () => {
      if (asked === null) return;
      const base = randomBase(getState(), asked.base);
      const components = keptPlaces(getState());
      // Any kick is one of the usual model; what is kept of the one at hand means something to its own alone.
      const any = 'index' in base && base.categories === undefined && components.length === 0;
      const model = any && home !== '' ? home : asked.model;
      ask({ base, model }, { ...UNSHAPED, components }, 'Randomise');
    },

    toggleLock: (slider) => {
      const locks = new Set(getState().locks);
      if (!locks.delete(slider)) locks.add(slider);
      setState({ locks });
    },
    toggleComponentLock: (component) => {
      const componentLocks = new Set(getState().componentLocks);
      if (!componentLocks.delete(component)) componentLocks.add(component);
      setState({ componentLocks });
    },
    toggleCategoryLock: () => {
      setState(({ categoryLock }) => ({ categoryLock: !categoryLock }));
    },
    setAmount: (amount) => {
      setState({ amount });
    },

    undo: () => {
      jumpTo(getState().steps.at - 1);
    },
    redo: () => {
      jumpTo(getState().steps.at + 1);
    },
    jump: jumpTo,

    play: () => {
      const step = current(getState().steps);
      if (step !== null) hear(step.kick);
    },

    bring,

    renew: async () => {
      const step = current(getState().steps);
      if (step === null || !forgotten.has(step.kick.id)) return step?.kick.id ?? null;
      const result = await api.kicks.audition(requestOf(step.kick));
      fail(result.ok ? null : result.error);
      if (!result.ok) return null;
      const kick = { ...step.kick, id: result.value.id };
      const renewed = ({ items, at }: Steps<Step>): Steps<Step> => ({ items: items.map((each) => (each === step ? { ...step, kick } : each)), at });
      setState(({ steps }) => ({ steps: renewed(steps) }));
      return kick.id;
    },

    openSaved: async ({ id }) => {
      const result = await api.library.open({ id });
      if (!result.ok) {
        fail(result.error);
        return;
      }
      const { modelInstalled, saved, ...kick } = result.value;
      bring({ label: saved.name, kick, shapeable: modelInstalled });
    },

    openSound: async (name, bytes) => {
      if (mayBeOwn(bytes)) {
        const result = await recall({ name, bytes });
        if (result.ok) return bringRecalled(name, result.value);
        if (result.error.code !== 'RECALL_IMPOSSIBLE') {
          if (result.error.code === 'RECALL_MODEL_MISSING') setState({ foreign: { name, bytes, error: result.error } });
          else fail(result.error);
          return null;
        }
      }
      await shapeSound(name, bytes);
      return null;
    },

    shapeSound,

    openAsItIs: async (name, bytes) => {
      setState({ foreign: null });
      const result = await recall({ name, bytes, as: 'file' });
      if (result.ok) bringRecalled(name, result.value);
      else fail(result.error);
    },

    leaveForeign: () => { setState({ foreign: null }); },
  };
}
