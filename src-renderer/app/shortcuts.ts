/**
 * Which key does what, and when a key belongs to the control that has the focus instead. Pure. A
 * screen that has keys of its own adds them to SHORTCUTS, and says what they do with `useCommand`.
 */

/** Where a key works, in the order of the list. */
export const PLACES = ['Everywhere', 'Design', 'Morph', 'Explore', 'Library', 'Playing'] as const;
export type Place = (typeof PLACES)[number];

interface Told {
  /** What the keys are called in the list. */
  keys: readonly string[];
  words: string;
  place: Place;
}

/** Every single key; the list is drawn from here, in this order. */
export const SHORTCUTS = [
  { action: 'play', keys: ['Space'], words: 'Play; stop, in a loop', place: 'Everywhere' },
  { action: 'loop', keys: ['O'], words: 'Loop, at the tempo beside it', place: 'Everywhere' },
  { action: 'stop', keys: ['Esc'], words: 'Stop', place: 'Everywhere' },
  { action: 'save', keys: ['S'], words: 'Save to the library', place: 'Everywhere' },
  { action: 'search', keys: ['/'], words: 'Find a saved sound', place: 'Everywhere' },
  { action: 'undo', keys: ['['], words: 'One step back in the history', place: 'Everywhere' },
  { action: 'redo', keys: [']'], words: 'One step forward', place: 'Everywhere' },
  { action: 'shortcuts', keys: ['?'], words: 'This list', place: 'Everywhere' },
  { action: 'randomise', keys: ['R'], words: 'Randomise; in Morph, one more random sound', place: 'Everywhere' },
  { action: 'lock', keys: ['L'], words: 'Lock the slider that has the focus', place: 'Design' },
  { action: 'zoomIn', keys: ['+'], words: 'Look closer at the pictures', place: 'Design' },
  { action: 'zoomOut', keys: ['-'], words: 'See more of the time axis', place: 'Design' },
  { action: 'zoomFit', keys: ['0'], words: 'See it whole', place: 'Design' },
  { action: 'slotA', keys: ['1'], words: 'Hear slot A, or copy the sound into it where it is empty', place: 'Design' },
  { action: 'slotB', keys: ['2'], words: 'The same of slot B', place: 'Design' },
  { action: 'slotC', keys: ['3'], words: 'The same of slot C', place: 'Design' },
  { action: 'slotD', keys: ['4'], words: 'The same of slot D', place: 'Design' },
  { action: 'favourite', keys: ['F'], words: 'Make the selected sounds favourites, or no longer', place: 'Library' },
  { action: 'keep', keys: ['K'], words: 'Keep: a favourite, and on to the next sound', place: 'Library' },
  { action: 'trash', keys: ['X'], words: 'Into the trash, and on to the next sound; in the trash, back', place: 'Library' },
  { action: 'piano', keys: ['M'], words: 'Make the computer\u2019s keys a piano, or keys again', place: 'Playing' },
] as const satisfies readonly (Told & { action: string })[];

export type Action = (typeof SHORTCUTS)[number]['action'];

/** What else the hand can do; these work with single keys switched off too. */
export const GESTURES: readonly Told[] = [
  { keys: ['Ctrl', 'Z'], words: 'Undo', place: 'Everywhere' },
  { keys: ['Ctrl', 'Shift', 'Z'], words: 'Redo', place: 'Everywhere' },
  { keys: ['\u2190', '\u2192'], words: 'Move the slider that has the focus', place: 'Everywhere' },
  { keys: ['Shift', '\u2190', '\u2192'], words: 'Move it finely (Shift works while dragging too)', place: 'Everywhere' },
  { keys: ['Shift', 'F10'], words: 'Menu of the sound that has the focus, as a file', place: 'Everywhere' },
  { keys: ['\u2190', '\u2192', 'Home', 'End'], words: 'Step through the strip; Page up and down by eight', place: 'Morph' },
  { keys: ['\u2190', '\u2191', '\u2192', '\u2193'], words: 'Move on the pad; Home goes to its middle', place: 'Morph' },
  { keys: ['Double click'], words: 'Give a slider back to the sound', place: 'Design' },
  { keys: ['\u2191', '\u2193'], words: 'Pull the pitch point that has the focus, by 10 cents; with Shift by 1', place: 'Design' },
  { keys: ['Delete'], words: 'Let go of it', place: 'Design' },
  { keys: ['Alt', '\u2190', '\u2192'], words: 'Move the effect that has the focus; Delete removes it', place: 'Design' },
  { keys: ['Wheel'], words: 'Look closer at the pictures about the pointer; drag to move along, double click to see all', place: 'Design' },
  { keys: ['\u2190', '\u2191', '\u2192', '\u2193'], words: 'From sound to sound, each is heard; Shift selects on the way, Ctrl does not', place: 'Library' },
  { keys: ['0', '\u2026', '5'], words: 'Rate the selected sounds', place: 'Library' },
  { keys: ['Enter'], words: 'Open the sound in Design', place: 'Library' },
  { keys: ['Delete'], words: 'Into the trash', place: 'Library' },
  { keys: ['Ctrl', 'A'], words: 'Select every sound of the list; Escape selects none', place: 'Library' },
  { keys: ['A', 'W', 'S', '\u2026'], words: 'A piano\u2019s white and black keys, while they are one', place: 'Playing' },
  { keys: ['Z', 'X'], words: 'An octave down and up, while they are one', place: 'Playing' },
];

/** The parts of a KeyboardEvent that decide. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

/** What kind of control has the focus, as far as it uses keys itself. */
export type Focus = 'none' | 'text' | 'button' | 'slider' | 'menu';

/**
 * The action of a key press, or null where it is the control's own or nobody's.
 * @param enabled Whether single keys are switched on; undo and redo need a modifier and always work.
 */
export function actionOf(press: Press, focus: Focus, enabled: boolean): Action | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey, repeat } = press;
  // Text fields have an undo of their own.
  if (focus === 'text' || focus === 'menu') return null;
  const lower = key.toLowerCase();
  if ((ctrlKey || metaKey) && !altKey) {
    if (lower === 'z') return shiftKey ? 'redo' : 'undo';
    return lower === 'y' ? 'redo' : null;
  }
  if (!enabled || ctrlKey || metaKey || altKey || repeat) return null;
  if (key === ' ' && focus === 'button') return null;
  return SINGLE.get(lower) ?? null;
}

/** How a KeyboardEvent calls the keys that the list calls otherwise. */
const EVENT_KEYS: Partial<Record<string, string>> = { Space: ' ', Esc: 'escape' };
const SINGLE: ReadonlyMap<string, Action> = new Map(SHORTCUTS.map(({ keys: [key], action }) => [EVENT_KEYS[key] ?? key.toLowerCase(), action]));

/** What the focused element is to `actionOf`. */
export function focusOf(element: Element | null): Focus {
  if (element === null) return 'none';
  if (element.closest('[role=menu], [role=dialog], [role=listbox]') !== null) return 'menu';
  if (element.matches('input[type=range], [role=slider]')) return 'slider';
  if (element.matches('input, textarea, select, [contenteditable=true]')) return 'text';
  return element.matches('button, a[href], summary, [role=button], [role=switch]') ? 'button' : 'none';
}
