/**
 * Morphing: kicks side by side, and what lies between them. It plans the strip, the pad and the
 * transfer through the contract, makes the sounds that are asked for first and those beside them
 * afterwards, and remembers every arrangement. How it looks is not known here.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Player } from '../../audio/player.ts';
import { KicklabError, type ErrorBody } from '../../../src-preload/contract/errors.ts';
import type { HeardKick } from '../../../src-preload/contract/kicks.ts';
import type { SavedKick } from '../../../src-preload/contract/library-kick.ts';
import type { MorphKick, StripStep } from '../../../src-preload/contract/morph.ts';
import { padWeights } from '../../../src-preload/contract/pad.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import type { Api, Input } from '../../../src-preload/contract/verbs.ts';
import { newGesture } from '../../session/gesture.ts';
import { createLatest } from '../../session/latest.ts';
import { mayBeOwn } from '../../session/own-file.ts';
import { advance, current, jump, noSteps, type Stepped, type Steps } from '../../session/steps.ts';
import { addKick, cornersOf, EMPTY, LETTERS, letterOf, MOST_KICKS, ontoOf, recipeOf, recipesOf, replaceKick, transferOf, type Arrangement } from './arrangement.ts';
import { createSequence } from './sequence.ts';

export const TOOLS = ['strip', 'pad', 'transfer'] as const;
export type Tool = (typeof TOOLS)[number];

/** A step of the strip, with its sound once that is made. */
export interface StripPlace extends StripStep {
  /** The model in whose space it lies. */
  model: string;
  kick: HeardKick | null;
}

interface Arranged extends Stepped {
  arrangement: Arrangement;
}

export interface MorphState {
  tool: Tool;
  steps: Steps<Arranged>;
  strip: readonly StripPlace[];
  /** The step at hand. */
  cursor: number;
  pad: HeardKick | null;
  transfer: HeardKick | null;
  /** Whether the strip plays by itself. */
  running: boolean;
  /** What is being brought in, by name. */
  adding: string | null;
}

export interface Morph extends StoreApi<MorphState> {
  setTool(tool: Tool): void;
  /** Changes the arrangement. `gesture` is the same through one drag. */
  edit(change: (of: Arrangement) => Arrangement, gesture?: number): void;
  undo(): void;
  redo(): void;
  /** Brings kicks of chance in, as many as there is room for. */
  addRandom(count: number): Promise<void>;
  addHeard(name: string, kick: HeardKick): void;
  addSaved(saved: Pick<SavedKick, 'id' | 'name'>): Promise<void>;
  addSound(name: string, bytes: Uint8Array): Promise<void>;
  /** Another kick of chance in the place of one. */
  reroll(key: number): Promise<void>;
  /** Puts a step of the strip in hand and lets it be heard. */
  step(to: number): void;
  /** Plays the strip from the step at hand, or stops it. */
  playAll(bpm: number): void;
  setTempo(bpm: number): void;
  /** Stops the strip where it plays by itself. */
  stop(): void;
  /** The sound at hand goes elsewhere, and is asked for there by its id: it stays. */
  keep(kick: HeardKick): void;
}

export interface MorphDeps {
  api: Api;
  player: Pick<Player, 'play' | 'now' | 'stop'>;
  /** Plays a kick now, in place of what sounds. */
  hear: (kick: HeardKick) => void;
  /** Told what failed, and with null that things work again. */
  fail: (error: ErrorBody | null) => void;
}

/** The arrangement at hand. */
export const arrangementOf = ({ steps }: Pick<MorphState, 'steps'>): Arrangement => current(steps)?.arrangement ?? EMPTY;

/** The sound at hand, by the tool that is used; null while there is none. */
export function soundOf(state: MorphState): { kick: HeardKick; label: string } | null {
  const { tool, strip, cursor, pad, transfer } = state;
  const arrangement = arrangementOf(state);
  const labels: Record<Tool, () => string> = {
    strip: () => placeLabel(strip[cursor].at, arrangement),
    pad: () => padLabel(arrangement),
    transfer: () => `${ontoOf(arrangement)?.name ?? ''} with parts of others`,
  };
  const kick = { strip: strip.at(cursor)?.kick ?? null, pad, transfer }[tool];
  return kick === null ? null : { kick, label: labels[tool]() };
}

