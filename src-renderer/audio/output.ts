/**
 * The way out: the audio device, the master level, and the meter that listens behind it. One
 * context of one rate at a time; it is opened with the first sound, for browsers allow it no
 * earlier than something the user did. What is played into it is the player's.
 */

import { gainOf, levelsOf, silence, type Levels } from './levels.ts';

/** The lowest level of the master, dB; there it is silent. */
export const MASTER_LOWEST_DB = -60;
/** Seconds over which the master moves, so that it does not crackle. */
const MASTER_GLIDE = 0.015;
/** Samples that the meter remembers, as many as an analyser can: 743 ms at 44.1 kHz, so that no peak falls between two looks of a busy screen. */
const METER_WINDOW = 32_768;

/** An open device and where its sound goes in. */
export interface Lane {
  context: AudioContext;
  input: AudioNode;
}

export type StateListener = (context: AudioContext, gone: boolean) => void;

export interface Output {
  /** The device, opened or woken as need be. */
  open(sampleRate: number): Lane;
  /** Told when a device runs, rests, or is gone for good. */
  onState(listener: StateListener): void;
  /** @param db 0 leaves the sound as it is; MASTER_LOWEST_DB is silence. */
  setMaster(db: number): void;
  /**
   * Sends the sound to another device.
   * @param id As `enumerateDevices` told it; '' is the system's own.
   * @returns whether it is there; where it is not, the sound stays where it was.
   */
  setDevice(id: string): Promise<boolean>;
  /** How loud the last `seconds` were, behind the master, as far back as is remembered. */
  levels(seconds: number): Levels;
}

declare global {
  interface AudioContext {
    /** In Chromium; elsewhere the system chooses the device. */
    setSinkId?: (id: string) => Promise<void>;
  }
}

/** Whether this browser lets a page choose the device. */
export const canChooseDevice = (): boolean => 'setSinkId' in AudioContext.prototype;

interface Open extends Lane {
  master: GainNode;
  meter: AnalyserNode;
}

export function createOutput(): Output {
  let device: Open | null = null;
  let masterDb = 0;
  let sink = '';
  const listeners = new Set<StateListener>();
  const heard = new Float32Array(METER_WINDOW);

  /** Lets go of a device that is gone; the next sound opens another. */
  const lose = (lost: AudioContext): void => {
    if (device?.context === lost) device = null;
    if (lost.state !== 'closed') void lost.close();
    for (const tell of listeners) tell(lost, true);
  };

  const opened = (sampleRate: number): Open => {
    if (device !== null && device.context.state !== 'closed' && device.context.sampleRate === sampleRate) return device;
    if (device !== null) lose(device.context);
    const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
    context.addEventListener('statechange', () => {
      if (context.state === 'closed') lose(context);
      else for (const tell of listeners) tell(context, false);
    });
    context.addEventListener('error', () => { lose(context); });
    const master = new GainNode(context, { gain: gainOf(masterDb, MASTER_LOWEST_DB) });
    const meter = new AnalyserNode(context, { fftSize: METER_WINDOW });
    master.connect(context.destination);
    master.connect(meter);
    device = { context, input: master, master, meter };
    // One that is gone leaves the system's own.
    if (sink !== '') void context.setSinkId?.(sink).catch(() => undefined);
    return device;
  };

  return {
    open: (sampleRate) => {
      const lane = opened(sampleRate);
      const { context } = lane;
      if (context.state !== 'running') context.resume().catch(() => { lose(context); });
      return lane;
    },
    onState: (listener) => {
      listeners.add(listener);
    },
    setMaster: (db) => {
      masterDb = db;
      if (device === null) return;
      const { context, master } = device;
      master.gain.setTargetAtTime(gainOf(db, MASTER_LOWEST_DB), context.currentTime, MASTER_GLIDE / 3);
    },
    setDevice: async (id) => {
      try {
        await device?.context.setSinkId?.(id);
      } catch {
        return false;
      }
      sink = id;
      return true;
    },
    levels: (seconds) => {
      if (device?.context.state !== 'running') return silence;
      device.meter.getFloatTimeDomainData(heard);
      return levelsOf(heard.subarray(Math.max(0, METER_WINDOW - Math.round(seconds * device.context.sampleRate))));
    },
  };
}
