/** The same studio behind each transport: over a fake engine, with kicks that only a test asks for. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startHost } from '../../src-main/host/host.ts';
import { openGate } from '../../src-main/shell/gate.ts';
import { relayEvents } from '../../src-main/shell/tell.ts';
import { createFakeEngine } from '../../src-main/studio/fixtures/fake-engine.ts';
import { createFakeStudio } from '../../src-main/studio/fixtures/fake-studio.ts';
import { writeTone } from '../../src-main/studio/fixtures/wav.ts';
import type { Studio } from '../../src-main/studio/studio.ts';
import { createBridge } from '../../src-preload/bridge.ts';
import { KicklabError } from '../../src-preload/contract/errors.ts';
import { createBridgeConnection } from '../../src-renderer/transport/bridge.ts';
import type { Connection } from '../../src-renderer/transport/connection.ts';
import { createWebConnection } from '../../src-renderer/transport/web.ts';
import { createIpcPair } from './ipc.ts';

/** Seeds of kicks unlike others. */
export const SEEDS = {
  /** Samples with every kind of float, NaNs with a payload among them. */
  bits: 9001,
  /** Never done; ends when it is cancelled. */
  held: 9002,
  /** The engine has a fault. */
  fault: 9003,
};
/** A training of this name goes on until it is stopped. */
export const HELD = 'held';
/** What the kick of `SEEDS.bits` sounds like, as bits. */
export const BITS = Uint32Array.of(0, 0x8000_0000, 1, 0x007f_ffff, 0x3f80_0000, 0xbf80_0001, 0x7f7f_ffff, 0x7f80_0000, 0xff80_0000, 0x7fc0_1234, 0xffc0_0001);

export interface World extends Connection {
  /** Everything of this studio lies in here; it holds `a.wav` and `sounds/`, a folder of two. */
  dir: string;
  /** Signals of held kicks, in the order they were asked for. */
  held: AbortSignal[];
  /** Engine calls so far. */
  calls: () => number;
  /** Failures that the door was told are its own. */
  faults: unknown[];
  /** Ends the door alone: calls from now on reach nothing. */
  shut: () => Promise<void>;
  close: () => Promise<void>;
}

type Door = (studio: Studio, dir: string, onFault: (thrown: unknown) => void) => Promise<{ connection: Connection; shut: () => Promise<void> }>;

const overWeb: Door = async (studio, dir, onFault) => {
  const pageDir = join(dir, 'page');
  mkdirSync(pageDir);
  writeFileSync(join(pageDir, 'index.html'), '<html><head></head></html>');
  const host = await startHost({ studio, pageDir, version: '0.0.0', port: 0, onFault });
  const page = await (await fetch(host.url)).text();
  const token = /name="kicklab-token" content="([^"]+)"/.exec(page)?.[1] ?? '';
  return { connection: createWebConnection({ token, origin: new URL(host.url).origin }), shut: () => host.close() };
};

const overBridge: Door = (studio, _dir, onFault) => {
  const { ipcRenderer, ipcMain, window } = createIpcPair();
  const closeGate = openGate({ ipcMain, studio, isOurs: (contents) => contents === window.webContents, drag: () => undefined, onFault });
  const stopTelling = relayEvents(studio, window);
  const shut = (): Promise<void> => {
    closeGate();
    stopTelling();
    return Promise.resolve();
  };
  return Promise.resolve({ connection: createBridgeConnection(createBridge(ipcRenderer, () => '')), shut });
};

export const DOORS = { web: overWeb, bridge: overBridge } satisfies Record<string, Door>;
export type DoorName = keyof typeof DOORS;

export async function openWorld(door: DoorName): Promise<World> {
  const held: AbortSignal[] = [];
  const ready = createFakeEngine();
  const engine = createFakeEngine({
    generate: async (args, { signal }) => {
      const seed = 'seed' in args.base ? args.base.seed : null;
      if (seed === SEEDS.fault) throw new TypeError('a slip of ours');
      if (seed === SEEDS.held && signal !== undefined) {
        held.push(signal);
        await new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => { reject(new KicklabError('CANCELLED', { what: 'generate' })); });
        });
      }
      const kick = await ready.call('generate', args);
      return seed === SEEDS.bits ? { ...kick, samples: new Float32Array(BITS.slice().buffer) } : kick;
    },
  });
  const trainer = createFakeEngine({
    train: ({ name, out }, { signal }) => new Promise((resolve) => {
      const stopped = { dir: out, bestEpoch: 0, used: 0, rejected: [] };
      if (name !== HELD) resolve({ ...stopped, bundleId: 'fake', bestEpoch: 1, stopped: 'done' });
      signal?.addEventListener('abort', () => { resolve({ ...stopped, bundleId: null, stopped: 'cancelled' }); });
    }),
  });
  const { studio, dir } = createFakeStudio({ engine, trainer });
  const sounds = join(dir, 'sounds');
  mkdirSync(sounds);
  writeTone(join(sounds, 'a.wav'), 55);
  writeTone(join(sounds, 'b.wav'), 70);
  writeTone(join(dir, 'a.wav'), 55);
  const faults: unknown[] = [];
  const { connection, shut } = await DOORS[door](studio, dir, (thrown) => faults.push(thrown));
  return {
    ...connection,
    dir,
    held,
    calls: () => engine.calls.length,
    faults,
    shut,
    close: async () => {
      await shut();
      await studio.close();
      rmSync(dir, { recursive: true });
    },
  };
}

/** The bytes of the world's `a.wav`. */
export function toneOf({ dir }: World): Uint8Array {
  return new Uint8Array(readFileSync(join(dir, 'a.wav')));
}
