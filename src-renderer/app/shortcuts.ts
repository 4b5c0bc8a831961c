/**
 * Which key does what, and when a key belongs to the control that has the focus instead. Pure:
 * what an action does is the caller's.
 */

export type Action = 'play' | 'stop' | 'randomise' | 'save' | 'lock' | 'undo' | 'redo' | 'shortcuts' | 'search';

/** What the keys are called in the list, in the order they are told. */
export const SHORTCUTS: readonly { action: Action; keys: readonly string[]; words: string }[] = [
  { action: 'play', keys: ['Space'], words: 'Play' },
  { action: 'stop', keys: ['Esc'], words: 'Stop' },
  { action: 'randomise', keys: ['R'], words: 'Randomise' },
  { action: 'save', keys: ['S'], words: 'Save to the library' },
  { action: 'lock', keys: ['L'], words: 'Lock the slider that has the focus' },
  { action: 'undo', keys: ['['], words: 'One step back in the history' },
  { action: 'redo', keys: [']'], words: 'One step forward' },
  { action: 'search', keys: ['/'], words: 'Find a saved kick' },
  { action: 'shortcuts', keys: ['?'], words: 'This list' },
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
  if (key === ' ') return focus === 'button' ? null : 'play';
  return SINGLE[lower] ?? null;
}

const SINGLE: Partial<Record<string, Action>> = {
  escape: 'stop',
  r: 'randomise',
  s: 'save',
  l: 'lock',
  '[': 'undo',
  ']': 'redo',
  '/': 'search',
  '?': 'shortcuts',
};

/** What the focused element is to `actionOf`. */
export function focusOf(element: Element | null): Focus {
  if (element === null) return 'none';
  if (element.closest('[role=menu], [role=dialog], [role=listbox]') !== null) return 'menu';
  if (element.matches('input[type=range], [role=slider]')) return 'slider';
  if (element.matches('input, textarea, select, [contenteditable=true]')) return 'text';
  return element.matches('button, a[href], summary, [role=button], [role=switch]') ? 'button' : 'none';
}
