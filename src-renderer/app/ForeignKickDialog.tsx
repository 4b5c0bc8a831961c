/** What can be done with a kick of Kicklab whose model is not here. */

import { Dialog } from 'radix-ui';
import { Button } from '../components/Button.tsx';
import { DialogFrame } from '../components/Dialog.tsx';
import { MODEL_EXTENSION } from '../features/models/models.ts';
import { showModels } from './actions.ts';
import { useApp, useSession } from './context.ts';
import './ForeignKickDialog.css';

export function ForeignKickDialog() {
  const app = useApp();
  const { session } = app;
  const foreign = useSession((state) => state.foreign);
  return (
    <Dialog.Root open={foreign !== null} onOpenChange={(open) => { if (!open) session.leaveForeign(); }}>
      {foreign !== null && (
        <DialogFrame title="Its model is not here">
          <p>{foreign.error.message}.</p>
          <p className="foreign-ways">
            Once its {MODEL_EXTENSION} file is installed it comes back with every setting. Until then the present model can find its own
            version of the sound, or it opens as it is, to be heard and saved but not shaped.
          </p>
          <div className="foreign-choices">
            <Button primary onClick={() => void session.shapeSound(foreign.name, foreign.bytes)}>Shape it with the present model</Button>
            <Button onClick={() => void session.openAsItIs(foreign.name, foreign.bytes)}>Open it as it is</Button>
            <Button onClick={() => { session.leaveForeign(); showModels(app); }}>Models</Button>
          </div>
        </DialogFrame>
      )}
    </Dialog.Root>
  );
}
