/** The player's decisions, against a stand-in for the browser's audio graph that notes what it is told. */

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createOutput, type Output } from './output.ts';
import { createPlayer, type Player } from './player.ts';

const RATE = 44_100;
const kick = new Float32Array(RATE);
const other = new Float32Array(RATE / 2);

class FakeParam {
  events: [string, value: number, time: number][] = [];
  setValueAtTime(value: number, time: number): this {
    this.events.push(['set', value, time]);
    return this;
  }
  linearRampToValueAtTime(value: number, time: number): this {
    this.events.push(['ramp', value, time]);
    return this;
  }
  cancelScheduledValues(time: number): this {
    this.events.push(['cancel', NaN, time]);
    return this;
  }
  setTargetAtTime(value: number, time: number): this {
    this.events.push(['target', value, time]);
    return this;
  }
}

class FakeNode {
  /** What it was connected to first. */
  to: unknown = null;
  connect<T>(next: T): T {
    this.to ??= next;
    return next;
  }
  disconnect(): void {
    this.to = null;
  }
}

class FakeGain extends FakeNode {
  gain = new FakeParam();
  initial: number;
  constructor(_: unknown, options?: { gain: number }) {
    super();
    this.initial = options?.gain ?? 1;
  }
}

class FakeMeter extends FakeNode {
  getFloatTimeDomainData(into: Float32Array): void {
    // One sample at full scale, long ago.
    into.fill(0.5)[0] = 1;
  }
}

const filters: FakeFilter[] = [];
class FakeFilter extends FakeNode {
  frequency: number;
  constructor(_: unknown, { frequency }: { frequency: number }) {
    super();
    this.frequency = frequency;
    filters.push(this);
  }
}

const sources: FakeSource[] = [];
class FakeSource extends FakeNode {
  onended: (() => void) | null = null;
  started: [when: number, offset: number] | null = null;
  stopped: number | null = null;
  buffer: FakeBuffer;
  constructor(_: unknown, { buffer }: { buffer: FakeBuffer }) {
    super();
    this.buffer = buffer;
    sources.push(this);
  }
  start(when: number, offset: number): void {
    this.started = [when, offset];
  }
  stop(when = 0): void {
    this.stopped = when;
  }
  /** The gain that fades it, and what comes after that. */
  get fade(): FakeGain {
    return (this.to instanceof FakeFilter ? this.to.to : this.to) as FakeGain;
  }
  get master(): FakeGain {
    return this.fade.to as FakeGain;
  }
}

const buffers: FakeBuffer[] = [];
class FakeBuffer {
  duration: number;
  data: Float32Array;
  constructor({ length, sampleRate }: { length: number; sampleRate: number }) {
    this.duration = length / sampleRate;
    this.data = new Float32Array(length);
    buffers.push(this);
  }
  getChannelData(): Float32Array {
    return this.data;
  }
}

