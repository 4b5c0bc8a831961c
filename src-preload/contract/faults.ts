/**
 * What may be wrong with a sound that a model is to learn from, and what can be done about it, in
 * codes for programs and in words for people. How a fault is told is the affair of audio/doctor.
 */

import { z } from 'zod';

/** What preparation does to a sound so that a fault is gone; no file is ever changed. `leave_out` does without the sound. */
export const FIX_CODES = ['declip', 'trim_start', 'remove_dc', 'fade_tail', 'invert', 'match_sides', 'balance_sides', 'reduce_noise', 'leave_out'] as const;
export const fixCode = z.enum(FIX_CODES);
export type FixCode = z.infer<typeof fixCode>;

export const FIXES: Readonly<Record<FixCode, string>> = {
  declip: 'Restore the peaks',
  trim_start: 'Trim to the onset',
  remove_dc: 'Take out the offset',
  fade_tail: 'Fade the end',
  invert: 'Turn the polarity over',
  match_sides: 'Turn one side over',
  balance_sides: 'Bring both sides to one level',
  reduce_noise: 'Reduce the noise floor',
  leave_out: 'Leave out',
};

export const FAULT_CODES = [
  'unreadable', 'duplicate', 'near_copy', 'silent', 'clipped', 'dc', 'cut_tail', 'late_onset', 'loop', 'not_a_kick', 'bandwidth', 'inverted',
] as const;
export const faultCode = z.enum(FAULT_CODES);
export type FaultCode = z.infer<typeof faultCode>;

export interface FaultWords {
  /** A few words, for a list. */
  label: string;
  /** What it does to a training. */
  why: string;
  /** What to do about it. */
  advice: string;
}

export const FAULTS: Readonly<Record<FaultCode, FaultWords>> = {
  unreadable: {
    label: 'Cannot be read',
    why: 'It is left out: nothing can be learned from it.',
    advice: 'Export it again as a WAV file, or remove it.',
  },
  duplicate: {
    label: 'Duplicate',
    why: 'A sound that is there twice counts twice, and what is learned leans towards it.',
    advice: 'Leave out all but one.',
  },
  near_copy: {
    label: 'Near-copy',
    why: 'It is another sound over again, at another level, in another format or slightly changed, and counts as often.',
    advice: 'Leave out all but the best.',
  },
  silent: {
    label: 'Silent',
    why: 'There is nothing in it to learn.',
    advice: 'Leave it out.',
  },
  clipped: {
    label: 'Clipped',
    why: 'Its peaks are cut flat; a model learns the rasp with the sound.',
    advice: 'Restore the peaks, or leave it out, unless the distortion is meant.',
  },
  dc: {
    label: 'DC offset',
    why: 'It does not swing around zero, so that it begins and ends with a click.',
    advice: 'Take out the offset.',
  },
  cut_tail: {
    label: 'Cut tail',
    why: 'It ends while it still sounds; a model learns the click at the end.',
    advice: 'Fade the end.',
  },
  late_onset: {
    label: 'Late onset',
    why: 'It begins with silence or noise, so that it comes late.',
    advice: 'Trim it to the onset.',
  },
  loop: {
    label: 'Several hits',
    why: 'It is a loop or a recording of several hits; only its first hit would be learned.',
    advice: 'Cut it into hits, or leave it out.',
  },
  not_a_kick: {
    label: 'Not a kick',
    why: 'It sounds like something else, and kicks made by the model would lean towards that.',
    advice: 'Leave it out, or train it as another instrument.',
  },
  bandwidth: {
    label: 'Odd bandwidth',
    why: 'Its treble ends abruptly below what its file can hold: it was stored at a lower rate or in a lossy format, and a model learns the dullness.',
    advice: 'Find the original, or leave it out.',
  },
  inverted: {
    label: 'Inverted',
    why: 'Its polarity is against that of its like, or its sides against each other, so that they cancel where they meet.',
    advice: 'Turn it over.',
  },
};

/** One fault of one sound, with what it was told by. */
export const finding = z.strictObject({
  code: faultCode,
  detail: z.string().describe('What was measured, in words.'),
  at: z.tuple([z.number(), z.number()]).nullable().describe('From when to when in the sound, in seconds; null where it is no matter of time.'),
  like: z.string().nullable().describe('The file that it is a copy of; null for all other faults.'),
  fix: fixCode.nullable().describe('What takes the fault away when the sound is prepared; null where nothing does but another file.'),
});
export type Finding = z.infer<typeof finding>;

export const checkedItem = z.strictObject({
  file: z.string(),
  faults: z.array(faultCode).describe('Each code once; empty where nothing is wrong.'),
  findings: z.array(finding).describe('One for each of the faults, in their order.'),
});
export type CheckedItem = z.infer<typeof checkedItem>;
