/** What sounds are called on the page. */

import { useStore } from 'zustand';
import { sharedInstrument, wordsOf, type Words } from '../../src-preload/contract/instrument-words.ts';
import { useApp, useSession } from './context.ts';

/** Those of the model at hand. */
export const useWords = (): Words => useSession(({ model }) => wordsOf(model?.instrument));

/** Where sounds of several models stand together. */
export const useSharedWords = (): Words => useStore(useApp().models, ({ models }) => wordsOf(sharedInstrument(models ?? [])));