/** `A`, or `A to B, 38 %`. */
export function placeLabel(at: number, { kicks }: Arrangement): string {
  const before = Math.floor(at);
  const along = at - before;
  return along === 0 ? kicks[before]?.name ?? LETTERS[before] : `${LETTERS[before]} to ${LETTERS[before + 1]}, ${(100 * along).toFixed(0)} %`;
}

/** `A 12 %, B 38 %, C 12 %, D 38 %` */
function padLabel(arrangement: Arrangement): string {
  const weights = padWeights(arrangement.x, arrangement.y);
  return cornersOf(arrangement).map(({ key }, i) => `${letterOf(arrangement, key)} ${(100 * weights[i]).toFixed(0)} %`).join(', ');
}

export function createMorph({ api, player, hear, fail }: MorphDeps): Morph {
  const store = createStore<MorphState>(() => ({ tool: 'strip', steps: noSteps, strip: [], cursor: 0, pad: null, transfer: null, running: false, adding: null }));
  const { getState, setState } = store;
  const sequence = createSequence(player);
  /** Ids of sounds of the strip that nobody will ask for again; each lets the next one take its place. */
  let stale: string[] = [];
  /** The step that is to be heard as soon as it is made. */
  let wanted: number | null = null;
  let filling = false;
  /** Ids of sounds that others hold. */
  const held = new Set<string>();
  let chance = 0;

  const audition = (base: Input<'kicks', 'audition'>['base'], model: string, recipe: Omit<MorphKick, 'latent' | 'exchanged'>, replaces: string | undefined) =>
    api.kicks.audition({
      base,
      model,
      pitchCurve: recipe.pitchCurve,
      effects: recipe.effects,
      ...(recipe.note === null ? {} : { note: recipe.note }),
      ...(replaces === undefined || held.has(replaces) ? {} : { replaces }),
    });

  /** Makes the sounds of the strip one by one: what is wanted, then what lies nearest to the step at hand. */
  const fill = async (): Promise<void> => {
    if (filling) return;
    filling = true;
    for (let at = nextToMake(); at !== null; at = nextToMake()) {
      const { strip } = getState();
      const { latent, exchanged, model, ...recipe } = strip[at];
      const result = await audition({ latent, exchanged }, model, recipe, stale.pop());
      if (!result.ok) {
        fail(result.error);
        wanted = null;
        break;
      }
      const kick = result.value;
      // Another strip may have been planned meanwhile.
      if (getState().strip[at]?.latent !== latent) {
        stale.push(kick.id);
        continue;
      }
      setState((state) => ({ strip: state.strip.map((place, i) => (i === at ? { ...place, kick } : place)) }));
      if (wanted !== at) continue;
      wanted = null;
      hear(kick);
    }
    filling = false;
  };

  const nextToMake = (): number | null => {
    const { strip, cursor, tool } = getState();
    if (wanted !== null && strip.at(wanted)?.kick === null) return wanted;
    if (tool !== 'strip') return null;
    let nearest: number | null = null;
    strip.forEach(({ kick }, i) => {
      if (kick === null && (nearest === null || Math.abs(i - cursor) < Math.abs(nearest - cursor))) nearest = i;
    });
    return nearest;
  };

  const plans = createLatest(
    ({ kicks, between, way }: Arrangement) => api.morph.strip({ kicks: recipesOf(kicks), steps: between, way, model: kicks[0].kick.bundleId }),
    (result, { kicks }) => {
      fail(result.ok ? null : result.error);
      if (!result.ok) return;
      const { strip, cursor } = getState();
      // The kicks themselves are sources, whose sounds are kept.
      stale = [...stale, ...strip.flatMap(({ kick, at }) => (kick === null || Number.isInteger(at) ? [] : [kick.id]))];
      const next = result.value.steps.map((step): StripPlace => ({ ...step, model: kicks[0].kick.bundleId, kick: Number.isInteger(step.at) ? kicks[step.at].kick : null }));
      // As far along as before.
      const share = strip.length < 2 ? 0 : cursor / (strip.length - 1);
      wanted = null;
      setState({ strip: next, cursor: Math.round(share * (next.length - 1)) });
      void fill();
    },
  );

  const pads = createLatest(
    async ({ arrangement }: { arrangement: Arrangement; heard: boolean }) => {
      const { x, y, way } = arrangement;
      const [a, b, c, d] = recipesOf(cornersOf(arrangement));
      const model = arrangement.kicks[0].kick.bundleId;
      const place = await api.morph.pad({ corners: [a, b, c, d], x, y, way, model });
      if (!place.ok) return place;
      const { latent, exchanged, ...recipe } = place.value;
      return audition({ latent, exchanged }, model, recipe, getState().pad?.id);
    },
    (result, { heard }) => { show('pad', result, heard); },
  );

  const transfers = createLatest(
    ({ arrangement }: { arrangement: Arrangement; heard: boolean }) => {
      const [onto, transfer] = [ontoOf(arrangement), transferOf(arrangement)];
      if (onto === null || transfer === null) throw new Error('a transfer without a kick');
      return audition({ transfer }, onto.kick.bundleId, recipeOf(onto), getState().transfer?.id);
    },
    (result, { heard }) => { show('transfer', result, heard); },
  );

  const show = (tool: 'pad' | 'transfer', result: Awaited<ReturnType<Api['kicks']['audition']>>, heard: boolean): void => {
    fail(result.ok ? null : result.error);
    if (!result.ok) return;
    setState({ [tool]: result.value });
    if (heard) hear(result.value);
  };

  /** Brings the tool in use up to the arrangement at hand. @param before What it was; the same where only the tool is another. */
  const follow = (before: Arrangement | null, heard: boolean): void => {
    const { tool } = getState();
    const arrangement = arrangementOf(getState());
    const { kicks, between, way } = arrangement;
    if (kicks.length < 2) {
      plans.forget();
      setState({ strip: [], cursor: 0 });
    } else if (before?.kicks !== kicks || before.between !== between || before.way !== way) plans.ask(arrangement);
    if (tool === 'strip') void fill();
    if (tool === 'pad' && kicks.length > 1) pads.ask({ arrangement, heard });
    if (tool === 'transfer' && kicks.length > 0) transfers.ask({ arrangement, heard });
  };

  const edit = (change: (of: Arrangement) => Arrangement, gesture = newGesture(), heard = true): void => {
    const before = arrangementOf(getState());
    const arrangement = change(before);
    if (arrangement === before) return;
    end();
    setState(({ steps }) => ({ steps: advance(steps, { gesture, arrangement }) }));
    follow(before, heard);
  };

  const jumpBy = (by: -1 | 1): void => {
    const before = arrangementOf(getState());
    const steps = jump(getState().steps, getState().steps.at + by);
    if (steps === getState().steps) return;
    end();
    setState({ steps });
    follow(before, true);
  };

  /** The model of the kicks that are there, in whose space others have to lie; null where there are none. */
  const space = (): string | null => arrangementOf(getState()).kicks.at(0)?.kick.bundleId ?? null;

  /** Whether a kick lies in the space of those that are there; says so where it does not. */
  const fits = (name: string, { bundleId }: HeardKick): boolean => {
    if ((space() ?? bundleId) === bundleId) return true;
    fail(new KicklabError('MORPH_MODEL', { name }).toBody());
    return false;
  };

  /** What new kicks are made with: the model of those that are there, else the usual one. */
  const modelOfNew = async (): Promise<Result<string>> => {
    const there = space();
    if (there !== null) return { ok: true, value: there };
    const info = await api.models.info({});
    return info.ok ? { ok: true, value: info.value.id } : info;
  };

  /** A kick of that space, as its file tells it; null where it is none. */
  const madeAgain = async (name: string, bytes: Uint8Array): Promise<Result<HeardKick> | null> => {
    if (!mayBeOwn(bytes)) return null;
    const again = await api.kicks.recall({ name, bytes });
    return again.ok && (space() ?? again.value.bundleId) === again.value.bundleId ? again : null;
  };

  /** The version of a sound that the model finds. */
  const foundKick = async (name: string, bytes: Uint8Array): Promise<Result<HeardKick>> => {
    const model = await modelOfNew();
    if (!model.ok) return model;
    const found = await api.kicks.analyse({ name, bytes, model: model.value });
    return found.ok ? api.kicks.audition({ base: { latent: found.value.latent }, model: model.value }) : found;
  };

  const bring = (name: string, kick: HeardKick, heard: boolean): void => {
    if (!fits(name, kick)) return;
    edit((of) => addKick(of, { key: newGesture(), name, kick }), undefined, false);
    if (heard) hear(kick);
  };

  /** A kick of chance, or null where it failed, which `fail` was told. */
  const draw = async (): Promise<{ name: string; kick: HeardKick } | null> => {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    const model = await modelOfNew();
    const result = model.ok ? await api.kicks.audition({ base: { seed, index: 1 }, model: model.value }) : model;
    fail(result.ok ? null : result.error);
    if (!result.ok) return null;
    chance += 1;
    return { name: `Random ${String(chance)}`, kick: result.value };
  };

  /** Says what is brought in while it is. */
  const during = async (name: string, work: () => Promise<void>): Promise<void> => {
    setState({ adding: name });
    await work();
    setState({ adding: null });
  };

  const end = (): void => {
    sequence.end();
    if (getState().running) setState({ running: false });
  };

  return {
    ...store,
    setTool: (tool) => {
      if (tool === getState().tool) return;
      end();
      setState({ tool });
      follow(arrangementOf(getState()), false);
    },
    edit,
    undo: () => { jumpBy(-1); },
    redo: () => { jumpBy(1); },

    addRandom: (count) => during('a random sound', async () => {
      for (let i = 0; i < count && arrangementOf(getState()).kicks.length < MOST_KICKS; i++) {
        const drawn = await draw();
        if (drawn === null) return;
        bring(drawn.name, drawn.kick, i === count - 1);
      }
    }),
    addHeard: (name, kick) => { bring(name, kick, true); },
    addSaved: ({ id, name }) => during(name, async () => {
      const result = await api.library.open({ id });
      fail(result.ok ? null : result.error);
      if (!result.ok) return;
      bring(name, result.value, true);
    }),
    addSound: (name, bytes) => during(name, async () => {
      const result = (await madeAgain(name, bytes)) ?? (await foundKick(name, bytes));
      fail(result.ok ? null : result.error);
      if (!result.ok) return;
      bring(name.replace(/\.[^.]+$/, ''), result.value, true);
    }),
    reroll: async (key) => {
      const drawn = await draw();
      if (drawn === null) return;
      edit((of) => replaceKick(of, key, drawn), undefined, false);
      hear(drawn.kick);
    },

    step: (to) => {
      const { strip } = getState();
      if (strip.length === 0) return;
      end();
      const cursor = Math.min(strip.length - 1, Math.max(0, to));
      const { kick } = strip[cursor];
      wanted = kick === null ? cursor : null;
      setState({ cursor });
      if (kick === null) void fill();
      else hear(kick);
    },

    playAll: (bpm) => {
      const { running, strip, cursor } = getState();
      if (running) {
        end();
        player.stop();
        return;
      }
      if (strip.length === 0) return;
      let at = cursor === strip.length - 1 ? 0 : cursor;
      let first = true;
      setState({ running: true });
      sequence.start(bpm, () => {
        const { strip: now } = getState();
        if (!first) at += 1;
        first = false;
        if (at >= now.length) return null;
        // One that is not made yet is waited for on the one before it.
        if (now[at].kick === null && at > 0) at -= 1;
        setState({ cursor: at });
        return now[at].kick;
      }, () => { setState({ running: false }); });
    },
    setTempo: (bpm) => { sequence.setTempo(bpm); },
    stop: end,
    keep: ({ id }) => { held.add(id); },
  };
}
