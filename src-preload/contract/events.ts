/**
 * What the program tells its page without being asked, and how the page listens. The web host
 * sends the shared events as a stream; the desktop window has events of its own besides.
 */

import { z } from 'zod';
import { datasetWork } from './datasets.ts';
import { libraryWork } from './library-files.ts';
import { settingsState } from './settings.ts';
import { packs } from './packs.ts';
import { training } from './training.ts';

/** Told through every door. */
export const sharedEvents = {
  libraryChanged: z.strictObject({}).describe('Something in the library changed, here or through another process.'),
  libraryWork: libraryWork.describe('How a long job of the library stands that this process does, such as an import.'),
  settingsChanged: settingsState.describe('What is settled now, when it was changed through this process.'),
  modelChanged: z.strictObject({ id: z.string(), name: z.string() }).describe('Which model answers requests that name none, when it became another through this process.'),
  datasetsChanged: z.strictObject({}).describe('Some data set changed, through this process.'),
  datasetWork: datasetWork.describe('How long work on a data set stands that this process does, such as reading its files.'),
  packChanged: packs.status.output.describe('How the pack that is built stands.'),
  trainingChanged: training.status.output.describe('How the training run stands.'),
  trainingRunsChanged: z.strictObject({}).describe('A training run of this process began, stopped, or changed its place in the queue: training.list tells.'),
};

/** What the window's menu asks the page to do. */
export const MENU_COMMANDS = ['save', 'download', 'undo', 'redo', 'play', 'randomise', 'shortcuts'] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** Told by the desktop window alone: a browser has no menu of ours and opens no files with us. */
export const windowEvents = {
  menu: z.strictObject({ command: z.enum(MENU_COMMANDS) }),
  soundOpened: z.strictObject({
    name: z.string(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  modelOpened: z.strictObject({ file: z.string() }).describe('A .kickmodel file of this machine, of which nothing was read yet.'),
};

export const events = { ...sharedEvents, ...windowEvents };
export type SharedEvent = keyof typeof sharedEvents;
export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.infer<(typeof events)[E]>;

/** Calls `listener` with each `event` until the function it returns is called. */
export type Listen<E extends EventName = EventName> = <T extends E>(event: T, listener: (payload: EventPayload<T>) => void) => () => void;
