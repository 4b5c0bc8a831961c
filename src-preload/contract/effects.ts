/**
 * The effects and their parameters as a table: the one source for the schemas of the contract, the
 * controls of the page and the help of the command line. It holds no schemas, so that the page can
 * do without them (effect-schemas.ts has those), and nothing of how an effect works.
 */

/** Written behind a value; '' where the value is a plain number. */
export type EffectUnit = 'dB' | 'dBFS' | 'dBTP' | 'LUFS' | 'ms' | 'Hz' | '%' | '°' | ':1';

/** A value on a line; a control runs over it evenly in the value (linear) or its logarithm (log). */
export interface NumberParameter {
  readonly kind: 'number';
  readonly label: string;
  /** What it does, as a line. */
  readonly doc: string;
  readonly unit: EffectUnit;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly scale: 'linear' | 'log';
  /** Decimals that are shown. */
  readonly digits: number;
}

export interface ChoiceParameter<V extends string = string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly doc: string;
  readonly default: V;
  readonly choices: readonly { readonly value: V; readonly label: string }[];
}

export type EffectParameter = NumberParameter | ChoiceParameter;

export interface EffectDescription {
  readonly label: string;
  /** What it does, as a sentence. */
  readonly summary: string;
  /** In the order they are shown in. */
  readonly parameters: Readonly<Record<string, EffectParameter>>;
}

type Range = readonly [min: number, max: number, initial: number];

const linear = (label: string, unit: EffectUnit, [min, max, initial]: Range, digits: number, doc: string): NumberParameter =>
  ({ kind: 'number', label, doc, unit, min, max, default: initial, scale: 'linear', digits });
const log = (label: string, unit: EffectUnit, [min, max, initial]: Range, digits: number, doc: string): NumberParameter =>
  ({ kind: 'number', label, doc, unit, min, max, default: initial, scale: 'log', digits });
const choice = <const V extends string>(label: string, initial: NoInfer<V>, choices: Readonly<Record<V, string>>, doc: string): ChoiceParameter<V> => ({
  kind: 'choice', label, doc, default: initial, choices: (Object.keys(choices) as V[]).map((value) => ({ value, label: choices[value] })),
});

const slope = choice('Slope', '12', { '6': '6 dB/oct', '12': '12 dB/oct', '24': '24 dB/oct' }, 'How steep the cut is.');
const mix = linear('Mix', '%', [0, 100, 100], 0, 'Share of the processed sound.');
const ceiling = linear('Ceiling', 'dBTP', [-12, 0, -1], 1, 'True peak (BS.1770-4) that is not passed.');