const contexts: FakeContext[] = [];
class FakeContext extends EventTarget {
  static begins: AudioContextState = 'running';
  state = FakeContext.begins;
  sampleRate: number;
  currentTime = 0;
  outputLatency = 0.02;
  destination = {};
  stamp: { contextTime?: number; performanceTime?: number } = { contextTime: 0, performanceTime: 0 };
  resumes = 0;
  resumable = true;
  sink = '';
  constructor({ sampleRate }: { sampleRate: number }) {
    super();
    this.sampleRate = sampleRate;
    contexts.push(this);
  }
  getOutputTimestamp(): object {
    return this.stamp;
  }
  enter(state: AudioContextState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
  setSinkId(id: string): Promise<void> {
    if (id === 'gone') return Promise.reject(new Error('no such device'));
    this.sink = id;
    return Promise.resolve();
  }
  resume(): Promise<void> {
    this.resumes++;
    return this.resumable ? Promise.resolve() : Promise.reject(new Error('device is gone'));
  }
  close(): Promise<void> {
    this.enter('closed');
    return Promise.resolve();
  }
}

let frames: (() => void)[];
/** Lets the next animation frame happen. */
const frame = (): void => {
  for (const due of frames.splice(0)) due();
};

let output: Output;
let player: Player;
let heard: [seconds: number | null, samples: Float32Array | null][];

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  for (const list of [sources, buffers, contexts, filters]) list.length = 0;
  frames = [];
  FakeContext.begins = 'running';
  vi.stubGlobal('AudioContext', FakeContext);
  vi.stubGlobal('AudioBuffer', FakeBuffer);
  vi.stubGlobal('GainNode', FakeGain);
  vi.stubGlobal('AudioBufferSourceNode', FakeSource);
  vi.stubGlobal('AnalyserNode', FakeMeter);
  vi.stubGlobal('BiquadFilterNode', FakeFilter);
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  vi.stubGlobal('cancelAnimationFrame', () => { frames = []; });
  output = createOutput();
  player = createPlayer(output);
  heard = [];
  player.onPosition((...position) => heard.push(position));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('no device is opened before the first sound, and one serves all sounds of its rate', () => {
  expect(contexts).toHaveLength(0);
  player.play(kick, RATE);
  player.play(other, RATE);
  expect(contexts.map(({ sampleRate }) => sampleRate)).toEqual([RATE]);
  player.play(kick, 48_000);
  expect(contexts.map(({ sampleRate, state }) => [sampleRate, state])).toEqual([[RATE, 'closed'], [48_000, 'running']]);
});

test('a replay makes no new buffer', () => {
  player.play(kick, RATE);
  player.play(kick, RATE);
  expect(buffers).toHaveLength(1);
  expect(sources.map(({ buffer }) => buffer)).toEqual([buffers[0], buffers[0]]);
  expect(sources.map(({ started }) => started)).toEqual([[0, 0], [0, 0]]);
});

test('a sound that interrupts fades the other out and is not faded itself', () => {
  player.play(kick, RATE);
  contexts[0].currentTime = 0.3;
  player.play(other, RATE);
  const [first, second] = sources;
  const begin = 0.3 + 128 / RATE;
  expect(first.fade.gain.events).toEqual([['set', 1, begin], ['ramp', 0, begin + 0.004]]);
  expect(first.stopped).toBe(begin + 0.004);
  expect(second.fade.gain.events).toEqual([]);
  expect(second.master.to).toBe(contexts[0].destination);
});

test('a sound begun in its middle fades in, and is not cut before it has', () => {
  player.play(kick, RATE, { from: 0.25 });
  expect(sources[0].started).toEqual([0, 0.25]);
  expect(sources[0].fade.gain.events).toEqual([['set', 0, 0], ['ramp', 1, 0.002]]);
  player.stop();
  const begin = Math.max(0.002, 128 / RATE);
  expect(sources[0].fade.gain.events.slice(2)).toEqual([['set', 1, begin], ['ramp', 0, begin + 0.004]]);
});

test('says where the listener is: behind what is rendered, smoothly, from frame to frame', () => {
  player.play(kick, RATE);
  const context = contexts[0];
  // Nothing for a moment: it may be replaced at once.
  expect(frames).toHaveLength(0);
  expect(heard).toEqual([[null, null]]);
  vi.advanceTimersByTime(120);
  // No stamp yet: rendered less the latency, but never before the beginning.
  context.currentTime = 0.01;
  frame();
  expect(heard.at(-1)).toEqual([0, kick]);
  context.currentTime = 0.1;
  frame();
  expect(heard.at(-1)![0]).toBeCloseTo(0.08, 9);
  // A stamp of 5 ms ago.
  vi.advanceTimersByTime(100);
  context.stamp = { contextTime: 0.085, performanceTime: performance.now() - 5 };
  frame();
  expect(heard.at(-1)![0]).toBeCloseTo(0.09, 9);
});

test('frames stop when the sound has been heard to its end, which is after it left the graph', () => {
  player.play(kick, RATE);
  vi.advanceTimersByTime(120);
  contexts[0].currentTime = 1.01;
  frame();
  sources[0].onended?.();
  expect(heard.at(-1)![1]).toBe(kick);
  expect(frames).toHaveLength(1);
  vi.advanceTimersByTime(20);
  expect(heard.at(-1)).toEqual([null, null]);
  expect(frames).toHaveLength(0);
});

test('the end of a sound that was interrupted does not end the one that plays', () => {
  player.play(kick, RATE);
  const ended = sources[0].onended;
  ended?.();
  player.play(other, RATE);
  vi.advanceTimersByTime(120);
  frame();
  expect(heard.at(-1)).toEqual([0, other]);
  expect(sources[0].onended).toBeNull();
});

test('where sound is not allowed yet it waits, and of what was asked for meanwhile only the last sounds', () => {
  FakeContext.begins = 'suspended';
  player.play(kick, RATE);
  player.play(other, RATE);
  expect(contexts).toHaveLength(1);
  expect(contexts[0].resumes).toBe(2);
  expect(sources.map(({ stopped, to }) => [stopped, to instanceof FakeGain && to.to !== null])).toEqual([[0, false], [null, true]]);
  expect(frames).toHaveLength(0);
  vi.advanceTimersByTime(120);
  contexts[0].enter('running');
  expect(frames).toHaveLength(1);
  contexts[0].enter('suspended');
  expect(frames).toHaveLength(0);
});

test.each([
  ['is closed', (context: FakeContext) => { context.enter('closed'); }],
  ['reports an error', (context: FakeContext) => { context.dispatchEvent(new Event('error')); }],
])('a device that %s ends the sound, and the next sound opens another', (_, lose) => {
  player.play(kick, RATE);
  lose(contexts[0]);
  expect(contexts[0].state).toBe('closed');
  expect(heard.at(-1)).toEqual([null, null]);
  player.play(kick, RATE);
  expect(contexts).toHaveLength(2);
  expect(buffers).toHaveLength(1);
  expect(sources[1].master.to).toBe(contexts[1].destination);
});

test('a device that cannot be woken is given up', async () => {
  FakeContext.begins = 'suspended';
  player.play(kick, RATE);
  contexts[0].resumable = false;
  player.play(kick, RATE);
  await vi.waitFor(() => { expect(contexts[0].state).toBe('closed'); });
  FakeContext.begins = 'running';
  player.play(kick, RATE);
  expect(contexts).toHaveLength(2);
});

test('stop is silence, also for who watches; who has let go is told nothing', () => {
  const seen: unknown[] = [];
  const off = player.onPosition((seconds) => seen.push(seconds));
  player.play(kick, RATE, { from: 0.5 });
  off();
  player.stop();
  expect(heard.at(-1)).toEqual([null, null]);
  expect(frames).toHaveLength(0);
  expect(seen).toEqual([0.5]);
});

test('a sound for later starts on its time, and until then the other sounds', () => {
  player.play(kick, RATE);
  const context = contexts[0];
  context.currentTime = 0.45;
  player.play(other, RATE, { at: 0.5 });
  const [first, second] = sources;
  expect(second.started).toEqual([0.5, 0]);
  expect(first.fade.gain.events).toEqual([['set', 1, 0.5], ['ramp', 0, 0.504]]);
  // What comes before its time takes its place, and ends the other at once.
  context.currentTime = 0.46;
  player.play(kick, RATE);
  expect(second.stopped).toBe(0);
  expect(second.fade.to).toBeNull();
  expect(first.fade.gain.events.slice(2)).toEqual([['cancel', NaN, 0.46], ['set', 1, 0.46 + 128 / RATE], ['ramp', 0, 0.464 + 128 / RATE]]);
  expect(first.stopped).toBeCloseTo(0.464 + 128 / RATE, 9);
});

test('a time that is past is now', () => {
  player.play(kick, RATE);
  contexts[0].currentTime = 2;
  player.play(other, RATE, { at: 1 });
  expect(sources[1].started).toEqual([0, 0]);
});

test('a soft and dark playing is its own alone, and fades out from its level', () => {
  player.play(kick, RATE, { gain: 0.25, cutoff: 900 });
  expect(filters.map(({ frequency }) => frequency)).toEqual([900]);
  expect(sources[0].fade.initial).toBe(0.25);
  contexts[0].currentTime = 0.1;
  player.play(kick, RATE);
  expect(sources[0].fade.gain.events[0]).toEqual(['set', 0.25, 0.1 + 128 / RATE]);
  expect(sources[1].fade.initial).toBe(1);
  expect(sources[1].to).toBeInstanceOf(FakeGain);
});

test('who asks is told when something sounds, and when nothing does any more', () => {
  const told: boolean[] = [];
  player.onSounding((sounding) => told.push(sounding));
  player.play(kick, RATE);
  player.play(kick, RATE);
  player.stop();
  expect(told).toEqual([true, true, false]);
});

test('the master is where the user put it, on a device that was open and on one that opens', () => {
  output.setMaster(-20);
  player.play(kick, RATE);
  const { master } = sources[0];
  expect(master.initial).toBeCloseTo(0.1, 12);
  contexts[0].currentTime = 1;
  output.setMaster(-60);
  expect(master.gain.events).toEqual([['target', 0, 1]]);
});

test('the sound goes to the device that was chosen, and stays where it was when that is gone', async () => {
  player.play(kick, RATE);
  expect(await output.setDevice('headphones')).toBe(true);
  expect(contexts[0].sink).toBe('headphones');
  expect(await output.setDevice('gone')).toBe(false);
  player.play(kick, 48_000);
  expect(contexts[1].sink).toBe('headphones');
});

test('the meter hears what left lately, and nothing while the device rests', () => {
  expect(output.levels(1)).toEqual({ peak: -96, rms: -96 });
  player.play(kick, RATE);
  expect(output.levels(1).peak).toBeCloseTo(0, 9);
  expect(output.levels(0.1).peak).toBeCloseTo(-6.0206, 4);
  expect(output.levels(0)).toEqual({ peak: -96, rms: -96 });
  contexts[0].enter('suspended');
  expect(output.levels(1)).toEqual({ peak: -96, rms: -96 });
});

test('at rest, what sounds comes to its end and what was to follow never begins', () => {
  player.play(kick, RATE);
  contexts[0].currentTime = 0.2;
  player.play(other, RATE, { at: 0.5 });
  contexts[0].currentTime = 0.3;
  player.rest();
  const [first, second] = sources;
  expect(second.stopped).toBe(0);
  expect(first.fade.gain.events.at(-1)).toEqual(['cancel', NaN, 0.3]);
  expect(first.stopped).toBe(1);
  first.onended?.();
  vi.advanceTimersByTime(20);
  expect(heard.at(-1)).toEqual([null, null]);
});

test('the playhead stays on what sounds until the time of the next has come', () => {
  player.play(kick, RATE);
  const context = contexts[0];
  vi.advanceTimersByTime(120);
  player.play(other, RATE, { at: 0.5 });
  context.currentTime = 0.4;
  frame();
  expect(heard.at(-1)![1]).toBe(kick);
  context.currentTime = 0.6;
  frame();
  expect(heard.at(-1)).toEqual([expect.closeTo(0.08, 9), other]);
});
