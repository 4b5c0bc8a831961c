/** Every key there is, and the switch that turns single keys off. */

import { Dialog, Switch } from 'radix-ui';
import { DialogFrame } from '../components/Dialog.tsx';
import { useApp, usePreferences } from './context.ts';
import { SHORTCUTS } from './shortcuts.ts';

const OTHERS = [
  { keys: ['Ctrl', 'Z'], words: 'Undo' },
  { keys: ['Ctrl', 'Shift', 'Z'], words: 'Redo' },
  { keys: ['\u2190', '\u2192'], words: 'Move the slider that has the focus' },
  { keys: ['Shift', '\u2190', '\u2192'], words: 'Move it finely (Shift works while dragging too)' },
  { keys: ['Double click'], words: 'Give a slider back to the kick' },
];

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { preferences } = useApp();
  const singleKeys = usePreferences((state) => state.singleKeys);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame title="Keyboard shortcuts">
        <dl className="keys">
          {[...SHORTCUTS, ...OTHERS].map(({ keys, words }) => (
            <div key={words} data-off={!singleKeys && SHORTCUTS.some((s) => s.words === words)}>
              <dt>{words}</dt>
              <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
            </div>
          ))}
        </dl>
        <label className="switch-row">
          <span>Single keys<small> switch off if another program sends keys here</small></span>
          <Switch.Root
            className="switch"
            aria-label="Single keys"
            checked={singleKeys}
            onCheckedChange={(on) => { preferences.getState().setSingleKeys(on); }}
          >
            <Switch.Thumb className="switch-thumb" />
          </Switch.Root>
        </label>
      </DialogFrame>
    </Dialog.Root>
  );
}
