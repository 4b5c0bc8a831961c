/** Every key there is, and the switch that turns single keys off. */

import { Dialog } from 'radix-ui';
import { DialogFrame } from '../components/Dialog.tsx';
import { Switch } from '../components/Switch.tsx';
import { useApp, usePreferences } from './context.ts';
import { GESTURES, PLACES, SHORTCUTS, type Place } from './shortcuts.ts';

export function ShortcutsDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { preferences } = useApp();
  const singleKeys = usePreferences((state) => state.singleKeys);
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <DialogFrame title="Keyboard shortcuts">
        {PLACES.map((place) => <KeysOf key={place} place={place} singleKeys={singleKeys} />)}
        <div className="keys-switch">
          <Switch
            label="Single keys"
            note="switch off if another program sends keys here"
            checked={singleKeys}
            onChange={(on) => { preferences.getState().choose({ singleKeys: on }); }}
          />
        </div>
      </DialogFrame>
    </Dialog.Root>
  );
}

function KeysOf({ place, singleKeys }: { place: Place; singleKeys: boolean }) {
  const rows = [
    ...SHORTCUTS.map((each) => ({ ...each, off: !singleKeys })),
    ...GESTURES.map((each) => ({ ...each, off: false })),
  ].filter((each) => each.place === place);
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="keys-place">{place}</h3>
      <dl className="keys">
        {rows.map(({ keys, words, off }) => (
          <div key={words} data-off={off}>
            <dt>{words}</dt>
            <dd>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
