/**
 * MIDI keyboards: asked for only when the user wants them, every one that is plugged in from then
 * on is listened to. What a note does is not known here.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';

/** `absent`: this browser has no MIDI; `refused`: the user or the browser said no. */
export type MidiState = 'absent' | 'off' | 'asking' | 'on' | 'refused';

export interface MidiStoreState {
  state: MidiState;
  /** Names of the keyboards that are plugged in. */
  inputs: readonly string[];
}

export interface Midi extends StoreApi<MidiStoreState> {
  /** Asks for MIDI, in answer to a click; browsers put the question to the user. */
  switchOn(): Promise<void>;
  /** Listens no more. */
  switchOff(): void;
}

/** The parts of Web MIDI that are used. */
export type RequestMidi = () => Promise<MIDIAccess>;

const NOTE_ON = 0x90;

/**
 * @param request undefined where the browser has none.
 * @param onNote Told each note that is struck, velocity 1 to 127.
 */
export function createMidi(request: RequestMidi | undefined, onNote: (note: number, velocity: number) => void): Midi {
  const store = createStore<MidiStoreState>(() => ({ state: request === undefined ? 'absent' : 'off', inputs: [] }));
  let access: MIDIAccess | null = null;

  const hear = ({ data }: MIDIMessageEvent): void => {
    if (data === null || data.length < 3) return;
    const [status, note, velocity] = data;
    // On every channel. A note at velocity 0 is its end.
    if ((status & 0xf0) === NOTE_ON && velocity > 0) onNote(note, velocity);
  };

  /** Listens to what is plugged in now. */
  const attend = (): void => {
    const inputs = access === null ? [] : [...access.inputs.values()].filter(({ state }) => state === 'connected');
    for (const input of inputs) input.onmidimessage = hear;
    store.setState({ inputs: inputs.map(({ name }) => name ?? 'A keyboard without a name') });
  };

  return {
    ...store,
    switchOn: async () => {
      if (request === undefined || store.getState().state === 'on') return;
      store.setState({ state: 'asking' });
      try {
        access = await request();
      } catch {
        store.setState({ state: 'refused' });
        return;
      }
      access.onstatechange = attend;
      store.setState({ state: 'on' });
      attend();
    },
    switchOff: () => {
      if (access === null) return;
      access.onstatechange = null;
      for (const input of access.inputs.values()) input.onmidimessage = null;
      access = null;
      store.setState({ state: 'off', inputs: [] });
    },
  };
}