/** Every effect, in the order in which a menu lists them. */
export const EFFECTS = {
  transient: {
    label: 'Transient shaper',
    summary: 'Raises or lowers the attack and the body apart, whatever the level.',
    parameters: {
      attackDb: linear('Attack', 'dB', [-18, 18, 6], 1, 'Gain of what rises.'),
      sustainDb: linear('Sustain', 'dB', [-18, 18, 0], 1, 'Gain of what rings on.'),
      attackMs: log('Attack length', 'ms', [2, 60, 15], 1, 'How long a rise counts as attack.'),
    },
  },
  saturation: {
    label: 'Saturation',
    summary: 'Bends the waveform, which adds harmonics.',
    parameters: {
      curve: choice('Curve', 'soft', { soft: 'Soft', tube: 'Tube', cubic: 'Cubic', hard: 'Hard', fold: 'Fold' }, 'How the waveform is bent.'),
      driveDb: linear('Drive', 'dB', [0, 36, 9], 1, 'Gain ahead of the curve; the peak of the sound counts as 0 dB.'),
      bias: linear('Bias', '%', [-80, 80, 0], 0, 'Moves the rest point along the curve: even harmonics.'),
      mix,
    },
  },
  compressor: {
    label: 'Compressor',
    summary: 'Lowers what is above the threshold, looking ahead.',
    parameters: {
      thresholdDb: linear('Threshold', 'dBFS', [-48, 0, -15], 1, 'Level from which on it works.'),
      ratio: log('Ratio', ':1', [1, 20, 4], 1, 'dB in for each dB out above the threshold.'),
      kneeDb: linear('Knee', 'dB', [0, 24, 6], 1, 'Width around the threshold over which the ratio comes in.'),
      attackMs: log('Attack', 'ms', [0.1, 100, 10], 1, 'Time in which 63 % of a reduction is reached.'),
      releaseMs: log('Release', 'ms', [5, 1000, 100], 0, 'Time in which 63 % of a reduction is given back.'),
      lookAheadMs: linear('Look-ahead', 'ms', [0, 10, 1], 1, 'How much earlier it hears what comes.'),
      makeupDb: linear('Make-up', 'dB', [0, 24, 0], 1, 'Gain behind it.'),
      mix,
    },
  },
  sub: {
    label: 'Sub-harmonic',
    summary: 'Adds a sine an octave below the pitch of the sound, or at it, locked to its phase.',
    parameters: {
      octave: choice('Pitch', 'below', { below: 'Octave below', same: 'Same pitch' }, 'Where the sine lies against the pitch of the sound.'),
      levelDb: linear('Level', 'dB', [-36, 6, -9], 1, 'Peak of the sine against the peak of the fundamental.'),
      follow: linear('Follow', '%', [0, 100, 100], 0, 'How far its envelope is that of the sound; the rest is its own decay.'),
      decayMs: log('Decay', 'ms', [50, 1000, 300], 0, 'Time in which its own envelope falls by 30 dB.'),
      phase: linear('Phase', '°', [-180, 180, 0], 0, 'Of the sine against the fundamental.'),
      driveDb: linear('Drive', 'dB', [0, 24, 0], 1, 'Saturates the sine alone.'),
    },
  },
  tilt: {
    label: 'Tilt EQ',
    summary: 'Turns the spectrum about a pivot: brighter on one side, darker on the other.',
    parameters: {
      tiltDb: linear('Tilt', 'dB', [-12, 12, 3], 1, 'Gain far above the pivot; far below it is as much in the other direction.'),
      pivotHz: log('Pivot', 'Hz', [50, 5000, 500], 0, 'Where nothing changes.'),
    },
  },
  lowCut: {
    label: 'Low cut',
    summary: 'Takes away what lies below a frequency (Butterworth).',
    parameters: { hz: log('Frequency', 'Hz', [10, 500, 30], 0, 'Where it is down by 3 dB.'), slope },
  },
  highCut: {
    label: 'High cut',
    summary: 'Takes away what lies above a frequency (Butterworth).',
    parameters: { hz: log('Frequency', 'Hz', [100, 20_000, 8000], 0, 'Where it is down by 3 dB.'), slope },
  },
  length: {
    label: 'Length',
    summary: 'Steepens the tail until the sound decays in the given time; a sound that is shorter already stays.',
    parameters: {
      decayMs: log('Decay', 'ms', [20, 1500, 250], 0, 'From the loudest moment to the last one within 30 dB of it.'),
      holdMs: linear('Hold', 'ms', [0, 300, 20], 0, 'How long after the loudest moment nothing changes; at most half the decay.'),
    },
  },
  fade: {
    label: 'Fade',
    summary: 'Fades the tail to silence, counted from the loudest moment and not from the end of the file.',
    parameters: {
      startMs: log('Start', 'ms', [5, 1500, 150], 0, 'From the loudest moment to where the fade begins.'),
      fadeMs: log('Length', 'ms', [5, 1000, 150], 0, 'From there to silence.'),
      curve: choice('Curve', 'smooth', { smooth: 'Smooth', linear: 'Linear', early: 'Early', late: 'Late' }, 'How the level falls on the way.'),
    },
  },
  clipper: {
    label: 'Clipper',
    summary: 'Cuts the peaks off, oversampled, under a true-peak ceiling.',
    parameters: {
      driveDb: linear('Drive', 'dB', [0, 24, 3], 1, 'Gain ahead of it.'),
      kneeDb: linear('Knee', 'dB', [0, 12, 0], 1, 'How far below the ceiling it begins to bend; 0 cuts hard.'),
      ceilingDb: ceiling,
    },
  },
  loudness: {
    label: 'Loudness',
    summary: 'Brings the whole sound to a loudness (BS.1770) by gain, as far as the ceiling lets it.',
    parameters: {
      targetLufs: linear('Target', 'LUFS', [-30, -4, -10], 1, 'Integrated loudness.'),
      ceilingDb: ceiling,
    },
  },
} as const satisfies Readonly<Record<string, EffectDescription>>;

export type EffectType = keyof typeof EFFECTS;
export const EFFECT_TYPES = Object.keys(EFFECTS) as EffectType[];

/** Effects a chain has at most. */
export const MOST_EFFECTS = 16;

type ValueOf<P> = P extends ChoiceParameter<infer V> ? V : number;
type ParametersOf<T extends EffectType> = { -readonly [K in keyof (typeof EFFECTS)[T]['parameters']]: ValueOf<(typeof EFFECTS)[T]['parameters'][K]> };

/** The settings of one effect of a type, all there. */
export type EffectOf<T extends EffectType> = T extends EffectType ? { type: T; bypass: boolean } & ParametersOf<T> : never;
export type Effect = EffectOf<EffectType>;
/** As it is asked for: what is left out has its default. */
export type EffectInput = { [T in EffectType]: { type: T; bypass?: boolean } & Partial<ParametersOf<T>> }[EffectType];
/** In the order in which the sound passes them. */
export type EffectChain = Effect[];

/** An effect with every parameter that `given` leaves out at its default. */
export function effectOf<T extends EffectType>(type: T, given: Partial<ParametersOf<T>> & { bypass?: boolean } = {}): EffectOf<T> {
  const defaults = Object.entries<EffectParameter>(EFFECTS[type].parameters).map(([name, parameter]) => [name, parameter.default]);
  return { type, bypass: false, ...Object.fromEntries(defaults), ...given } as EffectOf<T>;
}
