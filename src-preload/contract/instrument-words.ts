/** What a sound of each instrument is called, and what its sliders are: words that the page and the models' cards share. */

import type { Instrument } from './instruments.ts';
import type { SliderName } from './sliders.ts';

export interface Words {
  /** One of them, and many. */
  one: string;
  many: string;
  /** One of them in full, as a file tells it to people who do not know where it comes from. */
  full: string;
  /** What all of them are, as a name of the kind. */
  kind: string;
}

const WORDS: Record<Instrument, Words> = {
  kick: { one: 'kick', many: 'kicks', full: 'kick drum', kind: 'Kicks' },
  snare: { one: 'snare', many: 'snares', full: 'snare drum', kind: 'Snares' },
  hat: { one: 'hat', many: 'hats', full: 'hi-hat', kind: 'Hats' },
  tom: { one: 'tom', many: 'toms', full: 'tom', kind: 'Toms' },
  clap: { one: 'clap', many: 'claps', full: 'clap', kind: 'Claps' },
  percussion: { one: 'sound', many: 'sounds', full: 'percussion sound', kind: 'Percussion' },
};

/** What a model's sounds are called; those of a model that is not known yet are kicks. */
export const wordsOf = (instrument: Instrument | undefined): Words => WORDS[instrument ?? 'kick'];

/** What sounds of all these instruments are called together. */
export function sharedInstrument(models: readonly { instrument: Instrument }[]): Instrument {
  const [one = 'kick', ...others] = new Set(models.map(({ instrument }) => instrument));
  return others.length === 0 ? one : 'percussion';
}

/** At the beginning of a name. */
export const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const OF_A_KICK: Record<SliderName, string> = { decay: 'Decay', brightness: 'Brightness', subby: 'Subby', click: 'Click' };
/** The same measures where there is no sub to speak of, and the attack is no click of a beater. */
const OF_OTHERS: Record<SliderName, string> = { ...OF_A_KICK, subby: 'Low end', click: 'Attack' };

/** The same among what is kept, in the middle of a sentence. */
const KEPT_OF_A_KICK: Record<SliderName, string> = { decay: 'decay', brightness: 'brightness', subby: 'sub', click: 'click' };
const KEPT_OF_OTHERS: Record<SliderName, string> = { ...KEPT_OF_A_KICK, subby: 'low end', click: 'attack' };

/** What the sliders of a model are called. */
export const sliderLabels = (instrument: Instrument | undefined): Readonly<Record<SliderName, string>> => ((instrument ?? 'kick') === 'kick' ? OF_A_KICK : OF_OTHERS);
export const keptLabels = (instrument: Instrument | undefined): Readonly<Record<SliderName, string>> => ((instrument ?? 'kick') === 'kick' ? KEPT_OF_A_KICK : KEPT_OF_OTHERS);
