/** MIDI against keyboards of cardboard. */

import { beforeEach, expect, test, vi } from 'vitest';
import { createMidi, type Midi } from './midi.ts';

class FakeInput {
  state = 'connected';
  onmidimessage: ((event: { data: Uint8Array | null }) => void) | null = null;
  name: string | null;
  constructor(name: string | null) {
    this.name = name;
  }
  send(...data: number[]): void {
    this.onmidimessage?.({ data: new Uint8Array(data) });
  }
}

let access: { inputs: Map<string, FakeInput>; onstatechange: (() => void) | null };
let allowed: boolean;
let midi: Midi;
let struck: [note: number, velocity: number][];
const request = vi.fn(() => (allowed ? Promise.resolve(access as unknown as MIDIAccess) : Promise.reject(new Error('denied'))));

beforeEach(() => {
  access = { inputs: new Map([['1', new FakeInput('Keystep')]]), onstatechange: null };
  allowed = true;
  struck = [];
  request.mockClear();
  midi = createMidi(request, (...note) => struck.push(note));
});
const keyboard = (): FakeInput => access.inputs.get('1')!;

test('nothing is asked for before the user wants it', async () => {
  expect(midi.getState()).toEqual({ state: 'off', inputs: [] });
  expect(request).not.toHaveBeenCalled();
  await midi.switchOn();
  expect(midi.getState()).toEqual({ state: 'on', inputs: ['Keystep'] });
});

test('strokes are told on every channel; ends of notes and other messages are none', async () => {
  await midi.switchOn();
  keyboard().send(0x90, 36, 100);
  keyboard().send(0x99, 40, 1);
  keyboard().send(0x90, 36, 0);
  keyboard().send(0x80, 40, 64);
  keyboard().send(0xb0, 1, 64);
  keyboard().send(0xf8);
  expect(struck).toEqual([[36, 100], [40, 1]]);
});

test('a keyboard that is plugged in later is heard, and one that is pulled out is gone', async () => {
  await midi.switchOn();
  const second = new FakeInput(null);
  access.inputs.set('2', second);
  access.onstatechange?.();
  second.send(0x90, 50, 90);
  expect(struck).toEqual([[50, 90]]);
  expect(midi.getState().inputs).toEqual(['Keystep', 'A keyboard without a name']);
  keyboard().state = 'disconnected';
  access.onstatechange?.();
  expect(midi.getState().inputs).toEqual(['A keyboard without a name']);
});

test('a refusal is told, and can be tried again', async () => {
  allowed = false;
  await midi.switchOn();
  expect(midi.getState().state).toBe('refused');
  allowed = true;
  await midi.switchOn();
  expect(midi.getState().state).toBe('on');
});

test('switched off, nothing is heard', async () => {
  await midi.switchOn();
  midi.switchOff();
  keyboard().send(0x90, 36, 100);
  expect(struck).toEqual([]);
  expect(midi.getState()).toEqual({ state: 'off', inputs: [] });
});

test('a browser without MIDI says so', async () => {
  const none = createMidi(undefined, () => undefined);
  await none.switchOn();
  expect(none.getState().state).toBe('absent');
});
