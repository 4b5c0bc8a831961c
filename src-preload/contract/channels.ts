/**
 * The names of every verb and event, for processes that only pass messages on (the preload
 * bridge): the schemas stay where input is checked. Total over the contract by type.
 */

import type { EventName } from './events.ts';
import type { Namespace, VerbName } from './verbs.ts';

/** Lists every name of a union: one that is missing is a type error. */
const all = <U extends string>() => <const T extends readonly U[]>(names: T & ([U] extends [T[number]] ? unknown : 'a name is missing')): T => names;

export const VERB_NAMES = {
  datasets: all<VerbName<'datasets'>>()(['create', 'add', 'send', 'discard', 'list', 'get', 'items', 'update', 'restore', 'describe', 'cut', 'split', 'join', 'vary', 'check', 'hear', 'remove', 'putBack']),
  explore: all<VerbName<'explore'>>()(['variations', 'walk', 'clusters', 'map']),
  files: all<VerbName<'files'>>()(['stage', 'paths', 'reveal', 'copy']),
  kicks: all<VerbName<'kicks'>>()(['audition', 'analyse', 'wav', 'inspect', 'nearest', 'recall', 'generate', 'encode', 'reconstruct', 'resynth', 'interpolate']),
  library: all<VerbName<'library'>>()([
    'save', 'list', 'ids', 'facets', 'similar', 'info', 'open', 'hear', 'wav', 'rename', 'update',
    'addCollection', 'renameCollection', 'fillCollection', 'removeCollection', 'remove', 'putBack', 'import', 'duplicates', 'check', 'backup', 'restore', 'move',
  ]),
  morph: all<VerbName<'morph'>>()(['strip', 'render', 'pad']),
  packs: all<VerbName<'packs'>>()(['start', 'status', 'cancel', 'preview', 'sheet', 'hear']),
  models: all<VerbName<'models'>>()(['list', 'info', 'quality', 'card', 'use', 'rename', 'remove', 'putBack', 'emptyTrash', 'export', 'download', 'import', 'upload', 'compare', 'compareSound']),
  settings: all<VerbName<'settings'>>()(['get', 'set', 'reset']),
  training: all<VerbName<'training'>>()(['prepare', 'check', 'start', 'estimate', 'status', 'list', 'pause', 'resume', 'cancel', 'move', 'forget', 'history', 'strips', 'strip', 'evaluate']),
  system: all<VerbName<'system'>>()(['doctor', 'about']),
} as const satisfies { [N in Namespace]: readonly VerbName<N>[] };

export const EVENT_NAMES = all<EventName>()(['libraryChanged', 'libraryWork', 'trainingChanged', 'trainingRunsChanged', 'modelChanged', 'datasetsChanged', 'datasetWork', 'packChanged', 'settingsChanged', 'menu', 'soundOpened', 'modelOpened']);

/** The IPC channel of a verb; its messages are `(input, callId)` and it answers with a Result. */
export const verbChannel = (namespace: string, name: string): string => `kicklab:${namespace}.${name}`;
/** The IPC channel on which the page says that it no longer wants the answer to a call. */
export const CANCEL_CHANNEL = 'kicklab:cancel';
/** The IPC channel on which the page says which staged set it drags out. */
export const DRAG_CHANNEL = 'kicklab:drag';
/** The IPC channel of an event, from the main process to the page. */
export const eventChannel = (event: EventName): string => `kicklab:event.${event}`;
